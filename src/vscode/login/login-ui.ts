import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { cancelled } from '../../faults/fault';
import { plain } from '../../faults/plain';
import { exactReferenceOf, nameOf } from '../../profile/known';
import { fromSidebar, ProfileItem } from '../ui/argument';
import { runUi, type UiHandlers } from '../ui/notify';
import type { WaitingLogin, WaitingLogins } from './waiting';

/** The commands for a login that waits for the browser. */
export function loginUi({ waiting }: { waiting: WaitingLogins }) {
  const login = (argument: unknown) => chosen(waiting, argument);
  return {
    'tokenDeck.ui.openBrowserAgain': async (argument) => (await login(argument)).openAgain(),
    'tokenDeck.ui.copyLoginLink': async (argument) => {
      await vscode.env.clipboard.writeText(await (await login(argument)).url());
      vscode.window.setStatusBarMessage(`$(check) ${t('Sign-in link copied')}`, 4000);
    },
    'tokenDeck.ui.pasteAddress': async (argument) =>
      (await chosen(waiting, argument, ({ paste }) => paste !== undefined)).paste?.(),
    'tokenDeck.ui.browserError': async (argument) => helpWith(await login(argument)),
    'tokenDeck.ui.cancelLogin': async (argument) => (await login(argument)).cancel(),
  } satisfies UiHandlers;
}

/**
 * Helps where the provider shows its error in the browser only, since it does not trust the redirect: the redirect URI is
 * not registered, or the client id is wrong (RFC 6749 section 4.1.2.1).
 */
async function helpWith(login: WaitingLogin): Promise<void> {
  const { profile, redirectUri, anotherWay } = login;
  const choices: (vscode.QuickPickItem & { run: () => unknown })[] = [];
  if (redirectUri !== undefined) {
    choices.push({
      label: `$(copy) ${t('Copy Redirect URI')}`,
      description: redirectUri,
      detail: t('If the provider refuses the redirect URI: register it for this client, then open the browser again.'),
      run: () => vscode.env.clipboard.writeText(redirectUri),
    });
  }
  if (anotherWay !== undefined) {
    const { redirectUri: uri, isByCode } = anotherWay;
    choices.push({
      label: `$(arrow-swap) ${t('Try Another Way')}`,
      ...(uri !== undefined && { description: uri }),
      detail: isByCode
        ? t('If the provider refuses the redirect URI: sign in with a code, which needs none.')
        : t('If the provider refuses the redirect URI: register this one, then sign in again with it.'),
      run: () => anotherWay.begin(),
    });
  }
  choices.push({
    label: `$(edit) ${t('Edit Profile')}`,
    description: plain(profile.settings.clientId ?? ''),
    detail: t('If the provider doesn’t know the client: cancel this sign-in, and correct the client ID or the issuer.'),
    run: async () => {
      login.cancel();
      await runUi('tokenDeck.ui.editProfile', new ProfileItem(profile));
    },
  });
  choices.push({
    label: `$(pulse) ${t('Diagnose Profile')}`,
    detail: t('If neither helps: asks the provider, and compares what it says with the profile.'),
    run: () => runUi('tokenDeck.ui.diagnoseProfile', new ProfileItem(profile)),
  });
  const chosen = await vscode.window.showQuickPick(choices, {
    title: plain(nameOf(profile)),
    placeHolder: t('Choose what fits the error in the browser'),
    matchOnDetail: true,
  });
  if (chosen === undefined) throw cancelled();
  await chosen.run();
}

/**
 * The waiting login of the profile that was clicked, or that the link in its progress names; else the only one, or the
 * one that the user picks.
 * @param fits which of them can be meant
 * @throws `cancelled`
 */
async function chosen(
  waiting: WaitingLogins,
  argument: unknown,
  fits: (login: WaitingLogin) => boolean = () => true,
): Promise<WaitingLogin> {
  const known = fromSidebar(argument)?.known;
  const clicked = known && waiting.of(known);
  const all = (known === undefined ? waiting.all() : clicked === undefined ? [] : [clicked])
    .filter(({ profile }) => typeof argument !== 'string' || exactReferenceOf(profile) === argument)
    .filter(fits);
  const [only, ...more] = all;
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
