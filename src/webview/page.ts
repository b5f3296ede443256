import { t } from '@vscode/l10n';
import type { DecryptedPayload } from '../jwt/inspect/decrypted';
import type { InspectedToken } from '../jwt/inspect/inspect';
import { ahead, isAhead } from '../jwt/inspect/validity';
import { DecryptForm } from './decrypt-form';
import { button, element } from './element';
import { Fields, shownText } from './fields';
import type { FromPage, PageRemedy, Reference, ToPage } from './protocol';
import { SignForm } from './sign-form';
import { decryptedLine, stateLine, type StateLine } from './state-line';
import { colourOf, nameOf, TokenBox } from './token-box';
import { verdictLine, type Checked } from './verdict';
import { VerifyForm } from './verify-form';

/** What VS Code gives to a webview's script. */
export interface Editor {
  postMessage(message: FromPage): void;
  /** VS Code writes it to disk in clear text, so it is only ever a reference, never a token. */
  setState(state: Reference | undefined): void;
}

type Handlers = { [K in ToPage['type']]: (message: Extract<ToPage, { type: K }>) => void };

/** The inspector's page: the token and the forms on one side, what the token says on the other. */
export class Page {
  private readonly box = new TokenBox((text) =>
    this.editor.postMessage({ type: 'edited', text, edition: ++this.edition }),
  );
  private readonly state = element('p', { className: 'state' });
  private readonly announced = element('p', { className: 'hidden', set: { role: 'status' } });
  private readonly note = element('p', { className: 'note' });
  private readonly legend = element('p', {
    className: 'legend',
    set: { role: 'group', 'aria-label': t('Parts of the token') },
  });
  private readonly warnings = element('ul', {
    className: 'warnings',
    set: { 'aria-label': t('Worth a second look') },
  });
  private readonly header = new Fields('header', (text, what) => this.copy(text, what));
  private readonly claims = new Fields('claims', (text, what) => this.copy(text, what));
  private readonly payload = element('section');
  private readonly disclosures = element('section');
  private readonly nested = element('section');
  private readonly forms = {
    verify: new VerifyForm((request) => this.editor.postMessage({ type: 'verify', request })),
    decrypt: new DecryptForm(
      (key) => this.editor.postMessage({ type: 'decrypt', key }),
      (token) => this.inspect(token),
      (text, what) => this.copy(text, what),
    ),
    sign: new SignForm(
      (request) => this.editor.postMessage({ type: 'sign', ...request }),
      (form) => this.editor.postMessage({ type: 'copyKey', form }),
    ),
  };
  private edition = 0;
  private shown: InspectedToken | undefined;
  private checked: Checked | undefined;
  private decrypted: DecryptedPayload | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly editor: Editor) {
    document.body.append(this.layout());
    window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
      if (Object.hasOwn(this.handlers, data.type)) this.handlers[data.type](data as never);
    });
    // A hidden page's timers are slow: once it is seen again, the times are written at once.
    document.addEventListener('visibilitychange', () => this.tick());
    editor.postMessage({ type: 'ready' });
  }

  private readonly handlers: Handlers = {
    show: ({ token, edition, replace, reference, note }) => {
      // The user has typed since: the answer to that edit is on its way.
      if (edition < this.edition) return;
      this.edition = edition;
      if (replace) this.box.text = token.token;
      this.editor.setState(reference);
      this.note.textContent = note ?? '';
      this.draw(token);
    },
    choices: ({ profiles, suggested, algorithms, templates }) => {
      this.forms.verify.offer(profiles, suggested);
      this.forms.sign.offer(algorithms, templates);
    },
    open: ({ section }) => {
      const { root } = this.forms[section];
      root.open = true;
      root.scrollIntoView({ block: 'nearest' });
      root.querySelector<HTMLElement>('select, textarea')?.focus();
    },
    answer: ({ section, edition, answer }) => {
      const { verify, decrypt, sign } = this.forms;
      // An answer about another token than the one in the box is not shown.
      if (edition !== this.edition) this.forms[section].fail('');
      else if (answer.of === 'failure') {
        if (section === 'verify') this.checked = undefined;
        if (section === 'decrypt') this.showDecrypted(undefined);
        this.forms[section].fail(answer.message, ...answer.remedies.map((remedy) => this.remedy(remedy)));
        this.tick();
        if (section === 'verify') verify.result.scrollIntoView({ block: 'nearest' });
      } else if (answer.of === 'verify') {
        verify.show(answer.result.checks);
        this.checked = { ...answer, at: Date.now() };
        this.tick();
        this.announce(this.state.textContent);
        this.state.scrollIntoView({ block: 'nearest' });
      } else if (answer.of === 'decrypt') {
        decrypt.show(answer.payload, answer.read);
        this.showDecrypted(answer.read);
        this.tick();
      } else {
        sign.show(answer.made, answer.published);
        verify.offerSigned();
      }
    },
    copied: ({ what }) => this.announce(t('Copied: {what}', { what })),
  };

  private announce(text: string): void {
    this.announced.textContent = '';
    // A screen reader announces the same words again only after they were gone.
    requestAnimationFrame(() => (this.announced.textContent = text));
  }

  private remedy(remedy: PageRemedy): HTMLElement {
    const titles = { 'keys-setting': t('Open Setting'), 'manage-access': t('Manage Access') };
    return button(titles[remedy], () => this.editor.postMessage({ type: 'remedy', remedy }));
  }

  private copy(text: string, what: string): void {
    this.editor.postMessage({ type: 'copy', text, what });
  }

  private inspect(token: string): void {
    this.editor.postMessage({ type: 'inspect', token });
  }

  private layout(): HTMLElement {
    const { verify, decrypt, sign } = this.forms;
    const copyToken = button(t('Copy'), () => this.copy(this.box.text, t('Token')), {
      className: 'quiet',
      set: { 'aria-label': t('Copy token') },
    });
    const tools = element('div', { className: 'tools' }, copyToken);
    const bar = element('div', { className: 'bar' }, element('h1', {}, t('Token')), tools);
    const token = [bar, this.box.root, this.legend, this.note, this.announced, verify.root, decrypt.root, sign.root];
    const said = [this.state, verify.result, this.warnings, this.header.root, this.claims.root];
    const further = [this.payload, this.disclosures, this.nested];
    return element(
      'main',
      {},
      element('div', { className: 'side' }, ...token),
      element('div', { className: 'side' }, ...said, ...further),
    );
  }

  private draw(token: InspectedToken): void {
    const { verify, decrypt, sign } = this.forms;
    this.shown = token;
    this.box.colour(token.token, token.parts);
    const roles = new Set(token.parts.map(({ role }) => role));
    this.legend.replaceChildren(
      ...[...roles].map((role) => element('span', { className: `part ${colourOf(role)}` }, nameOf(role))),
    );
    this.warn([...token.warnings, ...(isAhead(token.issuedAt, Date.now()) ? [ahead()] : [])]);
    this.header.set(token.header);
    this.claims.set(token.claims);
    fill(this.payload, t('Payload'), token.payload === undefined ? [] : [payloadText(token.payload)]);
    fill(this.disclosures, t('Disclosures'), token.disclosures.length === 0 ? [] : [disclosureList(token)]);
    fill(
      this.nested,
      t('Nested tokens'),
      token.nested.map(({ where, token: inner }) => this.nestedRow(where, inner)),
    );
    this.checked = undefined;
    this.decrypted = undefined;
    // What was announced of the token before is no longer true.
    this.announced.textContent = '';
    verify.clear();
    decrypt.clear();
    sign.clear();
    verify.root.hidden = token.kind === 'jwe';
    decrypt.root.hidden = token.kind !== 'jwe';
    if (token.kind === 'jwe') decrypt.root.open = true;
    if (token.header !== undefined && token.claims !== undefined) sign.fill(token.header.json, token.claims.json);
    this.tick();
  }

  private showDecrypted(read: DecryptedPayload | undefined): void {
    this.decrypted = read;
    this.claims.set(read?.claims);
    this.warn(read?.warnings ?? []);
  }

  private warn(texts: readonly string[]): void {
    this.warnings.replaceChildren(...texts.map((text) => element('li', {}, text)));
    this.warnings.hidden = texts.length === 0;
  }

  private nestedRow(where: string, token: string): HTMLElement {
    return element(
      'p',
      { className: 'nested' },
      element('code', {}, shownText(where)),
      button(t('Inspect'), () => this.inspect(token), {
        set: { 'aria-label': t('Inspect: {where}', { where }) },
      }),
    );
  }

  /** What the page says first: what a check found, else what was decrypted, else what the token says of itself. */
  private line(token: InspectedToken, now: number): StateLine {
    const verdict = this.checked && verdictLine(token, this.checked, now);
    if (verdict !== undefined) return verdict;
    if (this.checked !== undefined) {
      this.checked = undefined;
      this.forms.verify.clear();
    }
    return this.decrypted === undefined ? stateLine(token, now) : decryptedLine(this.decrypted, now);
  }

  /** Writes what depends on the time, and comes back when it changes. */
  private tick(): void {
    clearTimeout(this.timer);
    if (this.shown === undefined) return;
    const now = Date.now();
    const { text, kind, next } = this.line(this.shown, now);
    this.state.textContent = text;
    this.state.className = `state ${kind}`;
    this.header.tick(now);
    this.claims.tick(now);
    if (next < Infinity) this.timer = setTimeout(() => this.tick(), Math.min(next, 2 ** 31 - 1));
  }
}

/** A section with a heading, or nothing where it has no content. */
function fill(section: HTMLElement, title: string, content: HTMLElement[]): void {
  section.replaceChildren(...(content.length === 0 ? [] : [element('h2', {}, title), ...content]));
}

function payloadText(payload: string): HTMLElement {
  return element('pre', { tabIndex: 0, set: { 'aria-label': t('Payload') } }, shownText(payload));
}

function disclosureList(token: InspectedToken): HTMLElement {
  const items = token.disclosures.map(({ name, value, state }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, shownText(name)),
      element('td', {}, shownText(value)),
      element('td', { className: 'meaning' }, state),
    ),
  );
  return element('table', {}, element('tbody', {}, ...items));
}
