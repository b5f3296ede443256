import { CompactSign, type JWK } from 'jose';
import { Fault } from '../../faults/fault';
import { isNone, signatureAlgorithm, usualAlgorithm } from '../keys/algorithms';
import { isPrivate, keyMembers, misfitForSignature, named, secretOf } from '../keys/jwk';
import { readKey } from '../keys/key-material';

/**
 * Signs claims, for tests (RFC 7515 section 5.1). They go out exactly as given: no time is added.
 * The algorithm is the header’s, else the key’s own, else the usual one of its type (RS256, ES256 to ES512 by the
 * curve, EdDSA, HS256). “typ” is “JWT” and “kid” the key’s, unless the header says otherwise.
 * @param input the key is a private JWK or PEM, or a shared secret, which is taken as text
 * @throws `argument-invalid` for claims or a header that are none, `key-unusable`
 */
export async function signJwt(input: {
  header?: Record<string, unknown>;
  claims: Record<string, unknown>;
  key: unknown;
}): Promise<string> {
  const { header = {}, claims } = input;
  const payload = jsonOf(claims, 'The claims are');
  jsonOf(header, 'The header is');
  if (header.crit !== undefined || header.b64 === false) {
    throw new Fault('argument-invalid', 'Critical extensions (“crit”, “b64”) cannot be signed here.');
  }
  const given = await signingKey(input.key);
  const jwk = given instanceof Uint8Array ? undefined : given;
  const alg = header.alg ?? jwk?.alg ?? (jwk ? usualAlgorithm(jwk) : 'HS256');
  if (typeof alg !== 'string') throw unusable('The key does not say for which algorithm it is: name it as “alg”.');
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
      missing ? `This runtime has no “${named(alg)}”.` : 'The key cannot be read: a part of it is wrong.',
      cause,
    );
  }
}

/** @param jwk undefined for a shared secret given as text, which may be of any length */
function misfitForSigning(jwk: JWK | undefined, alg: string): string | undefined {
  if (isNone(alg)) return 'A JWT with the alg “none” is not signed: choose an algorithm.';
  if (jwk === undefined && signatureAlgorithm(alg)?.kty !== 'oct') {
    return `The key is a shared secret, but “${named(alg)}” is no algorithm for one.`;
  }
  const misfit = jwk && misfitForSignature(jwk, alg, 'sign');
  if (misfit !== undefined || jwk === undefined || jwk.kty === 'oct' || isPrivate(jwk)) return misfit;
  return 'The key is a public one: signing needs the private key.';
}

/** A JWK, or the octets of a shared secret given as text. */
async function signingKey(key: unknown): Promise<JWK | Uint8Array> {
  const material = await readKey(key);
  if (material.kind === 'set') throw unusable('The key is a JWK Set: give the one key to sign with.');
  return material.kind === 'jwk'
    ? material.jwk
    : (material.readings.find(({ as }) => as === 'text, white space included') ?? material.readings[0]).bytes;
}

function withoutUndefined(header: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(header).filter(([, value]) => value !== undefined));
}

/** @throws `argument-invalid` for what JSON has no object for: lists, dates, numbers beyond it */
function jsonOf(value: unknown, subject: string): string {
  let json: unknown;
  try {
    json = JSON.stringify(value);
  } catch (cause) {
    throw new Fault('argument-invalid', `${subject} not fit for JSON.`, { cause });
  }
  // Undefined, whatever its type says, for what has no JSON.
  if (typeof json !== 'string' || !json.startsWith('{'))
    throw new Fault('argument-invalid', `${subject} no JSON object.`);
  return json;
}

function unusable(what: string, cause?: unknown): Fault {
  return new Fault('key-unusable', what, { cause });
}
