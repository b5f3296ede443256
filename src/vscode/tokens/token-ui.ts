import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { formatLeft } from '../../base/duration';
import type { Fault } from '../../faults/fault';
import { plain } from '../../faults/plain';
import { grants } from '../../profile/grants/table';
import { exactReferenceOf, nameOf, type KnownProfile, type UsableProfile } from '../../profile/known';
import { isPasted } from '../../profile/pasted';
import type { TokenSet } from '../../storage/token-set';
import { lifetimeOf } from '../../tokens/freshness';
import type { GetOptions, TokenService } from '../../tokens/service';
import type { Door, Gate, Issued } from '../access/gate';
import type { Profiles } from '../profiles/profiles';
import type { States } from '../profiles/states';
import type { Target } from '../profiles/target';
import { FactItem, fromSidebar, ProfileItem } from '../ui/argument';
import { copiedMessage, type CopySecret } from '../ui/clipboard';
import type { UiCommand } from '../ui/contributions';
import { offer, runUi, type ListedAction, type UiHandlers } from '../ui/notify';
import { tellUselessAlone } from './bound-token';
import { isLogin } from './context-value';
import { chooseAction } from './profile-actions';
import { cancellable } from './progress';
import { requestArgument, requestPlace } from './request-editor';
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
  states: States;
  tokenCommands: () => Promise<TokenCommands>;
  copySecret: CopySecret;
  inspect: (subject: TokenSubject) => Promise<void>;
  /** What helps against a failure to get a token: the buttons under the message about it. */
  remediesOf: (failure: Fault) => Promise<ListedAction[]>;
  now: () => number;
}

