import { t } from '@vscode/l10n';
import { CompactSign, type JWK } from 'jose';
import { Fault } from '../../faults/fault';
import { isNone, signatureAlgorithm, usualAlgorithm } from '../keys/algorithms';
import { isPrivate, keyMembers, misfitForSignature, named, secretOf } from '../keys/jwk';
import { readKey } from '../keys/key-material';

/**
 * Signs claims, for tests (RFC 7515 section 5.1). They are signed exactly as given: no time is added. The algorithm is
 * that of the header, else that of the key, else the usual one of its type (RS256, ES256 to ES512 by the curve, EdDSA,
 * HS256). “typ” is “JWT” and “kid” that of the key, unless the header says otherwise.
 * @param input the key is a private JWK or PEM, or a shared secret, which is taken as text
 * @throws `argument-invalid` if claims or header are not a JSON object, `key-unusable`
 */
export async function signJwt(input: {
  header?: Record<string, unknown>;
  claims: Record<string, unknown>;
  key: unknown;
}): Promise<string> {
  const { header = {}, claims } = input;
  const payload = jsonOf(claims, 'claims');
  jsonOf(header, 'header');
  if (header.crit !== undefined || header.b64 === false) {
    throw new Fault('argument-invalid', t('Token Deck cannot sign critical extensions (“crit”, “b64”).'));
  }
  const given = await signingKey(input.key);
  const jwk = given instanceof Uint8Array ? undefined : given;
  const alg = header.alg ?? jwk?.alg ?? (jwk ? usualAlgorithm(jwk) : 'HS256');
  if (typeof alg !== 'string') {
    throw unusable(t('The key does not say which algorithm it is for: set “alg”.'));
  }
  const misfit = misfitForSigning(jwk, alg);
  if (misfit !== undefined) throw unusable(misfit);
  const kid = jwk?.kid === undefined ? {} : { kid: jwk.kid };
  const key = given instanceof Uint8Array ? given : (secretOf(given) ?? { ...keyMembers(given), alg });
  try {
    return await new CompactSign(new TextEncoder().encode(payload))
      .setProtectedHeader({ alg, typ: 'JWT', ...kid, ...withoutUndefined(header) })
      .sign(key);
  } catch (cause) {
    const missing = cause instanceof Error && cause.name === 'NotSupportedError';
    throw unusable(
      missing
        ? t('The algorithm “{alg}” is not available here.', { alg: named(alg) })
        : t('The key cannot be read: a part of it is wrong.'),
      cause,
    );
  }
}

/** @param jwk undefined for a shared secret given as text, which may be of any length */
function misfitForSigning(jwk: JWK | undefined, alg: string): string | undefined {
  if (isNone(alg)) return t('A JWT with the alg “none” is not signed: choose an algorithm.');
  if (jwk === undefined && signatureAlgorithm(alg)?.kty !== 'oct') {
    return t('The key is a shared secret, but “{alg}” isn’t an algorithm for shared secrets.', { alg: named(alg) });
  }
  const misfit = jwk && misfitForSignature(jwk, alg, 'sign');
  if (misfit !== undefined || jwk === undefined || jwk.kty === 'oct' || isPrivate(jwk)) return misfit;
  return t('The key is a public key: signing needs the private key.');
}

/** A JWK, or the octets of a shared secret given as text. */
async function signingKey(key: unknown): Promise<JWK | Uint8Array> {
  const material = await readKey(key);
  if (material.kind === 'set') throw unusable(t('The key is a JWK Set: provide the one key to sign with.'));
  return material.kind === 'jwk'
    ? material.jwk
    : (material.readings.find(({ as }) => as === 'untrimmed') ?? material.readings[0]).bytes;
}

function withoutUndefined(header: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(header).filter(([, value]) => value !== undefined));
}

/** @throws `argument-invalid` for a value that JSON has no object for: a list, a date, a big integer in it */
function jsonOf(value: unknown, subject: 'claims' | 'header'): string {
  let json: unknown;
  try {
    json = JSON.stringify(value);
  } catch (cause) {
    const what =
      subject === 'claims' ? t('The claims cannot be written as JSON.') : t('The header cannot be written as JSON.');
    throw new Fault('argument-invalid', what, { cause });
  }
  // `JSON.stringify` returns undefined, whatever its type says, if there is no JSON for a value.
  if (typeof json === 'string' && json.startsWith('{')) return json;
  const what = subject === 'claims' ? t('The claims aren’t a JSON object.') : t('The header isn’t a JSON object.');
  throw new Fault('argument-invalid', what);
}

function unusable(what: string, cause?: unknown): Fault {
  return new Fault('key-unusable', what, { cause });
}
