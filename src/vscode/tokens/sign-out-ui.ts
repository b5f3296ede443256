import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { unlessAborted } from '../../base/shared';
import { cancelled } from '../../faults/fault';
import { plain } from '../../faults/plain';
import { nameOf, type UsableProfile } from '../../profile/known';
import { isPasted } from '../../profile/pasted';
import { usable } from '../../profile/usable';
import type { ProviderRequests } from '../../tokens/provider-requests';
import type { SignedOut, SignOut } from '../../tokens/sign-out';
import type { Target } from '../profiles/target';
import { fromSidebar, ProfileItem } from '../ui/argument';
import { offer, runUi, type Action, type UiHandlers } from '../ui/notify';
import { isLogin } from './context-value';

export interface SignOutUiParts {
  target: Target;
  signOut: () => Promise<SignOut>;
  requests: () => Promise<ProviderRequests>;
  showLog: () => void;
}

/** The commands with which people end a token here and at its provider. */
export function signOutUi({ target, signOut, requests, showLog }: SignOutUiParts) {
  const end = (profile: UsableProfile): Promise<SignedOut> =>
    inStatusBar(t('Signing out of {profile}', { profile: plain(nameOf(profile)) }), async () =>
      (await signOut()).one(profile),
    );

  /** Says what became of the tokens, for a command that goes on. */
  const report = (signedOut: SignedOut): void => {
    const failure = failureOf(signedOut);
    if (failure === undefined) tell('sign-out', doneText(signedOut));
    else void offer(vscode.window.showWarningMessage, failure, [{ title: t('Show Log'), run: showLog }]);
  };

  const remove = async (profile: UsableProfile): Promise<void> => {
    await confirmRemoval(profile);
    await end(profile);
    tell('trash', t('{profile}: token removed', { profile: plain(nameOf(profile)) }));
  };

  const logOut = async (profile: UsableProfile, hint: string | undefined, interactive: boolean): Promise<string> => {
    const { endSession } = await import('../../oauth/endpoints/end-session');
    return (await requests()).ask(profile, endSession(hint), { interactive });
  };

  /** The button that ends the session at the provider too, where a person signed in and the provider has a page for it. */
  const atProvider = async ({ profile, logoutHint }: SignedOut): Promise<Action[]> => {
    if (!isLogin(profile)) return [];
    // The provider has just been asked; one that does not answer has no page either.
    const soon = AbortSignal.timeout(3000);
    const url = await unlessAborted(logOut(profile, logoutHint, false), soon).catch(() => undefined);
    return url === undefined ? [] : [{ title: t('Sign Out at the Provider Too'), run: () => openBrowser(url) }];
  };

  return {
    'tokenDeck.ui.signOut': async (argument) => {
      const profile = await target.usable(fromSidebar(argument));
      if (isPasted(profile)) return remove(profile);
      const signedOut = await end(profile);
      const actions = await atProvider(signedOut);
      const failure = failureOf(signedOut);
      if (failure !== undefined)
        await offer(vscode.window.showWarningMessage, failure, [...actions, { title: t('Show Log'), run: showLog }]);
      else if (actions.length > 0) await offer(vscode.window.showInformationMessage, doneText(signedOut), actions);
      else tell('sign-out', doneText(signedOut));
    },
    'tokenDeck.ui.signOutAtProvider': async (argument) => {
      const known = usable(await target.profile(fromSidebar(argument), true, isLogin));
      const signedOut = await end(known);
      report(signedOut);
      await openBrowser(await logOut(known, signedOut.logoutHint, true));
    },
    'tokenDeck.ui.removeToken': async (argument) =>
      remove(usable(await target.profile(fromSidebar(argument), true, isPasted))),
    'tokenDeck.ui.discardToken': async (argument) => {
      const profile = usable(await target.profile(fromSidebar(argument), true, (known) => !isPasted(known)));
      report(await end(profile));
      await runUi('tokenDeck.ui.getToken', new ProfileItem(profile));
    },
    'tokenDeck.ui.signOutAll': async () => {
      const { signedOut, unknown } = await inStatusBar(t('Signing out of all profiles'), async () =>
        (await signOut()).all(),
      );
      const failures = signedOut.flatMap((each) => failureOf(each) ?? []);
      const left = signedOut.filter(({ revoked }) => revoked.outcome === 'unsupported' || revoked.outcome === 'partly');
      const texts = [
        ...failures,
        ...(unknown === 0 ? [] : [unknownText(unknown)]),
        ...(left.length === 0 ? [] : [leftText(left.length)]),
      ];
      if (texts.length === 0) return tell('sign-out', t('Signed out of all profiles.'));
      await offer(vscode.window.showWarningMessage, summaryOf(texts), [{ title: t('Show Log'), run: showLog }]);
    },
  } satisfies UiHandlers;
}

/** What to say where tokens may still be valid at the provider although they should not be. */
function failureOf({ profile, revoked }: SignedOut): string | undefined {
  if (revoked.outcome !== 'failed') return undefined;
  const places = { profile: plain(nameOf(profile)), reason: revoked.fault.what };
  return t('{profile}: Signed out here, but its tokens could not be revoked and may still be valid. {reason}', places);
}

function doneText({ profile: known, revoked }: SignedOut): string {
  const profile = plain(nameOf(known));
  switch (revoked.outcome) {
    case 'revoked':
      return t('{profile}: Signed out; its tokens are revoked.', { profile });
    case 'partly':
      return t(
        '{profile}: Signed out. The provider revoked only one of its tokens; the other is valid until it expires.',
        {
          profile,
        },
      );
    case 'unsupported':
      return t('{profile}: Signed out. The provider does not revoke such tokens; they are valid until they expire.', {
        profile,
      });
    case 'shared':
      return t('{profile}: Signed out. Another profile uses the same token, so it was not revoked.', { profile });
    default:
      return t('{profile}: Signed out.', { profile });
  }
}

function unknownText(count: number): string {
  return t('Tokens of profiles that are not open here ({count}) were deleted, but could not be revoked.', { count });
}

function leftText(count: number): string {
  return t('Tokens whose providers do not revoke them ({count}) were deleted, and are valid until they expire.', {
    count,
  });
}

/** The first of several messages, and how many more there are: a notification shows one line or two. */
function summaryOf([first = '', ...more]: readonly string[]): string {
  return more.length === 0 ? first : t('{first} See the log for {count} more.', { first, count: more.length });
}

function inStatusBar<T>(title: string, run: () => Promise<T>): Promise<T> {
  return Promise.resolve(vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, run));
}

function tell(icon: string, message: string): void {
  vscode.window.setStatusBarMessage(`$(${icon}) ${message}`, 4000);
}

function openBrowser(url: string): Thenable<boolean> {
  // As a string: a Uri would decode and encode the query again.
  return vscode.env.openExternal(url as unknown as vscode.Uri);
}

/** Asks before a pasted token is deleted: nothing can get it again. @throws `cancelled` */
async function confirmRemoval(known: UsableProfile): Promise<void> {
  const remove: vscode.MessageItem = { title: t('Remove') };
  const question = t('Remove the token of “{profile}”?', { profile: plain(nameOf(known)) });
  const detail = t('You pasted it by hand, so Token Deck cannot get it again.');
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, remove);
  if (chosen !== remove) throw cancelled();
}
