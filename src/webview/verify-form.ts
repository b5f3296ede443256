import { t } from '@vscode/l10n';
import type { Check } from '../jwt/verify/verify';
import { element, failure, input, labelled, select } from './element';
import type { KeyChoice, ProfileChoice, VerifyRequest } from './protocol';

/** The form for the checks that an API makes: the keys, what is expected, and the result. */
export class VerifyForm {
  readonly root: HTMLDetailsElement;
  private readonly keys = select([]);
  private readonly given = element('textarea', {
    rows: 4,
    spellcheck: false,
    placeholder: t('JWK, JWK Set, PEM (-----BEGIN PUBLIC KEY-----) or secret'),
  });
  private readonly givenField = labelled(
    t('Key'),
    this.given,
    t('A JWK, a JWK Set, a PEM, or a shared secret (as text or base64url).'),
  );
  private readonly address = input('url', t('https://…/jwks.json'));
  private readonly addressField = labelled(
    t('Address of the key set'),
    this.address,
    t('The jwks_uri in the issuer’s metadata.'),
  );
  private readonly issuer = input('text', t('https://login.example.com'));
  private readonly audience = input('text', t('https://api.example.com'));
  private readonly scope = input('text', t('read:things write:things'));
  private readonly tolerance = element('input', { type: 'number', min: '0', max: '300', value: '0' });
  /** The result. It is shown beside what the token says. */
  readonly result = element('div', { className: 'result', set: { role: 'status' } });
  private signed = false;
  /** The user has chosen where the keys come from; a suggestion no longer changes that. */
  private chosen = false;
  private profiles: readonly ProfileChoice[] = [];

  constructor(verify: (request: VerifyRequest) => void) {
    const form = element(
      'form',
      {},
      labelled(t('Keys'), this.keys),
      this.addressField,
      this.givenField,
      labelled(t('Expected issuer (iss)'), this.issuer, t('Leave empty to use the profile’s issuer, or any.')),
      labelled(
        t('Expected audience (aud)'),
        this.audience,
        t('The API’s identifier, or several separated by spaces, one of which must match.'),
      ),
      labelled(t('Required scopes, permissions or roles'), this.scope, t('Separated by spaces.')),
      labelled(t('Clock tolerance in seconds'), this.tolerance),
      element('button', { type: 'submit', className: 'primary' }, t('Verify')),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.result.replaceChildren(t('Verifying…'));
      verify(this.request());
    });
    this.keys.addEventListener('change', () => {
      this.chosen = true;
      this.choose();
    });
    this.root = element('details', { className: 'verify' }, element('summary', {}, t('Verify as an API would')), form);
    this.offer([], undefined);
  }

  /** Offers the profiles whose issuers can be asked for keys; `suggested` is chosen at first. */
  offer(profiles: readonly ProfileChoice[], suggested: string | undefined): void {
    this.profiles = profiles;
    this.list(suggested === undefined || this.chosen ? undefined : `profile ${suggested}`);
  }

  /** Offers, and chooses, the key that a test token was signed with. */
  offerSigned(): void {
    this.signed = true;
    this.list('signed');
  }

  /** Lists the checks. Their verdict is the page's state line. */
  show(checks: readonly Check[]): void {
    this.result.replaceChildren(element('ul', { className: 'checks' }, ...checks.map(checkItem)));
  }

  /** Shows why there is no result, and what helps. */
  fail(message: string, ...remedies: HTMLElement[]): void {
    this.result.replaceChildren(...failure(message, remedies));
  }

  /** Takes the result away: the token is another one now. */
  clear(): void {
    this.result.replaceChildren();
  }

  private list(chosen = this.keys.value): void {
    const options: [string, string][] = [
      ...(this.signed ? [['signed', t('The key that it was signed with here')] as [string, string]] : []),
      ...this.profiles.map(({ reference, name }): [string, string] => [
        `profile ${reference}`,
        t('From the profile “{name}”', { name }),
      ]),
      ['key', t('Enter a key: JWK, JWKS, PEM or shared secret')],
      ['address', t('Enter a key set URL')],
      ['token', t('From the token’s issuer')],
      ['nowhere', t('None: check only the claims')],
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

const names: Readonly<Record<Check['name'], () => string>> = {
  format: () => t('Well formed'),
  signature: () => t('Signature'),
  claims: () => t('Standard claims'),
  permissions: () => t('Permissions'),
};

function checkItem({ name, ok, reason }: Check): HTMLElement {
  const [symbol, word, colour] =
    ok === null ? ['–', t('not checked'), 'open'] : ok ? ['✓', t('passed'), 'good'] : ['✗', t('failed'), 'bad'];
  return element(
    'li',
    {},
    element('span', { className: `symbol ${colour}`, ariaHidden: 'true' }, symbol),
    element(
      'span',
      {},
      element('strong', {}, names[name]()),
      element('span', { className: 'hidden' }, ` ${word}`),
      ` ${reason}`,
    ),
  );
}
