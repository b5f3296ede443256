import { t } from '@vscode/l10n';
import type { DecryptedPayload } from '../jwt/inspect/decrypted';
import { button, element, failure, labelled } from './element';
import { shownText } from './fields';

/** The form for an encrypted token: its key, and the payload once it is decrypted. */
export class DecryptForm {
  readonly root: HTMLDetailsElement;
  private readonly key = element('textarea', {
    rows: 4,
    spellcheck: false,
    placeholder: t('JWK, PEM (-----BEGIN PRIVATE KEY-----) or secret'),
  });
  private readonly result = element('div', { className: 'result', set: { role: 'status' } });

  constructor(
    decrypt: (key: string) => void,
    private readonly inspect: (token: string) => void,
    private readonly copy: (text: string, what: string) => void,
  ) {
    const form = element(
      'form',
      {},
      labelled(t('Key'), this.key, t('A private JWK, a PEM, or a shared secret (as text or base64url).')),
      element('button', { type: 'submit', className: 'primary' }, t('Decrypt')),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.result.replaceChildren(t('Decrypting…'));
      decrypt(this.key.value);
    });
    this.root = element('details', { className: 'decrypt' }, element('summary', {}, t('Decrypt')), form, this.result);
  }

  /** Shows the payload; one with claims only says what it is, since the page shows the claims. */
  show(payload: string, read: DecryptedPayload | undefined): void {
    const nested = read?.nested;
    const whole = element('pre', { tabIndex: 0, set: { 'aria-label': t('Decrypted payload') } }, shownText(payload));
    this.result.replaceChildren(
      ...(read === undefined
        ? [whole]
        : [element('p', {}, nested === undefined ? decryptedClaims() : decryptedToken())]),
      ...(nested === undefined ? [] : [button(t('Inspect'), () => this.inspect(nested))]),
      button(t('Copy'), () => this.copy(payload, t('Payload'))),
    );
  }

  /** Shows why there is no result, and what helps. */
  fail(message: string, ...remedies: HTMLElement[]): void {
    this.result.replaceChildren(...failure(message, remedies));
  }

  clear(): void {
    this.result.replaceChildren();
  }
}

function decryptedClaims(): string {
  return t('Decrypted: its claims are shown beside the token.');
}

function decryptedToken(): string {
  return t(
    'Decrypted: it contains a signed token. Its claims are shown beside it; inspect it to verify its signature.',
  );
}
