import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { formatLeft } from '../../base/duration';
import { cancelled } from '../../faults/fault';
import { plain } from '../../faults/plain';
import { grants } from '../../profile/grants/table';
import { exactReferenceOf, nameOf, type UsableProfile } from '../../profile/known';
import type { TokenSet } from '../../storage/token-set';
import { lifetimeOf } from '../../tokens/freshness';
import type { GetOptions, TokenService } from '../../tokens/service';
import type { Door, Gate, Issued } from '../access/gate';
import type { Profiles } from '../profiles/profiles';
import type { Target } from '../profiles/target';
import { fromSidebar, ProfileItem } from '../ui/argument';
import { copySecret } from '../ui/clipboard';
import type { UiCommand } from '../ui/contributions';
import { offer, runUi, type UiHandlers } from '../ui/notify';
import { isLogin } from './context-value';
import type { TokenCommands } from './token-commands';

/** A token to inspect, and where it can be found again. */
export interface TokenSubject {
  token: string;
  title: string;
  reference: { profile: string };
}

export interface TokenUiParts {
  target: Target;
  profiles: Profiles;
  gate: Gate;
  service: TokenService;
  tokenCommands: () => Promise<TokenCommands>;
  inspect: (subject: TokenSubject) => Promise<void>;
  now: () => number;
}

/** The commands with which people get tokens and pass them on. */
export function tokenUi(parts: TokenUiParts) {
  const { target, profiles, gate, service } = parts;

  const issue = (door: Door, profile: UsableProfile, options: GetOptions = {}): Promise<Issued> =>
    withProgress(profile, (signal) => gate.issue({ door, caller: 'person', profile }, { ...options, signal }));

  const issueAnd =
    (door: Door, use: (profile: UsableProfile, issued: Issued) => Promise<unknown>) => async (argument: unknown) => {
      const profile = await target.usable(fromSidebar(argument));
      await use(profile, await issue(door, profile));
    };

  const inspect = (profile: UsableProfile, { token }: Issued) =>
    parts.inspect({ token, title: nameOf(profile), reference: { profile: exactReferenceOf(profile) } });

  const getToken = async (argument: unknown, options: GetOptions): Promise<void> => {
    const profile = await target.usable(fromSidebar(argument));
    const asked = parts.now();
    const issued = await issue('command', profile, options);
    const isKept = issued.set.obtainedAt < asked;
    const again = (id: UiCommand) => () => runUi(id, new ProfileItem(profile));
    await offer(vscode.window.showInformationMessage, gotMessage(profile, issued.set, parts.now(), isKept), [
      { title: t('Copy Token'), run: again('tokenDeck.ui.copyToken') },
      { title: t('Copy Header'), run: again('tokenDeck.ui.copyAuthorizationHeader') },
      { title: t('Inspect'), run: again('tokenDeck.ui.inspectToken') },
    ]);
  };

  return {
    'tokenDeck.ui.getToken': (argument) =>
      argument instanceof AnotherWay ? getToken(argument.item, { not: argument.tried }) : getToken(argument, {}),
    'tokenDeck.ui.renewToken': (argument) => getToken(argument, { forceRefresh: true }),
    'tokenDeck.ui.signInAsOther': async (argument) => {
      const known = await target.profile(fromSidebar(argument), true, isLogin);
      await getToken(new ProfileItem(known), { otherAccount: true });
    },
    'tokenDeck.ui.copyToken': issueAnd('clipboard', async (profile, { token }) => {
      await copySecret(token);
      tell('check', t('{profile}: token copied', { profile: plain(nameOf(profile)) }));
    }),
    'tokenDeck.ui.copyAuthorizationHeader': issueAnd('clipboard', async (profile, { header }) => {
      await copySecret(header);
      tell('check', t('{profile}: header copied', { profile: plain(nameOf(profile)) }));
    }),
    'tokenDeck.ui.insertAuthorizationHeader': async (argument) =>
      (await parts.tokenCommands()).insertAuthorizationHeader(fromSidebar(argument), 'person'),
    'tokenDeck.ui.insertToken': async () =>
      (await parts.tokenCommands()).insertAuthorizationHeader({ as: 'token' }, 'person'),
    'tokenDeck.ui.inspectToken': issueAnd('inspector', inspect),
    'tokenDeck.ui.signOut': async (argument) => {
      const known = await target.usable(fromSidebar(argument));
      await service.forget(known);
      tell('sign-out', t('{profile}: signed out', { profile: plain(nameOf(known)) }));
    },
    'tokenDeck.ui.signOutAll': () => service.forgetAll(),
    'tokenDeck.ui.showActions': () => showActions(profiles),
  } satisfies UiHandlers;
}

