import { t } from '@vscode/l10n';
import { button, element, failure, labelled, select } from './element';
import type { FromPage, SigningKey } from './protocol';

interface Template {
  name: string;
  header: string;
  claims: string;
}

/** The choice of the key that was used before. */
const kept = 'kept';

/** Milliseconds without a key press after which changed claims are signed. */
const pause = 150;

/** The form for a test token: its header and claims, and a key, made on the spot or given. */
export class SignForm {
  readonly root: HTMLDetailsElement;
  private readonly template = select([['', t('Choose…')]]);
  private readonly header = element('textarea', { rows: 4, spellcheck: false });
  private readonly claims = element('textarea', { rows: 10, spellcheck: false });
  private readonly key = select([]);
  private readonly given = element('textarea', {
    rows: 4,
    spellcheck: false,
    placeholder: t('JWK, PEM (-----BEGIN PRIVATE KEY-----) or secret'),
  });
  private readonly givenField = labelled(
    t('Private key'),
    this.given,
    t('A JWK, a PEM, or a shared secret. If the key fits several algorithms, the header’s alg decides.'),
  );
  private readonly result = element('div', { className: 'result', set: { role: 'status' } });
  private templates: readonly Template[] = [];
  /** The user has written something, which the next token must not overwrite. */
  private written = false;
  private algorithms: readonly string[] = [];
  /** Whether the token in the page was signed here, with a key that is kept. */
  private signed = false;
  private submitted = '';
  private again: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly sign: (request: { header: string; claims: string; key: SigningKey }) => void,
    private readonly copyKey: (form: Extract<FromPage, { type: 'copyKey' }>['form']) => void,
  ) {
    const form = element(
      'form',
      {},
      labelled(t('Template'), this.template),
      labelled(t('Header'), this.header, t('A key created here sets alg and kid.')),
      labelled(t('Claims'), this.claims),
      labelled(t('Key'), this.key),
      this.givenField,
      element('button', { type: 'submit', className: 'primary' }, t('Sign')),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.result.replaceChildren(t('Signing…'));
      this.submit();
    });
    this.key.addEventListener('change', () => this.choose());
    this.template.addEventListener('change', () => {
      const chosen = this.templates.find(({ name }) => name === this.template.value);
      if (chosen === undefined) return;
      this.write(chosen.header, chosen.claims);
      this.signAgain();
    });
    for (const each of [this.header, this.claims])
      each.addEventListener('input', () => {
        this.written = true;
        this.signAgain();
      });
    this.root = element(
      'details',
      { className: 'sign' },
      element('summary', {}, t('Sign a test token')),
      form,
      this.result,
    );
  }

  offer(algorithms: readonly string[], templates: readonly Template[]): void {
    this.templates = templates;
    this.algorithms = algorithms;
    this.listKeys();
    this.template.replaceChildren(
      element('option', { value: '' }, t('Choose…')),
      ...templates.map(({ name }) => element('option', { value: name }, name)),
    );
    this.choose();
    const [first] = templates;
    if (this.claims.value === '' && first !== undefined) this.write(first.header, first.claims);
  }

  /** The token in the box is another one: changes of the claims no longer sign it. */
  clear(): void {
    this.signed = false;
  }

  /** Fills in the token in the box, to be changed and signed again, unless the user has written something. */
  fill(header: string, claims: string): void {
    if (!this.written && !this.root.open) this.write(header, claims);
  }

  show(made: boolean, published: boolean): void {
    this.signed = true;
    this.listKeys();
    this.key.value = kept;
    this.choose();
    // The user may have typed while it was signed.
    if (this.text() !== this.submitted) this.signAgain();
    this.result.replaceChildren(
      element(
        'p',
        {},
        t('Signed: the token is above. Its key is kept while this editor is open, and signs your changes at once.'),
      ),
      ...(published
        ? [button(t('Copy Public JWK'), () => this.copyKey('jwk')), button(t('Copy JWKS'), () => this.copyKey('jwks'))]
        : []),
      ...(made
        ? [button(published ? t('Copy Private Key') : t('Copy Shared Secret'), () => this.copyKey('private'))]
        : []),
    );
  }

  /** Shows why there is no result, and what helps. */
  fail(message: string, ...remedies: HTMLElement[]): void {
    this.result.replaceChildren(...failure(message, remedies));
  }

  private text(): string {
    return JSON.stringify([this.header.value, this.claims.value]);
  }

  private submit(): void {
    clearTimeout(this.again);
    this.submitted = this.text();
    const { value } = this.key;
    const key = value === '' ? { key: this.given.value } : value === kept ? { kept: true as const } : { make: value };
    this.sign({ header: this.header.value, claims: this.claims.value, key });
  }

  /** Signs a token that was signed here again, with the same key, once the user has stopped typing. */
  private signAgain(): void {
    clearTimeout(this.again);
    if (this.signed && this.key.value === kept) this.again = setTimeout(() => this.submit(), pause);
  }

  private listKeys(): void {
    this.key.replaceChildren(
      ...(this.signed ? [element('option', { value: kept }, t('Same key as before'))] : []),
      ...this.algorithms.map((alg) => element('option', { value: alg }, t('Create a key: {alg}', { alg }))),
      element('option', { value: '' }, t('Enter a key')),
    );
  }

  private write(header: string, claims: string): void {
    this.header.value = header;
    this.claims.value = claims;
  }

  private choose(): void {
    this.givenField.hidden = this.key.value !== '';
  }
}
