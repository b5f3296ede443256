import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { parametersOfPasted, type PendingLogins } from './pending';

/** What the browser shows at the end of a login whose address is pasted. */
const exampleAddress = 'http://127.0.0.1/callback?code=…&state=…';
const exampleInFragment = 'http://127.0.0.1/callback#access_token=…&state=…';

/**
 * Asks for the address that the browser ended at, until it fits a waiting login, the user cancels, or the login ends
 * some other way.
 * @param inFragment whether it has the token in it
 */
export function pasteAddress(pending: PendingLogins, inFragment: boolean, ended: AbortSignal): Promise<void> {
  const box = vscode.window.createInputBox();
  box.title = t('Token Deck: Paste the Address');
  box.prompt = t(
    'After you sign in, copy the whole URL from the browser’s address bar, even if the page cannot be shown.',
  );
  box.placeholder = inFragment ? exampleInFragment : exampleAddress;
  box.password = true;
  box.ignoreFocusOut = true;
  const refuse = () => {
    box.validationMessage = t(
      'That URL isn’t from this sign-in. Copy the whole URL from the tab where the sign-in ended.',
    );
  };
  return new Promise((resolve) => {
    const close = () => box.hide();
    ended.addEventListener('abort', close, { once: true });
    box.onDidChangeValue((text) => {
      box.validationMessage = undefined;
      // `deliver` would end the login, so typing only checks that there is something to deliver.
      if (text.trim() !== '' && parametersOfPasted(text) === undefined) refuse();
    });
    box.onDidAccept(() => {
      const answer = parametersOfPasted(box.value);
      if (answer !== undefined && pending.deliver(answer) === 'taken') close();
      else refuse();
    });
    box.onDidHide(() => {
      ended.removeEventListener('abort', close);
      box.dispose();
      resolve();
    });
    if (ended.aborted) box.dispose();
    else box.show();
  });
}
