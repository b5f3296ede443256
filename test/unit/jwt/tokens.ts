import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { verifyJwt, type Check, type Expected, type GivenKeys } from '../../../src/jwt/verify/verify';

/** Made by Node’s own crypto, so that the code under test does not check itself. */

export const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
export const raw = (text: string | Uint8Array) => Buffer.from(text).toString('base64url');

/** A JWT with whatever stands for its signature. */
export const jwt = (header: unknown, claims: unknown, signature = 'c2ln') =>
  `${part(header)}.${part(claims)}.${signature}`;

export const pairs = {
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  other: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ec: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ed: generateKeyPairSync('ed25519'),
};

/** Signed with a secret by HMAC. */
export function hmac(secret: string | Uint8Array, header: object = {}, claims: unknown = {}, bits = 256): string {
  const input = `${part({ alg: `HS${bits}`, ...header })}.${part(claims)}`;
  return `${input}.${createHmac(`sha${bits}`, secret).update(input).digest('base64url')}`;
}

/** Signed with a private key: RS256, ES256 or EdDSA by its type. */
export function signed(key: KeyObject, header: object = {}, claims: unknown = {}): string {
  const algorithms = { rsa: 'RS256', ec: 'ES256', ed25519: 'EdDSA' } as const;
  const type = key.asymmetricKeyType as keyof typeof algorithms;
  const input = `${part({ alg: algorithms[type], ...header })}.${part(claims)}`;
  const digest = type === 'ed25519' ? null : 'sha256';
  return `${input}.${sign(digest, Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

/** When the tests take place, in milliseconds and in seconds since 1970: 2026-01-01 00:00 UTC. */
export const now = Date.UTC(2026, 0, 1);
export const seconds = now / 1000;

/** One of the four checks. */
export async function check(
  name: Check['name'],
  token: string,
  keys: GivenKeys = {},
  expected: Expected = {},
): Promise<Check> {
  const { checks } = await verifyJwt(token, keys, expected, now);
  assert.deepEqual(
    checks.map((one) => one.name),
    ['format', 'signature', 'claims', 'permissions'],
  );
  return checks.find((one) => one.name === name) ?? assert.fail(name);
}

/** Asserts what a check found, its reason too. */
export function found({ ok, reason }: Check, expected: boolean | null, pattern?: RegExp): void {
  assert.equal(ok, expected, reason);
  if (pattern !== undefined) assert.match(reason, pattern);
  assert.match(reason, /^\p{Lu}.*\.$/su, 'a sentence');
}
