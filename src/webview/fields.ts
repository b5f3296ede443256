import { t } from '@vscode/l10n';
import { timeText } from '../base/dates';
import type { DescribedField } from '../jwt/inspect/describe';
import { visible } from '../jwt/read/visible';
import { button, element } from './element';

/** A hostile token can have more fields than a page can draw. Copying gives all of them. */
const mostRows = 500;
const longestText = 100_000;

export interface FieldsContent {
  fields: readonly DescribedField[];
  json: string;
}

/** What is said of the header and of the claims. */
const texts = {
  header: () => ({
    title: t('Header'),
    views: t('Header: how it is shown'),
    json: t('Header as JSON'),
    copy: t('Copy header as JSON'),
  }),
  claims: () => ({
    title: t('Claims'),
    views: t('Claims: how it is shown'),
    json: t('Claims as JSON'),
    copy: t('Copy claims as JSON'),
  }),
};

/** A header or claims: as a table, each field explained, or as JSON. */
export class Fields {
  readonly root: HTMLElement;
  private readonly texts: ReturnType<(typeof texts)['header']>;
  private readonly body = element('div');
  private readonly views: readonly HTMLButtonElement[];
  private content: FieldsContent = { fields: [], json: '' };
  private view: 'table' | 'json' = 'table';
  private times: { at: number; shown: HTMLElement }[] = [];

  constructor(
    kind: 'header' | 'claims',
    private readonly copy: (text: string, what: string) => void,
  ) {
    this.texts = texts[kind]();
    const { title } = this.texts;
    this.views = [
      button(t('Table'), () => this.show('table'), { className: 'quiet' }),
      button(t('JSON'), () => this.show('json'), { className: 'quiet' }),
    ];
    const tools = element('div', {
      className: 'tools',
      set: { role: 'group', 'aria-label': this.texts.views },
    });
    tools.append(
      ...this.views,
      button(t('Copy'), () => copy(this.content.json, title), {
        className: 'quiet',
        set: { 'aria-label': this.texts.copy },
      }),
    );
    const mark = element('span', { className: `mark ${kind}`, ariaHidden: 'true' });
    const heading = element('h2', {}, mark, title);
    this.root = element('section', {}, element('div', { className: 'bar' }, heading, tools), this.body);
    this.show('table');
  }

  /** Shows other fields, or none. */
  set(content: FieldsContent | undefined): void {
    this.root.hidden = content === undefined;
    this.content = content ?? { fields: [], json: '' };
    this.draw();
  }

  /** Writes the relative times again. */
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
        element('pre', { tabIndex: 0, set: { 'aria-label': this.texts.json } }, shownText(this.content.json)),
      );
      return;
    }
    const table = element('table', {}, element('caption', { className: 'hidden' }, this.texts.title));
    const head = table.createTHead().insertRow();
    for (const name of [t('Name'), t('Value'), t('Meaning')]) head.append(element('th', { scope: 'col' }, name));
    const body = table.createTBody();
    const { fields } = this.content;
    for (const field of fields.slice(0, mostRows)) body.append(this.row(field));
    const more =
      fields.length > mostRows
        ? [element('p', {}, t('{count} more are not shown.', { count: fields.length - mostRows }))]
        : [];
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
      button(t('Copy'), () => this.copy(value, name), {
        className: 'quiet',
        set: { 'aria-label': t('Copy value of {name}', { name }) },
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

/** A text from a token, cut to what a page can draw, with nothing invisible in it. */
export function shownText(text: string): string {
  const count = text.length - longestText;
  return count > 0
    ? t('{text}… ({count} more characters)', { text: visible(text.slice(0, longestText)), count })
    : visible(text);
}
