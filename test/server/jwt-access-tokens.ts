import { decodeJwt, jwtVerify } from 'jose';
import type { CryptoKey, JWTPayload } from 'jose';
import type { AdapterPayload, Provider } from 'oidc-provider';
import type { Store } from './store';

/**
 * oidc-provider keeps no record of the JWT access tokens that it issues, and answers about opaque ones only. Real
 * vendors answer for JWTs too (userinfo, introspection, revocation), so a record is kept under the token's `jti`, and
 * requests are handed on with the `jti` in the place of the JWT.
 */
export interface JwtAccessTokens {
  /** The `jti` of one of our own JWTs that is still valid and fits, else the token as it is. */
  resolve(token: string, fits?: (claims: JWTPayload) => boolean): Promise<{ token: string; claims?: JWTPayload }>;
}

/** Tokens as oidc-provider emits them, with the fields that its own records have. */
interface IssuedToken {
  jti: string;
  kind: string;
  expiration: number;
  constructor: { IN_PAYLOAD: string[] };
}

export function recordJwtAccessTokens(provider: Provider, store: Store, publicKey: CryptoKey): JwtAccessTokens {
  const remember = (token: IssuedToken): void => {
    const now = Math.floor(Date.now() / 1000);
    const fields = token.constructor.IN_PAYLOAD.map((name) => [name, (token as unknown as AdapterPayload)[name]]);
    const payload: AdapterPayload = {
      ...Object.fromEntries(fields.filter(([, value]) => value !== undefined)),
      iat: now,
      exp: now + token.expiration,
    };
    // With an audience oidc-provider would refuse the token at userinfo; whether it fits is asked in `resolve`.
    delete payload.aud;
    void store.adapter(token.kind).upsert(token.jti, payload, token.expiration);
  };
  const events = provider as unknown as { on(event: string, listener: (token: IssuedToken) => void): void };
  events.on('access_token.issued', remember);
  events.on('client_credentials.issued', remember);

  return {
    resolve: async (token, fits = () => true) => {
      try {
        if (!decodeJwt(token).jti) return { token };
        const { payload } = await jwtVerify(token, publicKey, { issuer: provider.issuer });
        return payload.jti && fits(payload) ? { token: payload.jti, claims: payload } : { token };
      } catch {
        return { token };
      }
    },
  };
}
