import type { DescribedField } from '../jwt/describe';
import { timeText } from '../jwt/describe';
import { button, element } from './element';

export interface FieldsContent {
  fields: readonly DescribedField[];
  json: string;
}

/** Header or claims: as a table, each field explained, or as JSON. */
export class Fields {
  readonly root: HTMLElement;
  private readonly body = element('div');
  private readonly views: readonly HTMLButtonElement[];
  private content: FieldsContent = { fields: [], json: '' };
  private view: 'table' | 'json' = 'table';
  private times: { at: number; shown: HTMLElement }[] = [];

  constructor(
    readonly title: string,
    colour: string,
    private readonly copy: (text: string, what: string) => void,
  ) {
    this.views = [
      button('Table', () => this.show('table'), { className: 'quiet' }),
      button('JSON', () => this.show('json'), { className: 'quiet' }),
    ];
    const tools = element('div', {
      className: 'tools',
      set: { role: 'group', 'aria-label': `${title}: how it is shown` },
    });
    tools.append(
      ...this.views,
      button('Copy', () => copy(this.content.json, title), {
        className: 'quiet',
        set: { 'aria-label': `Copy ${title.toLowerCase()} as JSON` },
      }),
    );
    const heading = element('h2', {}, element('span', { className: `mark ${colour}`, ariaHidden: 'true' }), title);
    this.root = element('section', {}, element('div', { className: 'bar' }, heading, tools), this.body);
    this.show('table');
  }

  /** Shows other fields, or none. */
  set(content: FieldsContent | undefined): void {
    this.root.hidden = content === undefined;
    this.content = content ?? { fields: [], json: '' };
    this.draw();
  }

  /** Writes the relative times anew. */
  tick(now: number): void {
    for (const { at, shown } of this.times) shown.textContent = timeText(at, now);
  }

  private show(view: 'table' | 'json'): void {
    this.view = view;
    for (const [index, each] of this.views.entries()) each.ariaPressed = String((index === 0) === (view === 'table'));
    this.draw();
  }

  private draw(): void {
    this.times = [];
    if (this.view === 'json') {
      this.body.replaceChildren(
        element('pre', { tabIndex: 0, set: { 'aria-label': `${this.title} as JSON` } }, this.content.json),
      );
      return;
    }
    const table = element('table', {}, element('caption', { className: 'hidden' }, this.title));
    const head = table.createTHead().insertRow();
    for (const name of ['Name', 'Value', 'Meaning']) head.append(element('th', { scope: 'col' }, name));
    const body = table.createTBody();
    for (const field of this.content.fields) body.append(this.row(field));
    this.body.replaceChildren(table);
    this.tick(Date.now());
  }

  private row({ name, value, meaning, reference, at }: DescribedField): HTMLElement {
    const explained = [meaning, reference].filter(Boolean).join(' — ');
    const cell = element('td', {}, element('span', { className: 'value' }, value));
    if (at !== undefined) {
      const shown = element('div', { className: 'time' });
      this.times.push({ at, shown });
      cell.append(shown);
    }
    cell.append(
      button('Copy', () => this.copy(value, name), {
        className: 'quiet copy',
        set: { 'aria-label': `Copy value of ${name}` },
      }),
    );
    return element(
      'tr',
      { title: explained },
      element('th', { scope: 'row' }, name),
      cell,
      element('td', { className: 'meaning' }, meaning),
    );
  }
}
