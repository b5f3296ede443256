import type * as vscode from 'vscode';
import type { Gate } from '../access/gate';
import { loginUi } from '../login/login-ui';
import type { WaitingRequests } from '../integrations/waiting-requests';
import type { WaitingLogins } from '../login/waiting';
import { manageAccess } from '../access/manage-access';
import { showAudit } from '../access/show-audit';
import type { Consent } from '../access/consent';
import type { Side } from '../jwt/comparison';
import type { Subject } from '../jwt/inspector';
import { answerUi } from '../jwt/answer-ui';
import { jwtUi } from '../jwt/jwt-ui';
import type { ProviderAnswer } from '../jwt/provider-answers';
import type { ProfileChanges } from '../profiles/profile-changes';
import type { IgnoredLeaks } from '../marks/ignored-leaks';
import { leakUi } from '../marks/leak-ui';
import type { ProfileCommands } from '../profiles/profile-commands';
import { profileUi, type ProfileUiParts } from '../profiles/profile-ui';
import type { Profiles } from '../profiles/profiles';
import type { States } from '../profiles/states';
import type { Target } from '../profiles/target';
import type { Audit } from '../../storage/audit';
import type { ProviderRequests } from '../../tokens/provider-requests';
import type { TokenService } from '../../tokens/service';
import type { SignOut } from '../../tokens/sign-out';
import { diagnosisUi, type DiagnosisUiParts } from '../tokens/diagnosis-ui';
import { signOutUi } from '../tokens/sign-out-ui';
import { tokenUi } from '../tokens/token-ui';
import type { TokenCommands } from '../tokens/token-commands';
import { fromSidebar } from '../ui/argument';
import type { CopySecret } from '../ui/clipboard';
import { uiCommands, type UiCommand } from '../ui/contributions';
import { showFault } from '../ui/notify';
import { actionsFor } from './remedy-actions';

export { actionsFor };

/** What the commands for people need. */
export interface UiParts extends DiagnosisUiParts {
  target: Target;
  profiles: Profiles;
  states: States;
  service: TokenService;
  consent: Consent;
  gate: Gate;
  audit: () => Promise<Audit>;
  ignoredLeaks: IgnoredLeaks;
  tokenCommands: () => Promise<TokenCommands>;
  copySecret: CopySecret;
  requests: () => Promise<ProviderRequests>;
  signOut: () => Promise<SignOut>;
  showAnswer: (answer: ProviderAnswer) => Promise<void>;
  profileCommands: () => Promise<ProfileCommands>;
  profileChanges: () => Promise<ProfileChanges>;
  waiting: WaitingLogins;
  redirectUris: ProfileUiParts['redirectUris'];
  inspect: (subject: Subject) => Promise<void>;
  compare: (left: Side, right: Side) => Promise<void>;
  moveSecret: (argument: unknown) => Promise<void>;
  /** What was told once. */
  told: vscode.Memento;
  waitingRequests: WaitingRequests;
  showLog: () => void;
  copyLog: () => Promise<void>;
  now: () => number;
}

/** The commands for people, by id. Each resolves; it shows a failure once, with buttons that help. */
export function uiCommandTable(parts: UiParts): Record<UiCommand, (argument: unknown) => Promise<void>> {
  const { profiles, gate } = parts;
  const handlers: Record<UiCommand, (argument: unknown) => unknown> = {
    ...tokenUi({
      ...parts,
      remediesOf: (failure) => actionsFor(failure, { command: 'tokenDeck.ui.getToken', argument: undefined }, parts),
    }),
    ...signOutUi(parts),
    ...diagnosisUi(parts),
    ...answerUi(parts),
    ...profileUi(parts),
    ...jwtUi(parts),
    ...loginUi(parts),
    ...leakUi(parts.ignoredLeaks),
    'tokenDeck.ui.sendRequest': async (argument) =>
      (await import('../integrations/send-request')).sendRequest(
        argument,
        profiles,
        gate,
        parts.told,
        parts.waitingRequests,
      ),
    'tokenDeck.ui.explainAnswer': async (argument) =>
      (await import('../integrations/api-answer-ui')).handleAnswer(argument, parts),
    'tokenDeck.ui.manageAccess': () => manageAccess(parts.consent.answers, profiles),
    'tokenDeck.ui.showAudit': async (argument) =>
      showAudit(await parts.audit(), profiles, fromSidebar(argument)?.known),
    'tokenDeck.ui.showLog': () => parts.showLog(),
    'tokenDeck.ui.copyLog': () => parts.copyLog(),
  };
  const guarded =
    (command: UiCommand) =>
    async (argument: unknown): Promise<void> => {
      try {
        await handlers[command](argument);
      } catch (thrown) {
        await showFault(thrown, (fault) => actionsFor(fault, { command, argument }, parts));
      }
    };
  return Object.fromEntries(uiCommands.map((id) => [id, guarded(id)])) as Record<UiCommand, ReturnType<typeof guarded>>;
}
