import { timeText } from '../base/dates';
import type { DescribedField } from '../jwt/inspect/describe';
import { visible } from '../jwt/read/visible';
import { button, element } from './element';

/** A hostile token has more fields than a page can draw; copying gives all. */
const mostRows = 500;
const longestText = 100_000;

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
        element('pre', { tabIndex: 0, set: { 'aria-label': `${this.title} as JSON` } }, shownText(this.content.json)),
      );
      return;
    }
    const table = element('table', {}, element('caption', { className: 'hidden' }, this.title));
    const head = table.createTHead().insertRow();
    for (const name of ['Name', 'Value', 'Meaning']) head.append(element('th', { scope: 'col' }, name));
    const body = table.createTBody();
    const { fields } = this.content;
    for (const field of fields.slice(0, mostRows)) body.append(this.row(field));
    const more = fields.length > mostRows ? [element('p', {}, `${fields.length - mostRows} more are not shown.`)] : [];
    this.body.replaceChildren(table, ...more);
    this.tick(Date.now());
  }

  private row({ name, value, meaning, reference, at }: DescribedField): HTMLElement {
    const explained = [meaning, reference].filter(Boolean).join(' — ');
    const cell = element('td', {}, element('span', { className: 'value' }, shownText(value)));
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
      element('th', { scope: 'row' }, shownText(name)),
      cell,
      element('td', { className: 'meaning' }, meaning),
    );
  }
}

/** What a token says, as text that is no longer than a page can draw, with nothing invisible in it. */
export function shownText(text: string): string {
  return text.length > longestText
    ? `${visible(text.slice(0, longestText))}… (${text.length - longestText} more characters)`
    : visible(text);
}
