import { t } from '@vscode/l10n';
import { CompactSign } from 'jose';
import type { ServerMetadata } from 'openid-client';
import { Fault } from '../faults/fault';
import { plain } from '../faults/plain';
import type { Settings } from '../profile/settings';
import { members } from './endpoints/members';
import { signingKeyOf } from './signing-key';

/** What a JWT says that a client makes of itself (RFC 7523 section 3). */
export interface AssertionClaims {
  issuer: string;
  subject: string;
  /** `issuer` (default) or `token_endpoint` of the server, or the audience itself. */
  audience?: string | undefined;
  /** Seconds until it expires (default: 300). */
  lifetime?: number | undefined;
  /** Further claims; with null, one is left out. */
  claims?: Record<string, unknown> | undefined;
}

/** How it is signed; what is left out is that of the key. */
export interface AssertionSigning {
  /** A private JWK or PEM, or the octets of a shared secret. */
  key: string | Uint8Array;
  alg?: string | undefined;
  kid?: string | undefined;
  /** The algorithms that the server's metadata list. */
  offered?: readonly string[] | undefined;
}

/**
 * A signed assertion for one request (RFC 7523 section 3): `jti` is new each time.
 * @param now milliseconds since 1970
 * @throws `key-unusable`, which says what is wrong with the key
 */
export async function signAssertion(
  { issuer, subject, audience = 'issuer', lifetime = 300, claims = {} }: AssertionClaims,
  { key, alg, kid, offered }: AssertionSigning,
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
  const signing =
    typeof key === 'string' ? await signingKeyOf(key, alg, offered) : { key, alg: macAlgorithm(alg, offered) };
  const named = kid ?? ('kid' in signing ? signing.kid : undefined);
  const header = { alg: signing.alg, typ: 'JWT', ...(named !== undefined && { kid: named }) };
  const said = Object.entries<unknown>({ ...own, ...claims }).filter(([, value]) => value !== null);
  const payload = new TextEncoder().encode(JSON.stringify(Object.fromEntries(said)));
  return new CompactSign(payload).setProtectedHeader(header).sign(signing.key);
}

/**
 * A secret may be shorter than its algorithm wants (RFC 7518 section 3.2), and may look like another kind of key: that is
 * for the provider to judge, who has made it.
 * @throws `key-unusable`
 */
function macAlgorithm(own: string | undefined, offered: readonly string[] = []): string {
  const isMac = (each: string) => /^HS(256|384|512)$/.test(each);
  const usual = 'HS256';
  const alg = own ?? (offered.includes(usual) ? usual : (offered.find(isMac) ?? usual));
  if (isMac(alg)) return alg;
  throw new Fault(
    'key-unusable',
    t('The key is a shared secret, but “{alg}” isn’t an algorithm for shared secrets.', { alg: plain(alg, 40) }),
    { next: t('Correct “alg” in the profile: HS256, HS384 or HS512.') },
  );
}

/**
 * Whom a client's JWT is for where its profile does not say: the issuer; without one, the token endpoint (RFC 7523 section
 * 3), since nothing is known of how the server calls itself.
 */
export function usualAudience({ issuer }: Pick<Settings, 'issuer'>): string {
  return issuer === undefined ? members.token : 'issuer';
}

function audienceOf(audience: string, server: ServerMetadata): string {
  if (audience === 'issuer') return server.issuer;
  return audience === members.token ? (server[members.token] ?? server.issuer) : audience;
}
