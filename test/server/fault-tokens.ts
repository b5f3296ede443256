import { createHash, randomBytes } from 'node:crypto';
import { exportSPKI, SignJWT, UnsecuredJWT } from 'jose';
import type { CryptoKey, JWK, JWTPayload } from 'jose';
import type { FaultName } from './fault-names';
import { signingKeys } from './keys';

export const faultAudience = 'https://api.faults.example/';
export const faultSubject = 'faulty-user';

/** Signs the tokens of the fault tenant. */
export interface Signer {
  /** The keys that an issuer publishes. */
  jwks(issuer: string): Promise<{ keys: JWK[] }>;
  /** From now on the issuer signs with another key, and publishes only that. */
  rotate(issuer: string): void;
  accessToken(issuer: string, clientId: string, seconds: number): Promise<string>;
  /** An ID token with at most one fault; undefined if the fault is that there is none. */
  idToken(
    claims: { issuer: string; clientId: string; nonce?: string; accessToken?: string },
    fault: FaultName | undefined,
  ): Promise<string | undefined>;
}

export async function createSigner(): Promise<Signer> {
  const own = await signingKeys('faults');
  const rotations = new Map<string, number>();
  const keysOf = async (issuer: string) => {
    const rotated = rotations.get(issuer);
    return rotated === undefined ? own : signingKeys(`faults-${rotated}`);
  };
  const sign = (claims: JWTPayload, key: CryptoKey, kid = own.kid): Promise<string> =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid }).sign(key);
  const foreignKey = async (): Promise<CryptoKey> => (await signingKeys('foreign')).privateKey;

  return {
    jwks: async (issuer) => ({ keys: [(await keysOf(issuer)).publicJwk] }),
    rotate: (issuer) => void rotations.set(issuer, (rotations.get(issuer) ?? 0) + 1),
    accessToken: async (iss, clientId, seconds) => {
      const iat = now();
      const jti = randomBytes(8).toString('hex');
      const claims = { iss, sub: faultSubject, aud: faultAudience, azp: clientId, iat, exp: iat + seconds, jti };
      const { privateKey, kid } = await keysOf(iss);
      return sign(claims, privateKey, kid);
    },
    idToken: async ({ issuer, clientId, nonce, accessToken }, fault) => {
      const iat = now();
      const right: JWTPayload = {
        iss: issuer,
        sub: faultSubject,
        aud: clientId,
        iat,
        exp: iat + 3600,
        ...(nonce !== undefined && { nonce }),
        ...(accessToken !== undefined && { at_hash: hashOf(accessToken) }),
      };
      const claims = { ...right, ...(fault && changedClaims(right, fault)) };
      switch (fault) {
        case 'id-missing':
          return undefined;
        case 'id-garbage':
          return 'not.a.jwt';
        case 'id-alg-none':
          return new UnsecuredJWT(claims).encode();
        case 'id-hs256':
          return new SignJWT(claims)
            .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: own.kid })
            .sign(new TextEncoder().encode(await exportSPKI(own.publicKey)));
        case 'id-signature':
          return sign(claims, await foreignKey());
        case 'id-unknown-kid':
          return sign(claims, await foreignKey(), 'unknown');
        default: {
          const { privateKey, kid } = await keysOf(issuer);
          return sign(claims, privateKey, kid);
        }
      }
    },
  };
}

/** The `at_hash` of an access token, for RS256 (OpenID Connect Core, section 3.2.2.9). */
const hashOf = (accessToken: string): string =>
  createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url');

const now = (): number => Math.floor(Date.now() / 1000);

/** The claims that a fault changes; undefined leaves one out. */
function changedClaims(right: JWTPayload, fault: FaultName): JWTPayload {
  const hourAgo = now() - 3600;
  const changes: Partial<Record<FaultName, Record<string, unknown>>> = {
    'id-iss': { iss: 'https://someone.else.example/' },
    'id-aud': { aud: 'another-client' },
    'id-azp': { aud: [right.aud, 'another-client'], azp: 'another-client' },
    'id-azp-missing': { aud: [right.aud, 'another-client'] },
    'id-exp': { iat: hourAgo - 3600, exp: hourAgo },
    'id-exp-missing': { exp: undefined },
    'id-nonce': { nonce: 'another-nonce' },
    'id-nonce-missing': { nonce: undefined },
    'id-at-hash': { at_hash: hashOf('another token') },
    'id-at-hash-missing': { at_hash: undefined },
    'id-iat-missing': { iat: undefined },
    'id-sub-missing': { sub: undefined },
  };
  return changes[fault] ?? {};
}
