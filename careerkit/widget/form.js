// One form, drawn from plain data. Every text is set as text, never as markup. What is typed is sent to Python, and
// "Saved" is said only once Python has said that the file is written.

const PATIENCE = 2500; // milliseconds without an answer
const PAUSE = 400; // milliseconds of rest in typing before a draft is kept
const SUPPRESS = 'data-lm-suppress-shortcuts';
let count = 0;
// What was typed and never confirmed, by form: it is there again when the cell runs again, also if no kernel ever heard of it.
const unsent = window.careerkitUnsent ??= new Map();

function make(tag, attributes = {}, ...children) {
  const found = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) found.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) found.setAttribute(name, value);
  }
  found.append(...children);
  return found;
}

// JupyterLab's shortcuts act on the cell even while something in its output has the focus. The mark must sit on the focused
// element itself, before JupyterLab's own listener looks for it: hence the window, in the capture phase. Ours are all single
// keys, and of those with Ctrl or Cmd the ones that would change cells or belong to a text field; every other combination
// stays JupyterLab's, so that Ctrl+S still saves the notebook.
const OURS = /^(Enter|Backspace|Delete|Arrow.*|[amyz])$/i;

function guard(el) {
  const isInside = event => event.target instanceof Element && el.contains(event.target);
  const onKey = event => {
    if (!isInside(event)) return;
    const isTheirs = (event.ctrlKey || event.metaKey) && !OURS.test(event.key);
    if (isTheirs) event.target.removeAttribute(SUPPRESS);
    else event.target.setAttribute(SUPPRESS, 'true');
  };
  // JupyterLab also takes new lines, and the undo of a text field, from everything in a cell: it must not see them.
  const onInput = event => { if (isInside(event)) event.stopPropagation(); };
  window.addEventListener('keydown', onKey, true);
  window.addEventListener('beforeinput', onInput, true);
  return () => {
    window.removeEventListener('keydown', onKey, true);
    window.removeEventListener('beforeinput', onInput, true);
  };
}

// Where JupyterLab serves files of its root, for links to what was made.
function address(path) {
  const config = document.getElementById('jupyter-config-data');
  let base = '/';
  try { base = JSON.parse(config.textContent).baseUrl || '/'; } catch { /* not in JupyterLab */ }
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return base + (path.endsWith('.ipynb') ? 'lab/tree/' : 'files/') + encoded;
}

