import { t } from '@vscode/l10n';
import { button, element, labelled } from './element';
import { shownText } from './fields';

/** The form for an encrypted token: its key, and the payload once it is decrypted. */
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

  show(payload: string): void {
    const isJwt = /^[\w-]+\.[\w-]*\.[\w-]*(\.|$)/.test(payload);
    this.result.replaceChildren(
      element('pre', { tabIndex: 0, set: { 'aria-label': t('Decrypted payload') } }, shownText(payload)),
      ...(isJwt ? [button(t('Inspect'), () => this.inspect(payload))] : []),
      button(t('Copy'), () => this.copy(payload, t('Payload'))),
    );
  }

  fail(message: string): void {
    this.result.replaceChildren(...(message === '' ? [] : [element('p', { className: 'bad' }, message)]));
  }

  clear(): void {
    this.result.replaceChildren();
  }
}
