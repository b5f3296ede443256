import { t } from '@vscode/l10n';
import { formatLeft, untilTextChanges } from '../base/duration';
import type { Fault } from '../faults/fault';
import type { TokenSet } from '../storage/token-set';

/** What a profile's token is worth, as the sidebar and the status bar show it. */
export type TokenState =
  | { kind: 'unusable'; reason: string }
  | { kind: 'busy' }
  /** It was not read from SecretStorage yet. */
  | { kind: 'unknown' }
  | { kind: 'signed-out' }
  | { kind: 'failed'; reason: string }
  /** `left` in milliseconds; undefined where nothing says when it expires. */
  | { kind: 'valid' | 'expiring'; left: number | undefined }
  | { kind: 'expired' };

/**
 * The state of a token at a moment. A failure counts until a token arrives, unless the one in hand is still valid.
 * @param now milliseconds since 1970
 * @param warnBefore seconds of remaining validity under which a token is expiring
 */
export function tokenState(
  set: Pick<TokenSet, 'expiresAt'> | undefined,
  failure: Fault | undefined,
  now: number,
  warnBefore: number,
): TokenState {
  const left = set?.expiresAt === undefined ? undefined : set.expiresAt - now;
  if (set !== undefined && (left === undefined || left > 0)) {
    return { kind: left !== undefined && left <= warnBefore * 1000 ? 'expiring' : 'valid', left };
  }
  if (failure !== undefined) return { kind: 'failed', reason: failure.what };
  return { kind: set === undefined ? 'signed-out' : 'expired' };
}

/** The state in words, for the tree and the pick list. */
export function describeState(state: TokenState): string {
  switch (state.kind) {
    case 'unusable':
      return state.reason;
    case 'busy':
      return t('working…');
    case 'unknown':
      return '';
    case 'signed-out':
      return t('signed out');
    case 'failed':
      return t('failed: {reason}', { reason: state.reason });
    case 'expired':
      return t('expired');
    case 'valid':
    case 'expiring': {
      if (state.left === undefined) return t('valid, expiry unknown');
      const left = formatLeft(state.left);
      return state.kind === 'valid' ? t('valid {left}', { left }) : t('expires in {left}', { left });
    }
  }
}

/**
 * The milliseconds after which a state looks different: its text changes, or a valid token turns into an expiring one.
 * @param warnBefore as for `tokenState`
 */
export function untilStateChanges(state: TokenState, warnBefore: number): number {
  if ((state.kind !== 'valid' && state.kind !== 'expiring') || state.left === undefined) return Infinity;
  const untilWarning = state.kind === 'valid' ? state.left - warnBefore * 1000 : Infinity;
  return Math.min(untilTextChanges(state.left), Math.max(untilWarning, 1));
}
