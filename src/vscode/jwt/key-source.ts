import { t } from '@vscode/l10n';
import { urlOf } from '../../base/url';
import { plain } from '../../faults/plain';
import type { Verification } from '../../jwt/verify/verify';
import type { UsableProfile } from '../../profile/known';

/** Where the keys for checking a signature come from. */
export type KeySource =
  | { from: 'nowhere' }
  /** A JWK, a JWK Set, a PEM or a shared secret. */
  | { from: 'key'; key: unknown }
  | { from: 'set'; jwks: unknown }
  | { from: 'address'; address: string }
  /** The key set that the profile names itself, or else its issuer’s. */
  | { from: 'profile'; profile: UsableProfile }
  /** The issuer that the token itself names: only where the user allows it. */
  | { from: 'token' };

/** Whose keys those of a source are, fit to be shown: an issuer or an address; undefined for keys that were given. */
export function ownerOf(source: KeySource, tokenIssuer: string | undefined): string | undefined {
  switch (source.from) {
    case 'address':
      return shownAddress(source.address);
    case 'profile': {
      const { issuer, endpoints } = source.profile.settings;
      return shownAddress(endpoints.jwks ?? issuer ?? '');
    }
    case 'token':
      return tokenIssuer === undefined ? undefined : shownAddress(tokenIssuer);
    default:
      return undefined;
  }
}

/** An address without user, password, query and fragment, which may be secrets. */
function shownAddress(address: string): string {
  const url = urlOf(address);
  return plain(url === undefined ? address : `${url.protocol}//${url.host}${url.pathname.replace(/\/$/, '')}`, 100);
}

/**
 * Says of a signature that fits whose keys these were, where it may be taken for more than it is: anyone can issue tokens
 * and publish keys that fit them.
 */
export function withKeySource(verification: Verification, source: KeySource): Verification {
  return {
    ...verification,
    checks: verification.checks.map((check) =>
      check.name === 'signature' && check.ok === true ? { ...check, reason: noted(check.reason, source) } : check,
    ),
  };
}

function noted(reason: string, source: KeySource): string {
  if (source.from === 'token')
    return t(
      '{reason} The keys are those of the issuer in the token: an API accepts it only if it trusts that issuer.',
      { reason },
    );
  if (source.from !== 'profile') return reason;
  const { issuer, endpoints } = source.profile.settings;
  return issuer === undefined || endpoints.jwks === undefined
    ? reason
    : t('{reason} The keys are from the profile’s own address (endpoints.jwks), not from its issuer’s metadata.', {
        reason,
      });
}
