import { CompactSign, type JWK } from 'jose';
import { Fault } from '../faults/fault';
import { isNone, usualAlgorithm } from './algorithms';
import { isObject } from './base64url';
import { isPrivate, keyMembers, misfitForSignature, named, secretOf } from './jwk';
import { readKey } from './key-material';

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
  if (!isObject(claims)) throw new Fault('argument-invalid', 'The claims are no object.');
  if (!isObject(header)) throw new Fault('argument-invalid', 'The header is no object.');
  const { jwk, secret } = await signingKey(input.key);
  const alg = header.alg ?? jwk?.alg ?? (jwk ? usualAlgorithm(jwk) : 'HS256');
  if (typeof alg !== 'string') throw unusable('The key does not say for which algorithm it is: name it as “alg”.');
  if (isNone(alg)) throw unusable('A JWT with the alg “none” is not signed: choose an algorithm.');
  if (header.crit !== undefined || header.b64 === false) {
    throw new Fault('argument-invalid', 'Critical extensions (“crit”, “b64”) cannot be signed here.');
  }
  const misfit = misfitForSignature(jwk ?? { kty: 'oct', k: longEnough }, alg, 'sign');
  if (misfit !== undefined) throw unusable(misfit);
  if (jwk !== undefined && jwk.kty !== 'oct' && !isPrivate(jwk)) {
    throw unusable('The key is a public one: signing needs the private key.');
  }
  const kid = jwk?.kid === undefined ? {} : { kid: jwk.kid };
  const complete = { alg, typ: 'JWT', ...kid, ...withoutUndefined(header) };
  const key = secret ?? (jwk && (secretOf(jwk) ?? { ...keyMembers(jwk), alg }));
  if (key === undefined) throw unusable('The key is none.');
  const payload = new TextEncoder().encode(jsonOf(claims));
  jsonOf(complete);
  try {
    return await new CompactSign(payload).setProtectedHeader(complete).sign(key);
  } catch (cause) {
    const missing = cause instanceof Error && cause.name === 'NotSupportedError';
    throw unusable(
      missing ? `This runtime has no “${named(alg)}”.` : 'The key cannot be read: a part of it is wrong.',
      cause,
    );
  }
}

/** Stands for a shared secret given as text: it may be of any length. */
const longEnough = 'A'.repeat(86);

async function signingKey(key: unknown): Promise<{ jwk?: JWK; secret?: Uint8Array }> {
  const material = await readKey(key);
  if (material.kind === 'jwk') return { jwk: material.jwk };
  if (material.kind === 'set') throw unusable('The key is a JWK Set: give the one key to sign with.');
  const [text] = material.readings;
  return text === undefined ? {} : { secret: text.bytes };
}

function withoutUndefined(header: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(header).filter(([, value]) => value !== undefined));
}

function jsonOf(value: Record<string, unknown>): string {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw new Fault('argument-invalid', 'The header or the claims cannot be written as JSON.', { cause });
  }
}

function unusable(what: string, cause?: unknown): Fault {
  return new Fault('key-unusable', what, { cause });
}
