import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { formatSpan } from '../../base/duration';
import type { Disposables } from '../../base/disposables';
import { lazy } from '../../base/lazy';
import { systemTimer } from '../../base/ticker';
import { copiedSecret, copiedKey } from '../../storage/copied-secret';
import type { SecretStorage } from '../../storage/entry';
import { onSettingChange, setting } from './configuration';

/**
 * Copies a token, a header, or what is in a token, and clears the clipboard after `tokenDeck.clipboard.clearAfter` seconds
 * if it still has that text. What is no secret does not go this way.
 */
export type CopySecret = (text: string) => Promise<void>;

/** A message that something was copied, which says for how long. */
export function copiedMessage(message: string): string {
  const seconds = setting('clipboard.clearAfter');
  return seconds > 0 ? t('{message} (cleared in {time})', { message, time: formatSpan(seconds * 1000) }) : message;
}

/** Makes `CopySecret`. While the clipboard is not to be cleared, it does nothing until it is used. */
export function secretCopier(
  secrets: Pick<SecretStorage, 'get' | 'store' | 'delete' | 'onDidChange'>,
  now: () => number,
  disposables: Disposables,
): CopySecret {
  const copied = lazy(() => {
    const { clipboard } = vscode.env;
    const made = disposables.add(copiedSecret({ clipboard, secrets, now, startTimer: systemTimer }));
    disposables.add(
      secrets.onDidChange(({ key }) => {
        if (key === copiedKey) void made.resume();
      }),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) void made.resume();
      }),
    );
    return made.resume().then(() => made);
  });
  const watch = () => {
    if (setting('clipboard.clearAfter') > 0) void copied();
  };
  watch();
  disposables.add(onSettingChange('clipboard.clearAfter', watch));
  return async (text) => (await copied()).copy(text, setting('clipboard.clearAfter'));
}
