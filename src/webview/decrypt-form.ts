import { button, element, labelled } from './element';
import { shownText } from './fields';

/** The key of an encrypted token, and what was in it. */
export class DecryptForm {
  readonly root: HTMLDetailsElement;
  private readonly key = element('textarea', { rows: 4, spellcheck: false });
  private readonly result = element('div', { className: 'result', set: { role: 'status' } });

  constructor(
    decrypt: (key: string) => void,
    private readonly inspect: (token: string) => void,
    private readonly copy: (text: string, what: string) => void,
  ) {
    const form = element(
      'form',
      {},
      labelled('Key', this.key, 'A private JWK, a PEM, or a shared secret (as text or base64url).'),
      element('button', { type: 'submit', className: 'primary' }, 'Decrypt'),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.result.replaceChildren('Decrypting…');
      decrypt(this.key.value);
    });
    this.root = element('details', { className: 'decrypt' }, element('summary', {}, 'Decrypt'), form, this.result);
  }

  show(payload: string): void {
    const isJwt = /^[\w-]+\.[\w-]*\.[\w-]*(\.|$)/.test(payload);
    this.result.replaceChildren(
      element('pre', { tabIndex: 0, set: { 'aria-label': 'Decrypted payload' } }, shownText(payload)),
      ...(isJwt ? [button('Inspect', () => this.inspect(payload))] : []),
      button('Copy', () => this.copy(payload, 'Payload')),
    );
  }

  fail(message: string): void {
    this.result.replaceChildren(...(message === '' ? [] : [element('p', { className: 'bad' }, message)]));
  }

  clear(): void {
    this.result.replaceChildren();
  }
}
