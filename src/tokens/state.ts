import { t } from '@vscode/l10n';
import { formatMinutes, untilMinutesChange, untilTextChanges } from '../base/duration';
import type { Fault } from '../faults/fault';
import type { TokenSet } from '../storage/token-set';

const minute = 60_000;

/** What is not stored: the pasted token itself, or a secret that its request needs. */
export type Lacking = 'token' | 'secret';

/** What a profile's token is worth, as the sidebar and the status bar show it. */
export type TokenState =
  | { kind: 'unusable'; reason: string }
  | { kind: 'busy' }
  /** A person signs in, in the browser. */
  | { kind: 'signing-in' }
  /** It was not read from SecretStorage yet. */
  | { kind: 'unknown' }
  /** `lacks` what has to be stored first, where that is known. */
  | { kind: 'signed-out'; lacks?: Lacking }
  /** There is none, or it has expired, and the next use gets one without a person. */
  | { kind: 'ready' }
  /** It was pasted by hand. */
  | { kind: 'stored' }
  /** `next` is the next step, where there is one. */
  | { kind: 'failed'; reason: string; next: string }
  /** `left` in milliseconds; undefined where nothing says when it expires. */
  | { kind: 'valid' | 'expiring'; left: number | undefined }
  | { kind: 'expired' };

/** What the state of a token follows from. */
export interface StateFacts {
  set: Pick<TokenSet, 'expiresAt'> | undefined;
  failure?: Fault | undefined;
  /** Milliseconds since 1970. */
  now: number;
  /** Seconds of remaining validity under which a token is expiring. */
  warnBefore: number;
  /** Whether the next use gets a token without a person. */
  renewsItself: boolean;
  lacks?: Lacking | undefined;
}

/** The state of a token at a moment. A failure counts until a token arrives, unless the one in hand is still valid. */
export function tokenState({ set, failure, now, warnBefore, renewsItself, lacks }: StateFacts): TokenState {
  const left = set?.expiresAt === undefined ? undefined : set.expiresAt - now;
  if (set !== undefined && (left === undefined || left > 0)) {
    return { kind: left !== undefined && left <= warnBefore * 1000 ? 'expiring' : 'valid', left };
  }
  if (failure !== undefined) return { kind: 'failed', reason: failure.what, next: failure.next };
  if (lacks !== undefined) return { kind: 'signed-out', lacks };
  if (renewsItself) return { kind: 'ready' };
  return { kind: set === undefined ? 'signed-out' : 'expired' };
}

/** The state in words, for lists; the status bar counts the seconds. */
export function describeState(state: TokenState): string {
  switch (state.kind) {
    case 'unusable':
      return state.reason;
    case 'busy':
      return t('working…');
    case 'unknown':
      return '';
    case 'signing-in':
      return t('signing in…');
    case 'signed-out':
      return lackingText(state.lacks);
    case 'ready':
      return t('ready');
    case 'stored':
      return t('stored');
    case 'failed':
      return t('failed: {reason}', { reason: state.reason });
    case 'expired':
      return t('expired');
    case 'valid':
    case 'expiring': {
      if (state.left === undefined) return t('valid, expiry unknown');
      if (state.left < minute)
        return state.kind === 'valid' ? t('valid for under a minute') : t('expires in under a minute');
      const left = formatMinutes(state.left);
      return state.kind === 'valid' ? t('valid {left}', { left }) : t('expires in {left}', { left });
    }
  }
}

function lackingText(lacks: Lacking | undefined): string {
  if (lacks === undefined) return t('signed out');
  return lacks === 'token' ? t('no token stored') : t('no secret stored');
}

/**
 * The milliseconds after which a state looks different: its text changes, or a valid token turns into an expiring one.
 * @param warnBefore as for `tokenState`
 */
export function untilStateChanges(state: TokenState, warnBefore: number): number {
  const { left, untilKind } = countdownOf(state, warnBefore);
  return Math.min(untilTextChanges(left), untilKind);
}

/**
 * The milliseconds after which a row among many looks different, and after which it is drawn again at the latest: minutes
 * may be a minute late, so that all rows are drawn together, but not what kind of state it is.
 * @param warnBefore as for `tokenState`
 */
export function untilRowChanges(state: TokenState, warnBefore: number): { due: number; latest: number } {
  const { left, untilKind } = countdownOf(state, warnBefore);
  const due = Math.min(untilMinutesChange(left), untilKind);
  return { due, latest: Math.min(due + minute, untilKind) };
}

/** What is left, and how long the state is of this kind; both `Infinity` where nothing is counted down. */
function countdownOf(state: TokenState, warnBefore: number): { left: number; untilKind: number } {
  if ((state.kind !== 'valid' && state.kind !== 'expiring') || state.left === undefined)
    return { left: Infinity, untilKind: Infinity };
  const { left } = state;
  return { left, untilKind: state.kind === 'valid' ? Math.max(left - warnBefore * 1000, 1) : left };
}
