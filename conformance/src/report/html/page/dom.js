// Elements. Whatever was read from a page or a server becomes text here, and never markup.

const byId = id => document.getElementById(id);

// An element: properties are attributes, `on...` listeners; children are elements, text or nothing.
function make(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter(one => one !== undefined && one !== null && one !== false));
  return element;
}

const number = value => value.toLocaleString('en-US');
const count = (value, one, more) => `${number(value)} ${value === 1 ? one : more}`;
const percent = (part, of) => of === 0 ? 100 : part / of * 100;
const words = id => id.replaceAll('-', ' ');
const milliseconds = value => value >= 10000 ? `${Math.round(value / 1000)} s` : `${number(value)} ms`;

// A stretch of a bar, wide in proportion.
function stretch(kind, part, of, title) {
  const element = make('span', { class: `stretch ${kind}`, title });
  element.style.width = `${percent(part, of)}%`;
  return element;
}

// Text in which what stands between backticks is code.
const rich = text => text.split('`').map((part, at) => at % 2 === 1 ? make('code', {}, part) : part);

function copyButton(text) {
  const button = make('button', { type: 'button', class: 'quiet copy' }, 'Copy');
  button.addEventListener('click', async () => {
    let copied = false;
    try {
      await navigator.clipboard.writeText(text);
      copied = true;
    } catch {
      // Pages from a disk may not use the clipboard: select, so that the keys do it.
      const code = button.parentElement.querySelector('code');
      if (code) getSelection().selectAllChildren(code);
    }
    button.textContent = copied ? 'Copied' : 'Selected';
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  });
  return button;
}
