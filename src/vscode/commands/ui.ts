import { t } from '@vscode/l10n';
import type { Fault } from '../../faults/fault';
import type { KnownProfile } from '../../profile/known';
import type { Gate } from '../access/gate';
import { manageAccess } from '../access/manage-access';
import type { Consent } from '../access/consent';
import type { Side } from '../jwt/comparison';
import type { Subject } from '../jwt/inspector';
import { jwtUi } from '../jwt/jwt-ui';
import type { ProfileChanges } from '../profiles/profile-changes';
import type { ProfileCommands } from '../profiles/profile-commands';
import { profileUi } from '../profiles/profile-ui';
import type { Profiles } from '../profiles/profiles';
import type { States } from '../profiles/states';
import type { Target } from '../profiles/target';
import type { TokenService } from '../../tokens/service';
import { AnotherWay, tokenUi } from '../tokens/token-ui';
import type { TokenCommands } from '../tokens/token-commands';
import { ProfileItem } from '../ui/argument';
import type { UiCommand } from '../ui/contributions';
import { profileCodes, secretCodes } from '../ui/remedies';
import { runUi, showFault, type Action } from '../ui/notify';

/** What the commands for people need. */
export interface UiParts {
  target: Target;
  profiles: Profiles;
  states: States;
  service: TokenService;
  consent: Consent;
  gate: Gate;
  tokenCommands: () => Promise<TokenCommands>;
  profileCommands: () => Promise<ProfileCommands>;
  profileChanges: () => Promise<ProfileChanges>;
  login: () => Promise<typeof import('../login/browser-login')>;
  inspect: (subject: Subject) => Promise<void>;
  compare: (left: Side, right: Side) => Promise<void>;
  pasteAddress: () => Promise<void>;
  moveSecret: (argument: unknown) => Promise<void>;
  showLog: () => void;
  now: () => number;
}

/** The commands for people, by id. Each resolves; it shows a failure once, with buttons that help. */
export function uiCommandTable(parts: UiParts): Record<UiCommand, (argument: unknown) => Promise<void>> {
  const { profiles, gate, login } = parts;
  const handlers: Record<UiCommand, (argument: unknown) => unknown> = {
    ...tokenUi(parts),
    ...profileUi({ ...parts, redirectUris: async (redirect) => (await login()).redirectUris(redirect) }),
    ...jwtUi(parts),
    'tokenDeck.ui.sendRequest': async () => (await import('../integrations/send-request')).sendRequest(profiles, gate),
    'tokenDeck.ui.pasteAddress': () => parts.pasteAddress(),
    'tokenDeck.ui.manageAccess': () => manageAccess(parts.consent.answers),
    'tokenDeck.ui.showLog': () => parts.showLog(),
  };
  const guarded =
    (handler: (argument: unknown) => unknown) =>
    async (argument: unknown): Promise<void> => {
      try {
        await handler(argument);
      } catch (thrown) {
        await showFault(thrown, (fault) => remedies(fault, parts));
      }
    };
  return Object.fromEntries(Object.entries(handlers).map(([id, handler]) => [id, guarded(handler)])) as Record<
    UiCommand,
    ReturnType<typeof guarded>
  >;
}

/** The buttons under a fault's message. */
async function remedies(fault: Fault, { profiles, login, showLog }: UiParts): Promise<Action[]> {
  const known = fault.reference === undefined ? undefined : await profiles.find(fault.reference);
  const item = known && new ProfileItem(known);
  const tried = known === undefined ? undefined : await triedWays(fault, known, login);
  const run = (id: UiCommand, argument: unknown) => () => runUi(id, argument);
  return [
    ...(item === undefined || tried === undefined
      ? []
      : [{ title: t('Try Another Way'), run: run('tokenDeck.ui.getToken', new AnotherWay(item, tried)) }]),
    ...(item !== undefined && secretCodes.has(fault.code)
      ? [{ title: t('Set Secret'), run: run('tokenDeck.ui.setSecret', item) }]
      : []),
    ...(item !== undefined && profileCodes.has(fault.code)
      ? [{ title: t('Edit Profile'), run: run('tokenDeck.ui.editProfile', item) }]
      : []),
    { title: t('Show Log'), run: showLog },
  ];
}

/** The ways that a failed login has tried, if another way is left. */
async function triedWays(
  { tried }: Fault,
  known: KnownProfile,
  login: UiParts['login'],
): Promise<readonly string[] | undefined> {
  if (tried === undefined || !known.usable) return undefined;
  return (await login()).isAnotherWayLeft(known.settings.redirect, tried) ? tried : undefined;
}
