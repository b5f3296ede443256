import { t } from '@vscode/l10n';
import type { FaultReason } from '../faults/reason';

/** The next step, and what it is about. */
interface IdTokenNext {
  next: string;
  reason: FaultReason;
}

/**
 * What to do about an ID token that was refused, by what the library found; undefined where that says no more than the
 * fault itself. Nothing was stored in any case.
 * @param thrown the library's error, with the errors that it wraps
 */
export function nextForIdToken(thrown: unknown): IdTokenNext | undefined {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 6; error = error.cause, depth++) {
    const next = nextFor(error);
    if (next !== undefined) return next;
  }
  return undefined;
}

/** oauth4webapi's own codes; for a claim, its error's cause names it. */
function nextFor({ code, message, cause }: Error & { code?: unknown }): IdTokenNext | undefined {
  switch (code) {
    case 'OAUTH_KEY_SELECTION_FAILED':
      return passing(
        t(
          'Nothing was stored. The provider’s key set has no key that fits: sign in again in a few minutes; if that does not help, report this to the provider.',
        ),
      );
    case 'OAUTH_UNSUPPORTED_OPERATION':
      return nextForAlgorithm();
    case 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED':
      if (claimIn(cause) === 'auth_time')
        return passing(
          t(
            'Nothing was stored. The last sign-in at the provider is older than “max_age” in the profile allows: sign in again.',
          ),
        );
      return passing(t('Nothing was stored. Check the clock of this machine, then sign in again.'));
    case 'OAUTH_JWT_CLAIM_COMPARISON_FAILED':
      return nextForClaim(claimIn(cause));
    case 'OAUTH_INVALID_RESPONSE':
      if (message.includes('"alg"')) return nextForAlgorithm();
      return /signature verif/.test(message)
        ? ofProvider(
            t(
              'Nothing was stored. The signature doesn’t fit the provider’s keys: do not sign in until the provider has explained this.',
            ),
          )
        : undefined;
    default:
      return undefined;
  }
}

/** The claim that an error is about, also where the library wrapped it once more. */
function claimIn(cause: unknown): unknown {
  const { claim, cause: inner } = (cause ?? {}) as { claim?: unknown; cause?: { claim?: unknown } };
  return claim ?? inner?.claim;
}

function nextForAlgorithm(): IdTokenNext {
  return ofProvider(
    t(
      'Nothing was stored. Have the provider sign this client’s ID tokens with its default algorithm, such as RS256; unsigned ones are never accepted.',
    ),
  );
}

function nextForClaim(claim: unknown): IdTokenNext | undefined {
  switch (claim) {
    case 'iss':
      return ofProfile(t('Nothing was stored. Check the issuer in the profile: the ID token names another one.'));
    case 'aud':
    case 'azp':
      return ofProfile(
        t('Nothing was stored. Check the client ID in the profile: the ID token is for another client.'),
      );
    case 'nonce':
      return passing(t('Nothing was stored. The ID token is from another sign-in: sign in again.'));
    default:
      return undefined;
  }
}

function passing(next: string): IdTokenNext {
  return { next, reason: 'id-token-passing' };
}

function ofProfile(next: string): IdTokenNext {
  return { next, reason: 'id-token-profile' };
}

function ofProvider(next: string): IdTokenNext {
  return { next, reason: 'id-token-provider' };
}
