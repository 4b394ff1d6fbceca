// Opens a locked page: the words become keys, the keys open the text, and of the text only what cannot run is shown.
(() => {
  'use strict';
  // The same numbers as in careerkit/limits.py and careerkit/report/lock.py; a test compares them.
  const MAX_ITERATIONS = 5000000;
  const MAX_LOCKED_PAGE = 33554432;
  const STEP = 16384;
  const TAG = 16;

  const WRONG = 'These words do not open this file. Check each word and try again.';
  const EMPTY = 'Type the six words first.';
  const DAMAGED = 'This file is damaged or incomplete. Ask for it again.';
  const OLD = 'This program cannot open locked files. Save the file and open it in an up-to-date web browser.';

  // As `_normal` in lock.py: only letters and digits count, and ß is written ss.
  const normal = (text) => text.normalize('NFKD').toLowerCase().replace(/ß/g, 'ss').replace(/[^a-z0-9]/g, '');
  const utf8 = (text) => new TextEncoder().encode(text);
  const toBase64 = (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(''));

  function fromBase64(text) {
    const raw = atob(text);
    // One spelling only, so that no changed character goes unseen.
    if (btoa(raw) !== text) throw new Error(DAMAGED);
    return Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
  }

  function readFile() {
    const header = document.getElementById('header').textContent;
    const { format, version, iterations, salt, iv } = JSON.parse(header);
    const sealed = fromBase64(document.getElementById('sealed').textContent);
    const known = format === 'careerkit-locked' && version === 1 && Number.isInteger(iterations);
    const whole = sealed.length > TAG && sealed.length % STEP === TAG;
    if (!known || !whole || iterations < 1 || iterations > MAX_ITERATIONS) throw new Error(DAMAGED);
    return { iterations, sealed, salt: fromBase64(salt), iv: fromBase64(iv), additionalData: utf8(header) };
  }

  async function keysOf(words, { salt, iterations }) {
    const base = await crypto.subtle.importKey('raw', utf8(normal(words)), 'PBKDF2', false, ['deriveBits']);
    const bits = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, base, 256);
    const master = await crypto.subtle.importKey('raw', bits, 'HKDF', false, ['deriveKey']);
    const split = (info, ...uses) => crypto.subtle.deriveKey(
      { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8(info) },
      master, { name: 'AES-GCM', length: 256 }, false, uses);
    return { content: await split('careerkit content', 'decrypt'), reply: await split('careerkit reply', 'encrypt', 'decrypt') };
  }

  // Four bytes of length, the gzip stream, zeros up to the next full step.
  async function unpack(packed) {
    const length = new DataView(packed).getUint32(0);
    if (length > packed.byteLength - 4) throw new Error(DAMAGED);
    const stream = new Blob([new Uint8Array(packed, 4, length)]).stream().pipeThrough(new DecompressionStream('gzip'));
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const reader = stream.getReader();
    let text = '';
    let size = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      size += value.length;
      if (size > MAX_LOCKED_PAGE) {
        await reader.cancel();
        throw new Error(DAMAGED);
      }
      text += decoder.decode(value, { stream: true });
    }
  }

  // The policy in the head lets nothing of it run either; this is the first of two nets.
  function inert(text) {
    const made = new DOMParser().parseFromString(text, 'text/html');
    const unwanted = 'script, style, link, meta, base, iframe, frame, object, embed, animate, set';
    for (const element of made.querySelectorAll(unwanted)) element.remove();
    for (const element of made.querySelectorAll('*')) {
      for (const attribute of [...element.attributes]) {
        const { localName, value } = attribute;
        const runs = /^(on.*|style|autofocus|src.+|ping|action|formaction|background|poster|data)$/i.test(localName);
        const leads = localName === 'href' && !/^(#|https?:|mailto:)/i.test(value.trim());
        const loads = localName === 'src' && !/^data:image\//i.test(value.trim());
        if (runs || leads || loads) element.removeAttributeNode(attribute);
      }
    }
    return made;
  }

  function show(made, detail) {
    const root = document.documentElement;
    document.title = made.title;
    root.lang = made.documentElement.lang;
    if ('copy' in made.documentElement.dataset) root.dataset.copy = made.documentElement.dataset.copy;
    document.body.replaceWith(made.body);
    root.removeAttribute('data-locked');
    document.dispatchEvent(new CustomEvent('careerkit:opened', { detail }));
    const heading = document.querySelector('h1');
    if (heading) {
      heading.tabIndex = -1;
      heading.focus();
    }
    scrollTo(0, 0);
  }

  async function open(words) {
    const file = readFile();
    const keys = await keysOf(words, file);
    const { iv, additionalData } = file;
    const packed = await crypto.subtle
      .decrypt({ name: 'AES-GCM', iv, additionalData }, keys.content, file.sealed)
      .catch(() => null);
    if (!packed) throw new Error(WRONG);
    const made = inert(await unpack(packed));
    return { made, ...meansOf(keys.reply) };
  }

  // The key itself stays in here; who answers in the page gets only the means to seal, and to open a draft.
  function meansOf(key) {
    const how = (iv) => ({ name: 'AES-GCM', iv, additionalData: utf8('careerkit reply 1') });
    const seal = async (text) => {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      return { iv: toBase64(iv), data: toBase64(await crypto.subtle.encrypt(how(iv), key, utf8(text))) };
    };
    const unseal = async ({ iv, data }) => {
      const text = await crypto.subtle.decrypt(how(fromBase64(iv)), key, fromBase64(data));
      return new TextDecoder().decode(text);
    };
    return { seal, unseal };
  }

  addEventListener('DOMContentLoaded', () => {
    const form = document.querySelector('form');
    const [field, button] = form.querySelectorAll('input, button');
    const said = document.getElementById('said');
    if (!window.crypto || !crypto.subtle || !window.DecompressionStream) {
      said.textContent = OLD;
      return;
    }
    form.hidden = false;
    field.addEventListener('input', () => field.removeAttribute('aria-invalid'));

    function refuse(message) {
      said.textContent = message;
      if (message !== DAMAGED) field.setAttribute('aria-invalid', 'true');
      field.focus();
    }

    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      if (button.hasAttribute('aria-disabled')) return;
      if (!normal(field.value)) {
        refuse(EMPTY);
        return;
      }
      button.setAttribute('aria-disabled', 'true');
      said.textContent = 'Opening…';
      try {
        const { made, ...means } = await open(field.value);
        field.value = '';
        show(made, means);
      } catch (error) {
        refuse(error.message === WRONG ? WRONG : DAMAGED);
      }
      button.removeAttribute('aria-disabled');
    });
  });
})();
