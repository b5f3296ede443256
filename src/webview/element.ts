type Properties<K extends keyof HTMLElementTagNameMap> = {
  [P in keyof HTMLElementTagNameMap[K]]?: HTMLElementTagNameMap[K][P];
} & { set?: Readonly<Record<string, string>> };

/** An element with properties, attributes and children. Texts are added as text, so nothing in a token is markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  { set = {}, ...properties }: Properties<K> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  Object.assign(made, properties);
  for (const [name, value] of Object.entries(set)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A button with an action. */
export function button(text: string, run: () => void, properties: Properties<'button'> = {}): HTMLButtonElement {
  const made = element('button', { type: 'button', ...properties }, text);
  made.addEventListener('click', run);
  return made;
}

let labels = 0;

/** A control with its label and, where given, a hint below. */
export function labelled(label: string, control: HTMLElement, hint = ''): HTMLElement {
  const id = `field-${++labels}`;
  control.id = id;
  const text = element('label', { htmlFor: id }, label);
  if (hint === '') return element('div', { className: 'field' }, text, control);
  const note = element('div', { className: 'hint', id: `${id}-hint` }, hint);
  control.setAttribute('aria-describedby', note.id);
  return element('div', { className: 'field' }, text, control, note);
}

/** A drop-down list of named values. */
export function select(options: readonly (readonly [value: string, text: string])[]): HTMLSelectElement {
  return element('select', {}, ...options.map(([value, text]) => element('option', { value }, text)));
}

/** A field for one line of text. */
export function input(type: 'text' | 'url', placeholder: string): HTMLInputElement {
  return element('input', { type, spellcheck: false, placeholder });
}

/** What takes the place of a result: why there is none, and what helps; nothing for an empty message. */
export function failure(message: string, remedies: readonly HTMLElement[]): HTMLElement[] {
  return message === '' ? [] : [element('p', { className: 'bad' }, message), ...remedies];
}
