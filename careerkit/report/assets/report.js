// Tooltips for the marks of a chart: pointer, touch, or the arrow keys once a chart has focus.
((start) => {
  if (document.documentElement.hasAttribute('data-locked')) document.addEventListener('careerkit:opened', start, { once: true });
  else start();
})(() => {
  'use strict';
  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.hidden = true;
  tip.setAttribute('role', 'status');
  document.body.append(tip);
  let current = null;

  function hide() {
    if (current) current.classList.remove('on');
    current = null;
    tip.hidden = true;
  }

  function show(mark) {
    hide();
    current = mark;
    mark.classList.add('on');
    tip.textContent = mark.getAttribute('data-t');
    tip.hidden = false;
    const at = mark.getBoundingClientRect();
    const size = tip.getBoundingClientRect();
    const left = at.left + at.width / 2 - size.width / 2;
    const above = at.top - size.height - 8;
    tip.style.left = Math.max(8, Math.min(left, innerWidth - size.width - 8)) + 'px';
    tip.style.top = (above < 8 ? Math.min(at.bottom + 8, innerHeight - size.height - 8) : above) + 'px';
  }

  addEventListener('pointerover', (event) => {
    const mark = event.target.closest && event.target.closest('[data-t]');
    if (mark) show(mark);
    else hide();
  });
  addEventListener('scroll', hide, { passive: true });
  addEventListener('keydown', (event) => { if (event.key === 'Escape') hide(); });

  for (const chart of document.querySelectorAll('svg.chart')) {
    const marks = [...chart.querySelectorAll('[data-t]')];
    if (!marks.length) continue;
    chart.setAttribute('tabindex', '0');
    chart.addEventListener('blur', hide);
    chart.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const next = current ? marks.indexOf(current) + step : step > 0 ? 0 : -1;
      show(marks.at(next % marks.length));
    });
  }
});
