import { button, element, labelled, select } from './element';
import type { FromPage, SigningKey } from './protocol';

interface Template {
  name: string;
  header: string;
  claims: string;
}

/** A test token: header and claims to write, and a key, made on the spot or given. */
export class SignForm {
  readonly root: HTMLDetailsElement;
  private readonly template = select([['', 'Choose…']]);
  private readonly header = element('textarea', { rows: 4, spellcheck: false });
  private readonly claims = element('textarea', { rows: 10, spellcheck: false });
  private readonly key = select([]);
  private readonly given = element('textarea', { rows: 4, spellcheck: false });
  private readonly givenField = labelled(
    'Private key',
    this.given,
    'A JWK, a PEM, or a shared secret. The header’s alg decides where several fit.',
  );
  private readonly result = element('div', { className: 'result', set: { role: 'status' } });
  private templates: readonly Template[] = [];
  /** What the user wrote is not overwritten by what is looked at. */
  private written = false;

  constructor(
    sign: (request: { header: string; claims: string; key: SigningKey }) => void,
    private readonly copyKey: (form: Extract<FromPage, { type: 'copyKey' }>['form']) => void,
  ) {
    const form = element(
      'form',
      {},
      labelled('Begin with', this.template),
      labelled('Header', this.header, 'A key that is made here brings its own alg and kid.'),
      labelled('Claims', this.claims),
      labelled('Key', this.key),
      this.givenField,
      element('button', { type: 'submit', className: 'primary' }, 'Sign'),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.result.replaceChildren('Signing…');
      const key = this.key.value === '' ? { key: this.given.value } : { make: this.key.value };
      sign({ header: this.header.value, claims: this.claims.value, key });
    });
    this.key.addEventListener('change', () => this.choose());
    this.template.addEventListener('change', () => {
      const chosen = this.templates.find(({ name }) => name === this.template.value);
      if (chosen !== undefined) this.write(chosen.header, chosen.claims);
    });
    for (const each of [this.header, this.claims]) each.addEventListener('input', () => (this.written = true));
    this.root = element(
      'details',
      { className: 'sign' },
      element('summary', {}, 'Sign: a token for tests'),
      form,
      this.result,
    );
  }

  offer(algorithms: readonly string[], templates: readonly Template[]): void {
    this.templates = templates;
    this.key.replaceChildren(
      ...algorithms.map((alg) => element('option', { value: alg }, `Make one: ${alg}`)),
      element('option', { value: '' }, 'Given here'),
    );
    this.template.replaceChildren(
      element('option', { value: '' }, 'Choose…'),
      ...templates.map(({ name }) => element('option', { value: name }, name)),
    );
    this.choose();
    const [first] = templates;
    if (this.claims.value === '' && first !== undefined) this.write(first.header, first.claims);
  }

  /** The token that is looked at, to be changed and signed anew, where nothing was written yet. */
  fill(header: string, claims: string): void {
    if (!this.written && !this.root.open) this.write(header, claims);
  }

  show(made: boolean, published: boolean): void {
    this.result.replaceChildren(
      element('p', {}, 'Signed: the token stands above. Its key is kept while this editor is open.'),
      ...(published
        ? [button('Copy Public JWK', () => this.copyKey('jwk')), button('Copy JWKS', () => this.copyKey('jwks'))]
        : []),
      ...(made ? [button(published ? 'Copy Private Key' : 'Copy Shared Secret', () => this.copyKey('private'))] : []),
    );
  }

  fail(message: string): void {
    this.result.replaceChildren(...(message === '' ? [] : [element('p', { className: 'bad' }, message)]));
  }

  private write(header: string, claims: string): void {
    this.header.value = header;
    this.claims.value = claims;
  }

  private choose(): void {
    this.givenField.hidden = this.key.value !== '';
  }
}