/** The commands with which people get tokens and pass them on. */
export function tokenUi(parts: TokenUiParts) {
  const { target, profiles, gate, service, copySecret } = parts;

  const issue = (door: Door, profile: UsableProfile, options: GetOptions = {}): Promise<Issued> =>
    withProgress(profile, (signal) => gate.issue({ door, caller: 'person', profile }, { ...options, signal }));

  const issueAnd =
    (door: Door, use: (profile: UsableProfile, issued: Issued) => Promise<unknown>) => async (argument: unknown) => {
      const profile = await target.usable(fromSidebar(argument));
      await use(profile, await issue(door, profile));
    };

  const inspect = (profile: UsableProfile, { token }: Pick<Issued, 'token'>) =>
    parts.inspect({ token, title: nameOf(profile), reference: { profile: exactReferenceOf(profile) } });

  /** Says that a pasted token has expired, and whether it did: nothing but a person can bring another one. */
  const warnOfExpired = async (profile: UsableProfile, { set }: Issued): Promise<boolean> => {
    const { expiresAt = Infinity } = lifetimeOf(set, profile.settings.use);
    if (!isPasted(profile) || expiresAt > parts.now()) return false;
    const again = (id: UiCommand) => () => runUi(id, new ProfileItem(profile));
    const message = t('{profile}: The pasted token has expired.', { profile: plain(nameOf(profile)) });
    await offer(vscode.window.showWarningMessage, message, [
      { title: t('Replace Token'), run: again('tokenDeck.ui.replaceToken') },
      { title: t('Inspect'), run: again('tokenDeck.ui.inspectToken') },
    ]);
    return true;
  };

  const getToken = async (argument: unknown, options: GetOptions): Promise<void> => {
    const profile = await target.usable(fromSidebar(argument));
    const asked = parts.now();
    const hadToken = (await parts.states.atHand(profile)).set !== undefined;
    const issued = await issue('command', profile, options);
    const how = issued.set.obtainedAt < asked ? 'kept' : options.forceRefresh === true && hadToken ? 'renewed' : 'new';
    const again = (id: UiCommand) => () => runUi(id, new ProfileItem(profile));
    if (await warnOfExpired(profile, issued)) return;
    await offer(vscode.window.showInformationMessage, gotMessage(profile, issued.set, parts.now(), how), [
      { title: t('Copy Token'), run: again('tokenDeck.ui.copyToken') },
      { title: t('Copy Header'), run: again('tokenDeck.ui.copyAuthorizationHeader') },
      { title: t('Inspect'), run: again('tokenDeck.ui.inspectToken') },
    ]);
  };

  const showActions = async (known: KnownProfile | undefined): Promise<void> => {
    const state = known === undefined ? undefined : (await parts.states.atHand(known)).state;
    const failure = state?.kind === 'failed' && known?.usable ? await service.failureOf(known) : undefined;
    const chosen = await chooseAction(known, state, failure && (await parts.remediesOf(failure)));
    if (typeof chosen !== 'string') {
      await chosen.run();
      return;
    }
    // Its list is for another profile than this one.
    await runUi(
      chosen,
      known === undefined || chosen === 'tokenDeck.ui.selectProfile' ? undefined : new ProfileItem(known),
    );
  };

  return {
    'tokenDeck.ui.getToken': (argument) =>
      argument instanceof AnotherWay ? getToken(argument.item, { not: argument.tried }) : getToken(argument, {}),
    'tokenDeck.ui.renewToken': (argument) => getToken(argument, { forceRefresh: true }),
    'tokenDeck.ui.signInAsOther': async (argument) => {
      const known = await target.profile(fromSidebar(argument), true, isLogin);
      await getToken(new ProfileItem(known), { otherAccount: true });
    },
    'tokenDeck.ui.copyToken': issueAnd('clipboard', async (profile, issued) => {
      await copySecret(issued.token);
      tell('check', copiedMessage(t('{profile}: token copied', { profile: plain(nameOf(profile)) })));
      tellUselessAlone(profile, issued.isBound);
      await warnOfExpired(profile, issued);
    }),
    'tokenDeck.ui.copyAuthorizationHeader': issueAnd('clipboard', async (profile, issued) => {
      await copySecret(issued.header);
      tell('check', copiedMessage(t('{profile}: header copied', { profile: plain(nameOf(profile)) })));
      tellUselessAlone(profile, issued.isBound);
      await warnOfExpired(profile, issued);
    }),
    'tokenDeck.ui.insertAuthorizationHeader': async (argument) => {
      const clicked = requestArgument(argument);
      const commands = await parts.tokenCommands();
      if (clicked === undefined) return commands.insertAuthorizationHeader(fromSidebar(argument), 'person');
      const place = await requestPlace(clicked);
      return commands.insertAuthorizationHeader(clicked.profile, 'person', place);
    },
    'tokenDeck.ui.authorizeFile': async (argument) =>
      (await parts.tokenCommands()).authorizeFile(await requestPlace(argument)),
    'tokenDeck.ui.insertToken': async () =>
      (await parts.tokenCommands()).insertAuthorizationHeader({ as: 'token' }, 'person'),
    'tokenDeck.ui.inspectToken': issueAnd('inspector', inspect),
    'tokenDeck.ui.showDetails': async (argument) => {
      const known = await target.profile(fromSidebar(argument));
      const token = known.usable ? await gate.showToken(known) : undefined;
      await (known.usable && token !== undefined ? inspect(known, { token }) : showActions(known));
    },
    'tokenDeck.ui.troubleshoot': async (argument) => showActions(await target.profile(fromSidebar(argument))),
    'tokenDeck.ui.copyFact': async (argument) => {
      if (!(argument instanceof FactItem)) return;
      const { label, value } = argument.fact;
      await vscode.env.clipboard.writeText(value);
      tell('check', t('Copied: {what}', { what: label }));
    },
    'tokenDeck.ui.showActions': async () => showActions(await profiles.selection()),
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
  return cancellable(title, run);
}

/** @param how whether the token is new, was renewed because the user wanted another, or was there before */
function gotMessage(known: UsableProfile, set: TokenSet, now: number, how: 'new' | 'renewed' | 'kept'): string {
  const { expiresAt } = lifetimeOf(set, known.settings.use);
  const profile = plain(nameOf(known));
  if (expiresAt === undefined) {
    if (isPasted(known)) return t('{profile}: The token is stored. It does not say when it expires.', { profile });
    return how === 'renewed'
      ? t('{profile}: The token was renewed. The server did not say how long it is valid.', { profile })
      : t('{profile}: The server did not say how long the token is valid.', { profile });
  }
  if (expiresAt <= now) return t('{profile}: The token has expired.', { profile });
  const time = formatLeft(expiresAt - now);
  switch (how) {
    case 'kept':
      return t('{profile}: The token is already valid for {time}.', { profile, time });
    case 'renewed':
      return t('{profile}: The token was renewed and is valid for {time}.', { profile, time });
    case 'new':
      return t('{profile}: The token is valid for {time}.', { profile, time });
  }
}
