import { compactVerify, decodeProtectedHeader, type JWK } from 'jose';
import { signatureAlgorithm } from '../jwt/keys/algorithms';
import { misfitForSignature, publicHalf } from '../jwt/keys/jwk';
import { isObject } from '../profile/json-value';
import type { KeySet } from './endpoints/jwks';

/** No more keys than this are tried one after the other: a hostile set has thousands. */
const mostKeys = 16;

/**
 * The key set as the library needs it to check one JWS. Where several keys fit, it accepts only a JWS that names its key
 * (`kid`). One that names none is tried here with each of them (RFC 7515 appendix D), and of the keys that could be taken
 * for one another, only the one that signed it is left, or the first where none did. The library checks the signature
 * with that one, and everything else.
 * @param jws as it came, still unchecked; undefined where nothing came that is signed
 * @returns the set as it is where there is nothing to choose, and where more than 16 keys fit
 */
export async function fittingKeys(set: KeySet, jws = ''): Promise<KeySet> {
  const { alg, kid } = headerOf(jws);
  // With an HMAC, a public key could be taken for a shared secret.
  if (alg === undefined || kid !== undefined || (signatureAlgorithm(alg)?.kty ?? 'oct') === 'oct') return set;
  const keys = set.keys.filter((key): key is JWK => isObject(key) && typeof key.kty === 'string');
  const fitting = keys.filter((jwk) => misfitForSignature(jwk, alg, 'verify') === undefined);
  const [first] = fitting;
  if (first === undefined || fitting.length > mostKeys) return set;
  const chosen = fitting.length === 1 ? first : ((await signerOf(jws, alg, fitting)) ?? first);
  const others = keys.filter(
    (jwk) => jwk.kty !== chosen.kty || jwk.crv !== chosen.crv || (jwk.alg !== undefined && jwk.alg !== alg),
  );
  return { ...set, keys: [{ ...chosen, alg }, ...others] };
}

async function signerOf(jws: string, alg: string, keys: readonly JWK[]): Promise<JWK | undefined> {
  for (const jwk of keys) {
    try {
      await compactVerify(jws, { ...publicHalf(jwk), kty: jwk.kty }, { algorithms: [alg] });
      return jwk;
    } catch {
      // Another key may have signed it. That none did is for the library to say.
    }
  }
  return undefined;
}

function headerOf(jws: string): { alg?: string | undefined; kid?: unknown } {
  try {
    return decodeProtectedHeader(jws);
  } catch {
    return {};
  }
}
