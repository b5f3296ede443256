import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { cancelled } from '../../faults/fault';
import { plain } from '../../faults/plain';
import { grants } from '../../profile/grants/table';
import { nameOf, type Home, type KnownProfile, type UsableProfile } from '../../profile/known';
import { isPasted } from '../../profile/pasted';
import type { Settings } from '../../profile/settings';
import { registersClient } from '../../profile/registers-client';
import { usable } from '../../profile/usable';
import { isChanging, type RedirectUri } from '../login/redirect-uris';
import { fromSidebar, ProfileItem } from '../ui/argument';
import { offer, runUi, type UiHandlers } from '../ui/notify';
import type { ProfileChanges } from './profile-changes';
import type { ProfileCommands } from './profile-commands';
import type { Profiles } from './profiles';
import type { Target } from './target';

export interface ProfileUiParts {
  target: Target;
  profiles: Profiles;
  profileCommands: () => Promise<ProfileCommands>;
  profileChanges: () => Promise<ProfileChanges>;
  /** The redirect URIs that a profile's logins can use in this window. */
  redirectUris: (settings: Pick<Settings, 'redirect' | 'grant'>) => Promise<readonly RedirectUri[]>;
  /** Moves a secret out of a team file; see `TeamDiagnostics`. */
  moveSecret: (argument: unknown) => Promise<void>;
}

/** The commands with which people make, change and remove profiles. */
export function profileUi(parts: ProfileUiParts) {
  const { target, profiles, profileCommands, profileChanges, redirectUris, moveSecret } = parts;
  /** The usable profile that was clicked, or that the user picks. */
  const chosen = async (argument: unknown, home?: Home['kind']): Promise<UsableProfile> => {
    const fits = (known: KnownProfile) => known.usable && (home === undefined || known.home.kind === home);
    return usable(await target.profile(fromSidebar(argument), true, fits));
  };
  return {
    'tokenDeck.ui.addProfile': async () => {
      const known = await (await profileCommands()).addByWizard();
      await profiles.select(known);
      await offerFirstToken(known, redirectUris);
    },
    'tokenDeck.ui.editProfile': async (argument) => (await profileCommands()).editProfile(fromSidebar(argument)),
    'tokenDeck.ui.duplicateProfile': async (argument) => {
      const copy = await (await profileChanges()).copy(await target.usable(fromSidebar(argument)));
      await (await profileCommands()).editProfile(new ProfileItem(copy));
    },
    'tokenDeck.ui.keepCopy': async (argument) => {
      const copy = await (await profileChanges()).copy(await chosen(argument, 'team'));
      await offerFirstToken(copy, redirectUris);
    },
    'tokenDeck.ui.createTeamFile': async () => (await profileChanges()).createTeamFile(),
    'tokenDeck.ui.moveToTeam': async (argument) =>
      (await profileChanges()).moveToTeam(await chosen(argument, 'personal')),
    'tokenDeck.ui.renameProfile': async (argument) => (await profileChanges()).rename(await chosen(argument)),
    'tokenDeck.ui.changeId': async (argument) => (await profileChanges()).changeId(await chosen(argument)),
    'tokenDeck.ui.removeProfile': async (argument) => {
      const known = await target.profile(fromSidebar(argument));
      await confirmRemoval(known);
      await (await profileCommands()).removeProfile(new ProfileItem(known));
    },
    'tokenDeck.ui.setSecret': async (argument) => {
      const known = await target.usable(fromSidebar(argument));
      await (await profileCommands()).setSecret(new ProfileItem(known));
      const message = t('{profile}: the secret is stored.', { profile: plain(nameOf(known)) });
      const run = () => runUi('tokenDeck.ui.renewToken', new ProfileItem(known));
      await offer(vscode.window.showInformationMessage, message, [{ title: t('Get Token'), run }]);
    },
    'tokenDeck.ui.replaceToken': async (argument) => {
      const known = usable(await target.profile(fromSidebar(argument), true, isPasted));
      await (await profileCommands()).setSecret(new ProfileItem(known));
      vscode.window.setStatusBarMessage(
        `$(check) ${t('{profile}: token stored', { profile: plain(nameOf(known)) })}`,
        4000,
      );
    },
    'tokenDeck.ui.selectProfile': async (argument) => (await profileCommands()).selectProfile(fromSidebar(argument)),
    'tokenDeck.ui.copyId': async (argument) => {
      const { id } = await target.profile(fromSidebar(argument));
      await vscode.env.clipboard.writeText(id);
      vscode.window.setStatusBarMessage(`$(check) ${t('ID copied: {id}', { id: plain(id) })}`, 4000);
    },
    'tokenDeck.ui.copyRedirectUri': async (argument) => {
      const known = await target.usable(fromSidebar(argument));
      await copyRedirectUri(await redirectUris(known.settings));
    },
    'tokenDeck.ui.moveSecret': moveSecret,
  } satisfies UiHandlers;
}

/** Tells that a profile was added, and offers what comes next: for a login, its redirect URI, which has to be registered. */
async function offerFirstToken(known: UsableProfile, redirectUris: ProfileUiParts['redirectUris']): Promise<void> {
  const profile = plain(nameOf(known));
  const getToken = { title: t('Get Token'), run: () => runUi('tokenDeck.ui.getToken', new ProfileItem(known)) };
  if (grants[known.settings.grant].redirects !== true || registersClient(known.settings)) {
    await offer(vscode.window.showInformationMessage, t('{profile} was added.', { profile }), [getToken]);
    return;
  }
  const message = t('{profile} was added. Before you sign in, register its redirect URI at the provider.', { profile });
  const copy = async () => {
    await copyRedirectUri(await redirectUris(known.settings));
    const copied = t('Redirect URI copied. Register it at the provider, then get a token.');
    await offer(vscode.window.showInformationMessage, copied, [getToken]);
  };
  await offer(vscode.window.showInformationMessage, message, [getToken, { title: t('Copy Redirect URI'), run: copy }]);
}

/** Copies the redirect URI; where there are several, the one that the user picks. @throws `cancelled` */
async function copyRedirectUri(uris: readonly RedirectUri[]): Promise<void> {
  const [only, ...more] = uris;
  const title = t('Redirect URI to register at the provider');
  const items = uris.map((each) => ({
    label: each.uri,
    detail: isChanging(uris) ? noteOn(each) : '',
    uri: each.uri,
  }));
  const uri = more.length === 0 ? only?.uri : (await vscode.window.showQuickPick(items, { title }))?.uri;
  if (uri === undefined) throw cancelled();
  await vscode.env.clipboard.writeText(uri);
  vscode.window.setStatusBarMessage(`$(check) ${t('Redirect URI copied')}`, 4000);
}

function noteOn({ flow, isFixed }: RedirectUri): string {
  if (!isFixed) return t('different at each sign-in');
  return flow === 'paste' ? t('always the same, if “redirect” is “paste”') : t('always the same');
}

/** Asks before a profile is removed. @throws `cancelled` */
async function confirmRemoval(known: KnownProfile): Promise<void> {
  const remove: vscode.MessageItem = { title: t('Remove') };
  const detail =
    known.home.kind === 'team'
      ? t('It is removed from .vscode/token-deck.json, and its token is deleted.')
      : t('Its token is deleted, and so is its secret unless another profile uses it.');
  const question = t('Remove the profile “{profile}”?', { profile: plain(nameOf(known)) });
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, remove);
  if (chosen !== remove) throw cancelled();
}
