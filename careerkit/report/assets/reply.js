// The answer of who reads a shared copy: written in the page, saved as one file or copied as text. Nothing is sent or kept.
((start) => {
  if (document.documentElement.hasAttribute('data-locked')) document.addEventListener('careerkit:opened', start, { once: true });
  else start();
})((opened) => {
  'use strict';
  // The same numbers as in careerkit/reading/replies.py; a test compares them.
  const MAX_REPLY = 1048576;
  const MAX_TEXT = 10000;
  const MAX_NAME = 200;
  const STEPS = 5;

  const page = document.getElementById('reply');
  if (!page) return;
  const form = page.querySelector('.reply-form');
  const told = page.querySelector('.told');
  const from = document.getElementById('reply-from');
  const byHand = page.querySelector('.by-hand');
  const picker = page.querySelector('input[type="file"]');
  const boxes = [...document.querySelectorAll('textarea[data-section]')];
  const ratings = [...page.querySelectorAll('.rating')];
  const button = (name) => page.querySelector(`[data-do="${name}"]`);

  const { copy } = page.dataset;
  const year = Number(page.dataset.year);
  const name = `reply-${year}-${copy.slice(0, 8)}`;
  // A locked copy gives the means to seal and, where it can, to open what was sealed in it.
  const { seal, unseal } = (opened && opened.detail) || {};

  const chosen = (rating) => rating.querySelector('input:checked').value;
  const many = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`;
  const say = (text) => { told.textContent = text; };

  // ---- what is written ------------------------------------------------------------------------

  function answers() {
    const found = new Map();
    for (const box of boxes) {
      const text = box.value.trim();
      const { section } = box.dataset;
      if (text) found.set(section, found.has(section) ? `${found.get(section)}\n\n${text}` : text);
    }
    return [...found].map(([section, text]) => ({ section, text }));
  }

  function reply() {
    const given = ratings.filter(chosen).map((rating) => ({ about: rating.dataset.about, value: Number(chosen(rating)) }));
    return {
      format: 'careerkit-reply', version: 1, share_id: copy, year, from: from.value.trim(),
      answers: answers(), ratings: given,
    };
  }

  const counted = ({ answers: texts, ratings: given }) => `${many(texts.length, 'answer')}, ${many(given.length, 'rating')}`;
  const written = () => JSON.stringify(reply());
  let kept = JSON.stringify({ ...reply(), from: '', answers: [], ratings: [] });

  function asText() {
    const parts = [`Answer to: ${document.title}`, `Copy ${copy.slice(0, 8)}`];
    if (from.value.trim()) parts.push(`From: ${from.value.trim()}`);
    for (const box of boxes) {
      if (box.value.trim()) parts.push('', box.dataset.title, box.value.trim());
    }
    const steps = ratings.filter(chosen).map(asLine);
    if (steps.length) parts.push('', ...steps);
    return `${parts.join('\n')}\n`;
  }

  function asLine(rating) {
    const { title, low, high } = rating.dataset;
    return `${title}: ${chosen(rating)}, where 1 is “${low}” and ${STEPS} is “${high}”`;
  }

  // What is printed, the marks at the folded fields, and how much there is so far.
  function refresh() {
    for (const box of boxes) {
      const field = box.closest('details');
      if (!field) continue;
      const text = box.value.trim();
      field.querySelector('.written').hidden = !text;
      field.nextElementSibling.hidden = !text;
      field.nextElementSibling.querySelector('.said-text').textContent = text;
    }
    const last = [
      from.value.trim() && `From: ${from.value.trim()}`,
      ...ratings.filter(chosen).map(asLine),
      document.getElementById('reply-more').value.trim(),
    ].filter(Boolean);
    const said = page.querySelector('.said');
    said.hidden = !last.length;
    said.querySelector('.said-text').textContent = last.join('\n\n');
    page.classList.toggle('answered', last.length > 0);
    page.querySelector('.so-far').textContent = `So far: ${counted(reply())}.`;
  }

  // ---- what keeps it from being saved -----------------------------------------------------------

  function mark(field, isWrong) {
    if (isWrong) field.setAttribute('aria-invalid', 'true');
    else field.removeAttribute('aria-invalid');
  }

  function isReady() {
    const long = boxes.filter((box) => box.value.trim().length > MAX_TEXT);
    for (const box of boxes) mark(box, long.includes(box));
    const isNameLong = from.value.trim().length > MAX_NAME;
    mark(from, isNameLong);
    const { answers: texts, ratings: given } = reply();
    if (!texts.length && !given.length) {
      say('There is nothing to save yet: write an answer, or choose a step.');
      return false;
    }
    if (!long.length && !isNameLong) return true;
    const field = long[0] || from;
    if (field.closest('details')) field.closest('details').open = true;
    field.focus();
    say(`${field.dataset.title || 'Your name'}: please keep it to ${isNameLong && !long.length ? MAX_NAME : MAX_TEXT} characters. It has ${field.value.trim().length}.`);
    return false;
  }

  // ---- save, share, copy, load ----------------------------------------------------------------

  // The file as text; nothing, once it is said why, where it could not be read in again.
  async function contents() {
    if (!isReady()) return '';
    const { format, version } = reply();
    let text = `${JSON.stringify(reply(), null, 1)}\n`;
    if (seal) text = `${JSON.stringify({ format, version, share_id: copy, sealed: await seal(text) }, null, 1)}\n`;
    if (new Blob([text]).size <= MAX_REPLY) return text;
    say('This is too long for one file: please shorten it, or copy it as text.');
    return '';
  }

  async function save() {
    const now = written();
    const text = await contents();
    if (!text) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    link.download = `${name}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    kept = now;
    say(`Saved as ${link.download}, where your browser keeps downloads. Send this file back to the person who shared the report.`);
  }

  // Some devices share no JSON file, but the same file under the name of a text.
  function sharable(text) {
    return [['json', 'application/json'], ['txt', 'text/plain']]
      .map(([ending, type]) => new File([text], `${name}.${ending}`, { type }))
      .find((file) => navigator.canShare({ files: [file] }));
  }

  async function share() {
    const now = written();
    const text = await contents();
    if (!text) return;
    const file = sharable(text);
    try {
      await navigator.share({ files: [file] });
      kept = now;
      say(`Shared as ${file.name}.`);
    } catch {
      say('It was not shared. What you wrote is still here.');
    }
  }

  async function copyText() {
    if (!isReady()) return;
    const text = asText();
    byHand.hidden = true;
    try {
      await navigator.clipboard.writeText(text);
      say('Copied. Paste it into a message to the person who shared the report.');
    } catch {
      const box = document.getElementById('reply-text');
      box.value = text;
      byHand.hidden = false;
      box.focus();
      box.select();
      say('The text is selected below: copy it from there.');
    }
  }

  const isText = (value) => typeof value === 'string';
  const isList = (value, fits) => Array.isArray(value) && value.every((one) => one !== null && typeof one === 'object' && fits(one));

  // The draft in a file; an error says why there is none.
  async function draft(file) {
    if (file.size > MAX_REPLY) throw new Error('This file is too large for a draft.');
    let found = null;
    try {
      found = JSON.parse(await file.text());
      if (found.sealed && found.share_id === copy) found = JSON.parse(await unseal(found.sealed));
    } catch {
      throw new Error(found && found.sealed ? 'A sealed draft cannot be opened here.' : 'This file is no saved answer.');
    }
    if (!found || found.format !== 'careerkit-reply' || found.version !== 1) throw new Error('This file is no saved answer.');
    if (found.share_id !== copy || found.year !== year) throw new Error('This draft belongs to another report or another copy of it.');
    const isWhole = isText(found.from)
      && isList(found.answers, ({ section, text }) => isText(text) && boxes.some((box) => box.dataset.section === section))
      && isList(found.ratings, ({ about, value }) => ratings.some((rating) => rating.dataset.about === about)
        && Number.isInteger(value) && value >= 1 && value <= STEPS);
    if (!isWhole) throw new Error('This draft is damaged: it holds something that this page has no place for.');
    return found;
  }

  function fill({ from: who, answers: texts, ratings: given }) {
    const left = new Map(texts.map(({ section, text }) => [section, text]));
    from.value = who;
    for (const box of boxes) {
      box.value = left.get(box.dataset.section) || '';
      left.delete(box.dataset.section);
      mark(box, false);
      const field = box.closest('details');
      if (field && box.value) field.open = true;
    }
    for (const rating of ratings) {
      const step = given.find(({ about }) => about === rating.dataset.about);
      rating.querySelector(`input[value="${step ? step.value : ''}"]`).checked = true;
    }
  }

  async function load() {
    const [file] = picker.files;
    if (!file) return;
    try {
      const found = await draft(file);
      if (written() !== kept) throw new Error('There is text here that is not saved. Save it first, then load the draft.');
      fill(found);
      kept = written();
      refresh();
      say(`Draft loaded: ${counted(found)}.`);
    } catch (error) {
      say(error.message);
    }
    picker.value = '';
  }

  // ---- beginning ------------------------------------------------------------------------------

  for (const field of document.querySelectorAll('details.reply')) field.hidden = false;
  form.hidden = false;
  page.querySelector('.no-script').hidden = true;
  // A sealed draft can only be loaded where it can be opened.
  button('load').hidden = Boolean(seal) && !unseal;
  button('share').hidden = !(navigator.share && navigator.canShare && sharable('{}'));
  const does = { save, share, copy: copyText, load: () => picker.click() };
  for (const [what, act] of Object.entries(does)) button(what).addEventListener('click', act);
  picker.addEventListener('change', load);
  for (const field of [...boxes, from, ...ratings]) {
    field.addEventListener('input', () => {
      mark(field, false);
      refresh();
    });
  }
  addEventListener('beforeunload', (event) => {
    if (written() !== kept) event.preventDefault();
  });
  refresh();
});
