import type { Check, Verification } from '../jwt/verify/verify';
import { element, labelled, select } from './element';
import type { KeyChoice, ProfileChoice, VerifyRequest } from './protocol';

/** What an API would check, with the keys to check it with, and how it ends. */
export class VerifyForm {
  readonly root: HTMLDetailsElement;
  private readonly keys = select([]);
  private readonly given = element('textarea', { rows: 4, spellcheck: false });
  private readonly givenField = labelled(
    'Key',
    this.given,
    'A JWK, a JWK Set, a PEM, or a shared secret (as text or base64url).',
  );
  private readonly address = element('input', { type: 'url', spellcheck: false, placeholder: 'https://…/jwks.json' });
  private readonly addressField = labelled('Address of the key set', this.address);
  private readonly issuer = element('input', { type: 'text', spellcheck: false });
  private readonly audience = element('input', { type: 'text', spellcheck: false });
  private readonly scope = element('input', { type: 'text', spellcheck: false });
  private readonly tolerance = element('input', { type: 'number', min: '0', max: '300', value: '0' });
  /** How it ended; it stands beside what is known of the token. */
  readonly result = element('div', { className: 'result', set: { role: 'status' } });
  private signed = false;
  /** The user has chosen where the keys come from: no suggestion goes before that. */
  private chosen = false;
  private profiles: readonly ProfileChoice[] = [];

  constructor(verify: (request: VerifyRequest) => void) {
    const form = element(
      'form',
      {},
      labelled('Keys', this.keys),
      this.addressField,
      this.givenField,
      labelled('Expected issuer (iss)', this.issuer, 'Empty: as the profile says, or any.'),
      labelled(
        'Expected audience (aud)',
        this.audience,
        'What the API is called; one of several, separated by spaces.',
      ),
      labelled('Needed scopes, permissions or roles', this.scope, 'Separated by spaces.'),
      labelled('Clock tolerance in seconds', this.tolerance),
      element('button', { type: 'submit', className: 'primary' }, 'Verify'),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.result.replaceChildren('Verifying…');
      verify(this.request());
    });
    this.keys.addEventListener('change', () => {
      this.chosen = true;
      this.choose();
    });
    this.root = element(
      'details',
      { className: 'verify' },
      element('summary', {}, 'Verify: what an API would say'),
      form,
    );
    this.offer([], undefined);
  }

  /** The profiles whose issuers can be asked, and the one to begin with. */
  offer(profiles: readonly ProfileChoice[], suggested: string | undefined): void {
    this.profiles = profiles;
    this.list(suggested === undefined || this.chosen ? undefined : `profile ${suggested}`);
  }

  /** The key of a signing can be verified with. */
  offerSigned(): void {
    this.signed = true;
    this.list('signed');
  }

  show({ valid, checks }: Verification): void {
    const failed = checks.some(({ ok }) => ok === false);
    const [verdict, colour] = valid ? ['Valid', 'good'] : failed ? ['Not valid', 'bad'] : ['Not verified', 'warn'];
    this.result.replaceChildren(
      element('p', { className: `verdict ${colour}` }, verdict),
      element('ul', { className: 'checks' }, ...checks.map(checkItem)),
    );
    this.result.scrollIntoView({ block: 'nearest' });
  }

  fail(message: string): void {
    this.result.replaceChildren(...(message === '' ? [] : [element('p', { className: 'bad' }, message)]));
  }

  /** The token is another one: what was found out is not of it. */
  clear(): void {
    this.result.replaceChildren();
  }

  private list(chosen = this.keys.value): void {
    const options: [string, string][] = [
      ...(this.signed ? [['signed', 'The key that it was signed with here'] as [string, string]] : []),
      ...this.profiles.map(({ reference, name }): [string, string] => [
        `profile ${reference}`,
        `Of the profile “${name}”`,
      ]),
      ['key', 'Given here: JWK, JWKS, PEM or shared secret'],
      ['address', 'A key set by its address'],
      ['token', 'Of the issuer that the token names'],
      ['nowhere', 'None: check the claims alone'],
    ];
    this.keys.replaceChildren(...options.map(([value, text]) => element('option', { value }, text)));
    this.keys.value = options.some(([value]) => value === chosen) ? chosen : (options[0]?.[0] ?? 'key');
    this.choose();
  }

  private choose(): void {
    this.givenField.hidden = this.keys.value !== 'key';
    this.addressField.hidden = this.keys.value !== 'address';
  }

  private request(): VerifyRequest {
    return {
      keys: this.choice(),
      issuer: this.issuer.value.trim(),
      audience: this.audience.value.trim(),
      scope: this.scope.value.trim(),
      clockTolerance: this.tolerance.valueAsNumber || 0,
    };
  }

  private choice(): KeyChoice {
    const { value } = this.keys;
    if (value.startsWith('profile ')) return { from: 'profile', profile: value.slice('profile '.length) };
    if (value === 'address') return { from: 'address', address: this.address.value.trim() };
    if (value === 'key')
      return this.given.value.trim() === '' ? { from: 'nowhere' } : { from: 'key', key: this.given.value };
    return { from: value === 'token' || value === 'signed' ? value : 'nowhere' };
  }
}

const names = { format: 'Well formed', signature: 'Signature', claims: 'Standard claims', permissions: 'Permissions' };

function checkItem({ name, ok, reason }: Check): HTMLElement {
  const [symbol, word, colour] =
    ok === null ? ['–', 'not checked', 'open'] : ok ? ['✓', 'passed', 'good'] : ['✗', 'failed', 'bad'];
  return element(
    'li',
    {},
    element('span', { className: `symbol ${colour}`, ariaHidden: 'true' }, symbol),
    element(
      'span',
      {},
      element('strong', {}, names[name]),
      element('span', { className: 'hidden' }, ` ${word}`),
      ` ${reason}`,
    ),
  );
}
