import { t } from '@vscode/l10n';
import type { JWK } from 'jose';
import { signatureAlgorithm } from './algorithms';
import { named, publicHalf } from './jwk';

/** No more keys than this are tried one after the other: a hostile set has thousands. */
const mostKeys = 100;

/**
 * The keys of a JWK Set that a token may be meant for: those of its “kid”, else those without one, as far as they fit.
 * @param misfit why a key does not fit, a sentence; undefined if it does
 * @returns a reason, a sentence, if there are none
 */
export function chooseKeys(
  keys: readonly JWK[],
  kid: unknown,
  misfit: (jwk: JWK) => string | undefined,
): JWK[] | { reason: string } {
  const exact = keys.filter((jwk) => jwk.kid === kid);
  const meant = typeof kid !== 'string' ? keys : exact.length > 0 ? exact : keys.filter((jwk) => jwk.kid === undefined);
  if (meant.length === 0) return { reason: noSuchKid(keys, kid) };
  const fitting = meant.filter((jwk) => misfit(jwk) === undefined);
  if (fitting.length > mostKeys) {
    return { reason: t('More than {count} keys of the set fit: provide the one key to use.', { count: mostKeys }) };
  }
  if (fitting.length > 0) return fitting;
  const [only] = meant;
  const why = only !== undefined && meant.length === 1 ? misfit(only) : undefined;
  return {
    reason: why ?? t('No key in the set fits: it has {count} of other types or uses.', { count: meant.length }),
  };
}

/** How many “kid” of a set are listed. */
const mostKids = 5;

function noSuchKid(keys: readonly JWK[], wanted: unknown): string {
  const kid = named(wanted);
  const all = keys.flatMap((jwk) => (typeof jwk.kid === 'string' ? [`“${named(jwk.kid)}”`] : []));
  if (all.length === 0) return t('There is no key with the kid “{kid}”; the set has keys without one.', { kid });
  const kids = all.slice(0, mostKids).join(', ');
  const more = all.length - mostKids;
  return more > 0
    ? t('There is no key with the kid “{kid}”; the set has {kids} and {more} more.', { kid, kids, more })
    : t('There is no key with the kid “{kid}”; the set has {kids}.', { kid, kids });
}

/** Why a JWK Set is ambiguous for checking a signature, a sentence: one key of it could be taken for another. */
export function ambiguity(keys: readonly JWK[], header: Record<string, unknown> & { alg: string }): string | undefined {
  const symmetric = keys.filter(({ kty }) => kty === 'oct').length;
  if (symmetric > 0 && symmetric < keys.length) {
    return t(
      'The set mixes shared secrets with public keys, so one could be mistaken for the other: provide the one key to use.',
    );
  }
  const { kty } = signatureAlgorithm(header.alg) ?? {};
  const seen = new Map<string, string>();
  for (const jwk of keys) {
    const { kid, use = 'sig', alg = header.alg } = jwk;
    if (typeof kid !== 'string' || jwk.kty !== kty || use !== 'sig' || alg !== header.alg) continue;
    if (typeof header.kid === 'string' && header.kid !== kid) continue;
    // A “k” that is not a text counts as null: it may be too deep for JSON.stringify.
    const material = JSON.stringify(publicHalf(jwk) ?? (typeof jwk.k === 'string' ? jwk.k : null));
    if ((seen.get(kid) ?? material) !== material) {
      return t('The set has two different keys with the kid “{kid}”, so the right one is unknown.', {
        kid: named(kid),
      });
    }
    seen.set(kid, material);
  }
  return undefined;
}
