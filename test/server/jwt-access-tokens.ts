import { decodeJwt, jwtVerify } from 'jose';
import type { CryptoKey, JWTPayload } from 'jose';
import type { AdapterPayload, Provider } from 'oidc-provider';
import type { Store } from './store';

/**
 * oidc-provider does not record the JWT access tokens that it issues, and accepts only opaque ones at its own endpoints.
 * Vendors accept JWTs there too (userinfo, introspection, revocation). So they are recorded here under their `jti`, and
 * requests are passed on with the `jti` instead of the JWT.
 */
export interface JwtAccessTokens {
  /** The `jti` of one of our own JWTs, if it is valid and fits, else the token itself. */
  resolve(token: string, fits?: (claims: JWTPayload) => boolean): Promise<{ token: string; claims?: JWTPayload }>;
}

/** Tokens as oidc-provider emits them, with the fields of its own records. */
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
