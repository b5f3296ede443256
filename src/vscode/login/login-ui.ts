import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { cancelled } from '../../faults/fault';
import { plain } from '../../faults/plain';
import { exactReferenceOf, nameOf } from '../../profile/known';
import { fromSidebar } from '../ui/argument';
import type { UiHandlers } from '../ui/notify';
import type { WaitingLogin, WaitingLogins } from './waiting';

export interface LoginUiParts {
  waiting: WaitingLogins;
  pasteAddress: () => Promise<void>;
}

/** The commands for a login that waits for the browser. */
export function loginUi({ waiting, pasteAddress }: LoginUiParts) {
  const login = (argument: unknown) => chosen(waiting, argument);
  return {
    'tokenDeck.ui.openBrowserAgain': async (argument) => (await login(argument)).openAgain(),
    'tokenDeck.ui.copyLoginLink': async (argument) => {
      const { url } = await login(argument);
      await vscode.env.clipboard.writeText(url);
      vscode.window.setStatusBarMessage(`$(check) ${t('Sign-in link copied')}`, 4000);
    },
    'tokenDeck.ui.pasteAddress': () => pasteAddress(),
    'tokenDeck.ui.cancelLogin': async (argument) => (await login(argument)).cancel(),
  } satisfies UiHandlers;
}

/**
 * The waiting login of the profile that was clicked, or that the link in its progress names; else the only one, or the
 * one that the user picks.
 * @throws `cancelled`
 */
async function chosen(waiting: WaitingLogins, argument: unknown): Promise<WaitingLogin> {
  const known = fromSidebar(argument)?.known;
  const all = waiting
    .all()
    .filter(({ profile }) => typeof argument !== 'string' || exactReferenceOf(profile) === argument);
  const [only, ...more] = known === undefined ? all : [waiting.of(known)];
  if (only !== undefined && more.length === 0) return only;
  if (only === undefined) {
    void vscode.window.showInformationMessage(t('No sign-in is waiting for the browser.'));
    throw cancelled();
  }
  const items = all.map((login) => ({ label: plain(nameOf(login.profile)), login }));
  const picked = await vscode.window.showQuickPick(items, { title: 'Token Deck', placeHolder: t('Which sign-in?') });
  if (picked === undefined) throw cancelled();
  return picked.login;
}
