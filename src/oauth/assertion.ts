import { t } from '@vscode/l10n';
import { CompactSign } from 'jose';
import type { ServerMetadata } from 'openid-client';
import { Fault, isFault } from '../faults/fault';
import { plain } from '../faults/plain';
import { members } from './endpoints/members';
import { signJwt } from '../jwt/verify/sign';

/** What a JWT says that a client makes of itself (RFC 7523 section 3). */
export interface AssertionClaims {
  issuer: string;
  subject: string;
  /** `issuer` (default) or `token_endpoint` of the server, or the audience itself. */
  audience?: string | undefined;
  /** Seconds until it expires (default: 300). */
  lifetime?: number | undefined;
  claims?: Record<string, unknown> | undefined;
}

/** How it is signed; what is left out is that of the key. */
export interface AssertionSigning {
  /** A private JWK or PEM, or the octets of a shared secret. */
  key: string | Uint8Array;
  alg?: string | undefined;
  kid?: string | undefined;
}

/**
 * A signed assertion for one request (RFC 7523 section 3): `jti` is new each time.
 * @param now milliseconds since 1970
 * @throws `key-unusable`, which says what is wrong with the key
 */
export function signAssertion(
  { issuer, subject, audience = 'issuer', lifetime = 300, claims = {} }: AssertionClaims,
  { key, alg, kid }: AssertionSigning,
  server: ServerMetadata,
  now: number,
): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  const own = {
    iss: issuer,
    sub: subject,
    aud: audienceOf(audience, server),
    ...{ jti: crypto.randomUUID(), iat: issuedAt, exp: issuedAt + lifetime },
  };
  const all = { ...own, ...claims };
  if (typeof key !== 'string') return signByMac(all, key, { alg, kid });
  return signJwt({ header: { alg, kid }, claims: all, key }).catch((thrown: unknown) => {
    if (!isFault(thrown) || thrown.code !== 'key-unusable') throw thrown;
    throw thrown.with({ next: t('Set the key again as a private JWK or PEM, or correct “alg” in the profile.') });
  });
}

/**
 * A secret may be shorter than its algorithm wants (RFC 7518 section 3.2), and may look like another kind of key: that is
 * for the provider to judge, who has made it.
 */
async function signByMac(
  claims: object,
  secret: Uint8Array,
  { alg = 'HS256', kid }: Omit<AssertionSigning, 'key'>,
): Promise<string> {
  if (!/^HS(256|384|512)$/.test(alg))
    throw new Fault(
      'key-unusable',
      t('The key is a shared secret, but “{alg}” isn’t an algorithm for shared secrets.', { alg: plain(alg, 40) }),
      { next: t('Correct “alg” in the profile: HS256, HS384 or HS512.') },
    );
  const header = { alg, typ: 'JWT', ...(kid !== undefined && { kid }) };
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims))).setProtectedHeader(header).sign(secret);
}

function audienceOf(audience: string, server: ServerMetadata): string {
  if (audience === 'issuer') return server.issuer;
  return audience === members.token ? (server[members.token] ?? server.issuer) : audience;
}
