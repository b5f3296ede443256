import type { NotedField } from '../jwt/describe';
import type { FromPage, ToPage } from './protocol';

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void };

const api = acquireVsCodeApi();

window.addEventListener('message', (event: MessageEvent<ToPage>) => {
  const { title, jwt } = event.data;
  const heading = element('h1', title);
  const note = element('p', 'Decoded, not verified.');
  document.body.replaceChildren(heading, note, section('Header', jwt.header), section('Claims', jwt.claims));
});

api.postMessage({ type: 'ready' });

/** A table of fields. Everything goes in as text: a claim is never markup. */
function section(title: string, fields: readonly NotedField[]): HTMLElement {
  const table = document.createElement('table');
  for (const { name, value, note } of fields) {
    const row = table.insertRow();
    const head = element('th', name);
    head.scope = 'row';
    row.append(head, element('td', value), element('td', note));
    row.cells[2]?.classList.add('note');
  }
  const caption = table.createCaption();
  caption.textContent = title;
  return table;
}

function element<K extends keyof HTMLElementTagNameMap>(tag: K, text: string): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
