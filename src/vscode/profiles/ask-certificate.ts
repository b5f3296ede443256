import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { certificateOf, keyOf, pkcs12Text } from './certificate-text';

/** How each box is shown. */
interface Shown {
  title: string;
  /** All that entering it allows. */
  prompt: string;
  signal: AbortSignal | undefined;
}

/**
 * Asks for a client certificate, pasted or from a file, and for what belongs to it: its private key, or the password of a
 * file with both.
 * @returns the text that is stored; undefined when cancelled
 */
export async function askCertificate(shown: Shown): Promise<string | undefined> {
  const certificate = await ask(
    { ...shown, placeHolder: t('Certificate and private key as PEM, or PKCS#12 in base64') },
    certificateOf,
    t('It has no certificate as PEM, and is no PKCS#12 either.'),
  );
  switch (certificate?.needs) {
    case undefined:
      return undefined;
    case 'nothing':
      return certificate.text;
    case 'password': {
      const asked = { ...shown, placeHolder: t('Password of the file; leave it empty if it has none') };
      const password = await ask(asked, (given) => (typeof given === 'string' ? { text: given } : undefined));
      return password && pkcs12Text(certificate.pfx, password.text);
    }
    case 'key': {
      const asked = { ...shown, placeHolder: t('The private key of the certificate, as PEM') };
      const key = await ask(asked, keyOf, t('It has no private key as PEM.'));
      return key && `${certificate.text}\n${key}`;
    }
  }
}

/**
 * Shows a box until what is entered can be read, or chosen as a file where something can be wrong with it.
 * @param otherwise what is said of anything that cannot be read
 */
async function ask<T>(
  shown: Shown & { placeHolder: string },
  read: (given: string | Uint8Array) => T | undefined,
  otherwise?: string,
): Promise<T | undefined> {
  for (let message: string | undefined; ;) {
    const given = await enter(shown, otherwise !== undefined, message);
    const bytes = given instanceof vscode.Uri ? await vscode.workspace.fs.readFile(given) : given;
    if (bytes === undefined) return undefined;
    const found = read(bytes);
    if (found !== undefined) return found;
    message = otherwise;
  }
}

/** What was entered, or the file that was chosen; undefined when the box was closed. */
async function enter(
  { title, prompt, placeHolder, signal }: Shown & { placeHolder: string },
  mayBeFile: boolean,
  message: string | undefined,
): Promise<string | vscode.Uri | undefined> {
  if (signal?.aborted) return undefined;
  const box = vscode.window.createInputBox();
  const file = { iconPath: new vscode.ThemeIcon('folder-opened'), tooltip: t('Choose a File…') };
  Object.assign(box, { title, prompt, placeholder: placeHolder, password: true, ignoreFocusOut: true });
  if (mayBeFile) box.buttons = [file];
  box.validationMessage = message;
  const close = () => box.hide();
  signal?.addEventListener('abort', close, { once: true });
  const entered = await new Promise<string | typeof file | undefined>((resolve) => {
    box.onDidChangeValue(() => (box.validationMessage = undefined));
    box.onDidAccept(() => resolve(box.value.trim()));
    box.onDidTriggerButton(() => resolve(file));
    box.onDidHide(() => resolve(undefined));
    box.show();
  });
  signal?.removeEventListener('abort', close);
  box.dispose();
  if (entered !== file) return typeof entered === 'string' ? entered : undefined;
  const [chosen] = (await vscode.window.showOpenDialog({ title: t('Client Certificate or Private Key') })) ?? [];
  return chosen;
}
