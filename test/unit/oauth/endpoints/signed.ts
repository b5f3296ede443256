import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { metadata } from '../provider';

/** A key of an issuer: what `provider` answers for its metadata and its key set, and answers that are signed with it. */
export async function signedBy(issuer: string) {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256', use: 'sig' };
  return {
    answers: (more: object) => ({
      ...metadata({ jwks_uri: `${issuer}/jwks`, ...more }),
      '/jwks': { keys: [jwk] },
    }),
    async sign(claims: JWTPayload, type: string): Promise<Response> {
      const typ = type.slice('application/'.length);
      const signing = new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'k', typ }).setIssuedAt();
      return new Response(await signing.sign(privateKey), { headers: { 'content-type': `${type}; charset=utf-8` } });
    },
  };
}
