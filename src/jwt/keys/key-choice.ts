import type { JWK } from 'jose';
import { signatureAlgorithm } from './algorithms';
import { named, publicHalf } from './jwk';

/** More keys than these are not tried one after the other: a hostile set has thousands. */
const mostKeys = 100;

/**
 * The keys of a JWK Set that a token may be meant for: those of its “kid”, else those without one; of these, what fits.
 * @param misfit why a key does not serve, a sentence, or undefined
 * @returns a reason, where there is none
 */
export function chooseKeys(
  keys: readonly JWK[],
  kid: unknown,
  misfit: (jwk: JWK) => string | undefined,
): JWK[] | { reason: string } {
  const exact = keys.filter((jwk) => jwk.kid === kid);
  const meant = typeof kid !== 'string' ? keys : exact.length > 0 ? exact : keys.filter((jwk) => jwk.kid === undefined);
  if (meant.length === 0)
    return { reason: `There is no key with the kid “${named(kid)}”; the set has ${kidsOf(keys)}.` };
  const fitting = meant.filter((jwk) => misfit(jwk) === undefined);
  if (fitting.length > mostKeys) return { reason: `More than ${mostKeys} keys of the set fit: give the one key.` };
  if (fitting.length > 0) return fitting;
  const [only] = meant;
  const why = only !== undefined && meant.length === 1 ? (misfit(only) ?? '') : '';
  return { reason: why || `None of the set’s keys fits: it has ${meant.length} of other types or uses.` };
}

/** What makes a JWK Set ambiguous for checking a signature: keys of which one could be taken for another. */
export function ambiguity(keys: readonly JWK[], header: Record<string, unknown> & { alg: string }): string | undefined {
  const symmetric = keys.filter(({ kty }) => kty === 'oct').length;
  if (symmetric > 0 && symmetric < keys.length) {
    return 'The set mixes shared secrets with public keys, so that one could be taken for the other: give the one key.';
  }
  const { kty } = signatureAlgorithm(header.alg) ?? {};
  const seen = new Map<string, string>();
  for (const jwk of keys) {
    const { kid, use = 'sig', alg = header.alg } = jwk;
    if (typeof kid !== 'string' || jwk.kty !== kty || use !== 'sig' || alg !== header.alg) continue;
    if (typeof header.kid === 'string' && header.kid !== kid) continue;
    // A “k” that is no text is none; it may be nested too deeply to be written.
    const material = JSON.stringify(publicHalf(jwk) ?? (typeof jwk.k === 'string' ? jwk.k : null));
    if ((seen.get(kid) ?? material) !== material) {
      return `The set has two different keys with the kid “${named(kid)}”: it does not say which is right.`;
    }
    seen.set(kid, material);
  }
  return undefined;
}

function kidsOf(keys: readonly JWK[]): string {
  const kids = keys.flatMap(({ kid }) => (typeof kid === 'string' ? [`“${named(kid)}”`] : []));
  const shown = kids.slice(0, 5).join(', ');
  return kids.length > 5 ? `${shown} and ${kids.length - 5} more` : shown || 'keys without one';
}