function render({ model, el }) {
  const uid = `careerkit-${++count}-${Math.random().toString(36).slice(2, 8)}`;
  const client = uid;
  const waiting = new Map(); // seq -> timer
  const pending = new Map(); // field -> value that is on its way
  let seq = 0, draftTimer = null, fields = new Map(), dirty = false, isOpen = false, renewTimer = null, lastKey = 0, busy = false, settled = {};

  el.classList.add('careerkit-form');
  const form = make('form', { novalidate: true, 'aria-labelledby': `${uid}-title` });
  const bar = make('div', { class: 'ck-bar' });
  const status = make('span', { class: 'ck-status', role: 'status', 'aria-live': 'polite' });
  const progress = make('progress', { 'aria-label': 'Answered' });
  const save = make('button', { type: 'submit', class: 'ck-save' });
  const undo = make('button', { type: 'button', class: 'ck-undo' }, 'Undo');
  const links = make('span', { class: 'ck-links' });
  const verdict = make('p', { class: 'ck-verdict', role: 'status' });
  const isEach = () => model.get('form').mode === 'each';

  function draw() {
    const spec = model.get('form');
    const opened = new Set([...form.querySelectorAll('details[open]')].map(one => one.dataset.legend));
    fields = new Map();
    form.replaceChildren(make('p', { class: 'ck-title', id: `${uid}-title` }, spec.title));
    if (spec.intro) form.append(make('p', { class: 'ck-intro' }, spec.intro));
    if (isEach()) form.append(bar);
    for (const group of spec.groups) form.append(drawGroup(group, opened));
    if (!isEach()) form.append(bar);
    form.append(links, verdict, byHand(spec.by_hand));
    save.textContent = spec.submit;
    bar.replaceChildren(...(isEach() ? [progress, undo, status] : [save, undo, status]));
  }

  function byHand(text) {
    return make('details', { class: 'ck-by-hand' }, make('summary', {}, 'The same without this form'), make('pre', {}, text));
  }

  function drawGroup(group, opened) {
    const hint = group.hint ? [make('p', { class: 'ck-hint' }, group.hint)] : [];
    const inside = [...hint, ...group.fields.map(drawField)];
    if (group.folded) {
      const box = make('details', { 'data-legend': group.legend, class: 'ck-group' }, make('summary', {}, group.legend), ...inside);
      const isUsed = group.fields.some(field => model.get('values')[field.name]);
      box.open = opened.has(group.legend) || isUsed;
      return box;
    }
    return make('fieldset', { class: 'ck-group' }, ...(group.legend ? [make('legend', {}, group.legend)] : []), ...inside);
  }

  function drawField(spec) {
    const id = `${uid}-${spec.name}`;
    const error = make('span', { class: 'ck-error', id: `${id}-error` });
    const hint = spec.hint ? make('span', { class: 'ck-hint', id: `${id}-hint` }, spec.hint) : null;
    const described = [`${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
    const drawn = spec.kind === 'choice' ? drawChoice(spec, id, described, hint, error)
      : spec.kind === 'flag' ? drawFlag(spec, id, described, hint, error)
      : drawInput(spec, id, described, hint, error);
    fields.set(spec.name, { spec, error, ...drawn });
    return drawn.box;
  }

  function labelled(spec) {
    return [spec.label, ...(spec.required ? [make('span', { class: 'ck-needed' }, ' (needed)')] : [])];
  }

  function drawInput(spec, id, described, hint, error) {
    const shared = { id, name: spec.name, 'aria-describedby': described, 'aria-required': spec.required ? 'true' : null };
    let input, list = null;
    if (spec.kind === 'long') input = make('textarea', { ...shared, rows: 3 });
    else if (spec.kind === 'pick') {
      input = make('select', shared, make('option', { value: '' }, '–'),
        ...spec.choices.map(([value, label]) => make('option', { value }, label)));
    } else {
      const type = spec.kind === 'date' ? 'date' : 'text';
      const mode = spec.kind === 'number' ? 'decimal' : null;
      if (spec.suggest.length) list = make('datalist', { id: `${id}-list` }, ...spec.suggest.map(value => make('option', { value })));
      input = make('input', { ...shared, type, inputmode: mode, autocomplete: 'off', list: list && `${id}-list` });
    }
    const box = make('div', { class: `ck-field ck-${spec.kind}` }, make('label', { for: id }, ...labelled(spec)), input,
      ...(list ? [list] : []), ...(hint ? [hint] : []), error);
    return { box, first: input, read: () => input.value, write: value => { input.value = value; },
      mark: bad => input.setAttribute('aria-invalid', bad ? 'true' : 'false') };
  }

  function drawFlag(spec, id, described, hint, error) {
    const input = make('input', { id, name: spec.name, type: 'checkbox', 'aria-describedby': described });
    const box = make('div', { class: 'ck-field ck-flag' }, make('label', { for: id }, input, ' ', ...labelled(spec)), ...(hint ? [hint] : []), error);
    return { box, first: input, read: () => (input.checked ? 'yes' : ''), write: value => { input.checked = value === 'yes'; },
      mark: bad => input.setAttribute('aria-invalid', bad ? 'true' : 'false') };
  }

  function drawChoice(spec, id, described, hint, error) {
    const radios = spec.choices.map(([value, label], place) => {
      const key = value === '-' ? 0 : place + 1;
      const radio = make('input', { type: 'radio', id: `${id}-${place}`, name: id, value, 'data-key': key < 10 ? key : null });
      const keyed = key < 10 ? [make('kbd', { 'aria-hidden': 'true' }, String(key))] : [];
      return [radio, make('label', { for: `${id}-${place}` }, radio, ...keyed, make('span', {}, label))];
    });
    const box = make('fieldset', { class: 'ck-field ck-choice', 'aria-describedby': described },
      make('legend', {}, ...labelled(spec)), make('div', { class: 'ck-choices' }, ...radios.map(([, label]) => label)), ...(hint ? [hint] : []), error);
    const all = radios.map(([radio]) => radio);
    const read = () => all.find(radio => radio.checked)?.value ?? '';
    const field = { box, first: all[0], read, mark: bad => all.forEach(radio => radio.setAttribute('aria-invalid', bad ? 'true' : 'false')),
      write: value => all.forEach(radio => { radio.checked = radio.value === value; }), target: () => all.find(radio => radio.checked) ?? all[0] };
    box.addEventListener('keydown', event => onChoiceKey(event, spec, all));
    return field;
  }

  function onChoiceKey(event, spec, all) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Backspace' || event.key === 'Delete') {
      if (isEach() || spec.required) return;
      event.preventDefault();
      all.forEach(radio => { radio.checked = false; });
      changed();
      return;
    }
    const chosen = all.find(radio => radio.dataset.key === event.key);
    if (!chosen) return;
    event.preventDefault();
    chosen.checked = true;
    chosen.dispatchEvent(new Event('change', { bubbles: true }));
    if (isEach()) goOn(spec.name);
    else chosen.focus();
  }

  // To the next question; behind the last one to the first that is still open.
  function goOn(name) {
    const order = [...fields.keys()];
    const next = order[order.indexOf(name) + 1] ?? order.find(one => !fields.get(one).read());
    if (next) focus(next);
  }

  // A save may take half a minute; who has gone on to another cell is not called back.
  const isHere = () => el.contains(document.activeElement);

  function focus(name) {
    const field = fields.get(name);
    if (!field) return;
    const folded = field.box.closest('details');
    if (folded) folded.open = true;
    (field.target ? field.target() : field.first).focus();
  }

  const said = () => Object.fromEntries([...fields].map(([name, field]) => [name, field.read()]).filter(([, value]) => value !== ''));

  // Show what Python knows; what is on its way there, and what is being typed, stays as it is.
  function paint() {
    const values = model.get('values');
    for (const [name, field] of fields) {
      if (pending.has(name)) field.write(pending.get(name));
      else if (field.read() !== (values[name] ?? '')) field.write(values[name] ?? '');
    }
    // A button that is switched off would lose the focus.
    undo.setAttribute('aria-disabled', model.get('can_undo') ? 'false' : 'true');
    const answered = [...fields.values()].filter(field => field.read()).length;
    progress.max = Math.max(fields.size, 1);
    progress.value = answered;
  }

  function say(text, state = '') {
    el.dataset.state = state;
    status.textContent = text;
  }

  function send(message) {
    const number = ++seq;
    busy = !isEach();
    say(message.op === 'undo' ? 'Taking back…' : 'Saving…', 'saving');
    links.replaceChildren();
    wait(number);
    model.send({ ...message, client, seq: number });
    return number;
  }

  function wait(number) {
    clearTimeout(waiting.get(number));
    waiting.set(number, setTimeout(() => {
      busy = false;
      say('Not saved yet: no running notebook has answered. What you wrote stays here. If this does not change, choose Run > Run All Cells.', 'lost');
    }, PATIENCE));
  }

  function complain(problems) {
    for (const [name, field] of fields) {
      field.error.textContent = problems[name] ?? '';
      field.mark(name in problems);
    }
    const first = [...fields.keys()].find(name => name in problems);
    if (first && isHere()) focus(first);
    const general = problems[''] ?? '';
    if (general || first) say(general || 'Not saved: please look at the marked fields.', 'refused');
  }

  function changed() {
    if (isEach()) return;
    dirty = isOpen = true;
    clearTimeout(draftTimer);
    draftTimer = setTimeout(keepDraft, PAUSE);
  }

  function keepDraft() {
    clearTimeout(draftTimer);
    if (!dirty) return;
    dirty = false;
    model.set('values', said());
    model.save_changes();
  }

  function submit() {
    if (isEach() || busy) return;
    keepDraft();
    complain({});
    verdict.textContent = '';
    send({ op: 'save', values: said() });
  }

  function take(answer) {
    if (answer.op === 'verdict') { verdict.textContent = answer.text; return; }
    if (answer.op === 'renewed') { renewAtRest(answer); return; }
    if (answer.client !== client) return;
    if (answer.op === 'progress') { say(answer.text, 'saving'); wait(answer.seq); return; }
    clearTimeout(waiting.get(answer.seq));
    waiting.delete(answer.seq);
    busy = false;
    if (answer.op === 'refused') {
      if (isEach()) { pending.clear(); paint(); }
      complain(answer.problems);
      return;
    }
    for (const name of Object.keys(answer.values)) if (pending.get(name) === answer.values[name] || answer.op === 'undone') pending.delete(name);
    if (!isEach()) settled = answer.values;
    paint();
    if (isEach() && waiting.size) return;
    isOpen = false;
    const number = [...fields.values()].filter(field => field.read()).length;
    say(isEach() ? `${answer.op === 'undone' ? 'Taken back.' : 'Saved.'} ${number} of ${fields.size} answered.` : answer.message, 'saved');
    for (const [label, path] of answer.links ?? []) links.append(make('a', { href: address(path), target: '_blank', rel: 'noopener' }, label));
    if (isEach() && answer.op === 'undone') focus(Object.keys(answer.values)[0]);
    if (!isEach() && isHere()) focus(model.get('form').focus || [...fields.keys()][0]);
  }

  // Nothing is drawn anew under the fingers, nor over a date of which half is there.
  function renewAtRest(answer) {
    clearTimeout(renewTimer);
    const isHalf = el.contains(document.activeElement) && document.activeElement.validity?.badInput;
    const rest = isHalf ? PAUSE : lastKey + PAUSE - performance.now();
    if (rest > 0) renewTimer = setTimeout(() => renewAtRest(answer), rest);
    else renew(answer);
  }

  // The form asks something else now, such as one person more to choose from. Half-written words stay.
  function renew(answer) {
    const active = document.activeElement;
    const name = el.contains(active) ? [...fields].find(([, field]) => field.box.contains(active))?.[0] : null;
    const wasHere = isHere();
    const summary = [...form.querySelectorAll('summary')].indexOf(active);
    const typed = Object.fromEntries([...fields].map(([one, field]) => [one, field.read()]).filter(([one, value]) => value !== (settled[one] ?? '')));
    const now = { ...answer.first, ...typed };
    draw();
    for (const [field, value] of Object.entries(now)) fields.get(field)?.write(value);
    if (name) focus(name);
    else if (summary >= 0) form.querySelectorAll('summary')[summary]?.focus();
    else if (wasHere) active.focus(); // a button or a link
    refresh();
  }

  function refresh() {
    undo.setAttribute('aria-disabled', model.get('can_undo') ? 'false' : 'true');
    progress.max = Math.max(fields.size, 1);
    progress.value = [...fields.values()].filter(field => field.read()).length;
  }

  form.addEventListener('submit', event => { event.preventDefault(); submit(); });
  form.addEventListener('input', changed);
  form.addEventListener('change', event => {
    if (!isEach()) return changed();
    const found = [...fields].find(([, field]) => field.box.contains(event.target));
    if (!found) return;
    const [name, field] = found;
    pending.set(name, field.read());
    refresh();
    send({ op: 'save', values: { [name]: field.read() } });
  });
  form.addEventListener('keydown', event => {
    lastKey = performance.now();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      submit();
    } else if (event.key === 'Enter' && event.target.matches('input[type=radio], input[type=checkbox]')) {
      event.preventDefault(); // it would save a form that is only half seen
    }
    // The notebook around it takes Enter for itself, also out of a text of several lines.
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
  });
  // Typing must not be lost when the page is left within the pause.
  form.addEventListener('focusout', event => { if (!form.contains(event.relatedTarget)) keepDraft(); });
  undo.addEventListener('click', () => { if (model.get('can_undo') && !busy) send({ op: 'undo' }); });

  const onValues = () => { if (!dirty) paint(); };
  model.on('change:values', onValues);
  model.on('change:can_undo', refresh);
  model.on('msg:custom', take);
  draw();
  paint();
  el.append(form);
  const key = model.get('form').key;
  const left = key && unsent.get(key);
  if (left) {
    unsent.delete(key);
    for (const [name, field] of fields) field.write(left[name] ?? '');
    changed();
    keepDraft();
  }
  const release = guard(el);
  return () => {
    keepDraft();
    if (isOpen && key) unsent.set(key, said());
    clearTimeout(renewTimer);
    release();
    waiting.forEach(clearTimeout);
    model.off('change:values', onValues);
    model.off('change:can_undo', refresh);
    model.off('msg:custom', take);
  };
}

export default { render };