/** A login to try again, in a way that was not tried yet. Only our own messages can make one. */
export class AnotherWay {
  constructor(
    readonly item: ProfileItem,
    readonly tried: readonly string[],
  ) {}
}

function tell(icon: string, message: string): void {
  vscode.window.setStatusBarMessage(`$(${icon}) ${message}`, 4000);
}

/** Shows a progress that can be cancelled, except for a login, which shows its own. */
function withProgress<T>(profile: UsableProfile, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  if (grants[profile.settings.grant].obtained !== 'request') return run(new AbortController().signal);
  const title = t('Getting a token for {profile}', { profile: plain(nameOf(profile)) });
  return Promise.resolve(
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, cancellable: true, title },
      (_progress, token) => {
        const abort = new AbortController();
        token.onCancellationRequested(() => abort.abort());
        return run(abort.signal);
      },
    ),
  );
}

/** @param isKept whether the token was there before, and is valid long enough */
function gotMessage(known: UsableProfile, set: TokenSet, now: number, isKept: boolean): string {
  const { expiresAt } = lifetimeOf(set, known.settings.use);
  const profile = plain(nameOf(known));
  if (expiresAt === undefined) return t('{profile}: The server did not say how long the token is valid.', { profile });
  const time = formatLeft(Math.max(0, expiresAt - now));
  return isKept
    ? t('{profile}: The token is already valid for {time}.', { profile, time })
    : t('{profile}: The token is valid for {time}.', { profile, time });
}

/** Lets the user pick what to do with the profile in the status bar. */
async function showActions(profiles: Profiles): Promise<void> {
  const known = await profiles.selection();
  const item = known === undefined ? undefined : new ProfileItem(known);
  const actions: { label: string; command: UiCommand }[] = [
    { label: `$(refresh) ${t('Get Token')}`, command: 'tokenDeck.ui.getToken' },
    { label: `$(sync) ${t('Discard and Get a New Token')}`, command: 'tokenDeck.ui.renewToken' },
    { label: `$(copy) ${t('Copy Token')}`, command: 'tokenDeck.ui.copyToken' },
    { label: `$(copy) ${t('Copy Authorization Header')}`, command: 'tokenDeck.ui.copyAuthorizationHeader' },
    { label: `$(search) ${t('Inspect Token')}`, command: 'tokenDeck.ui.inspectToken' },
    { label: `$(sign-out) ${t('Sign Out')}`, command: 'tokenDeck.ui.signOut' },
    { label: `$(edit) ${t('Edit Profile')}`, command: 'tokenDeck.ui.editProfile' },
    { label: `$(list-selection) ${t('Show Another Profile')}`, command: 'tokenDeck.ui.selectProfile' },
  ];
  const title = known === undefined ? 'Token Deck' : plain(nameOf(known));
  const chosen = await vscode.window.showQuickPick(actions, { title, placeHolder: t('What to do with it?') });
  if (chosen === undefined) throw cancelled();
  await runUi(chosen.command, chosen.command === 'tokenDeck.ui.selectProfile' ? undefined : item);
}
