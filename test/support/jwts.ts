import { createHash, createHmac, sign, type KeyObject } from 'node:crypto';

/**
 * JWTs for tests. Node’s own crypto makes and reads them, so that the code under test does not check itself; and since
 * they are made, no token in the repository looks like one that leaked.
 */

/** A text or bytes in base64url. */
export const base64url = (content: string | Uint8Array): string => Buffer.from(content).toString('base64url');

/** A part of a token: a text or bytes as they are, anything else as JSON. */
export const part = (content: unknown): string =>
  base64url(typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content));

/** A JWT whose signature no key made. Claims and header as `part` takes them. */
export const jwt = (
  claims: unknown = {},
  header: unknown = { alg: 'RS256', typ: 'JWT' },
  signature = 'c2lnbmF0dXJl',
): string => `${part(header)}.${part(claims)}.${signature}`;

/** A JWE that no key decrypts. */
export const jwe = (header: unknown = { alg: 'dir', enc: 'A256GCM' }): string => `${part(header)}..aXY.Y2lwaGVy.dGFn`;

/** A JWT signed with a secret by HMAC. */
export function hmac(secret: string | Uint8Array, claims: unknown = {}, header: object = {}, bits = 256): string {
  const input = `${part({ alg: `HS${bits}`, ...header })}.${part(claims)}`;
  return `${input}.${createHmac(`sha${bits}`, secret).update(input).digest('base64url')}`;
}

/** A JWT signed with a private key: RS256, ES256 or EdDSA by its type. */
export function signed(key: KeyObject, claims: unknown = {}, header: object = {}): string {
  const algorithms = { rsa: 'RS256', ec: 'ES256', ed25519: 'EdDSA' } as const;
  const type = key.asymmetricKeyType as keyof typeof algorithms;
  const input = `${part({ alg: algorithms[type], ...header })}.${part(claims)}`;
  const digest = type === 'ed25519' ? null : 'sha256';
  return `${input}.${sign(digest, Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

/** The digest by which an SD-JWT refers to a disclosure (RFC 9901 section 4.2.3). */
export const digestOf = (disclosure: string, algorithm = 'sha256'): string =>
  createHash(algorithm).update(disclosure).digest('base64url');

/** A part of a token as the JSON that it encodes. */
export const decodedPart = (token: string, index: number): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString()) as Record<string, unknown>;
