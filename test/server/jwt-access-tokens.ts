import { decodeJwt, jwtVerify } from 'jose';
import type { CryptoKey, JWTPayload } from 'jose';
import type { AdapterPayload, Provider } from 'oidc-provider';
import type { Store } from './store';

/**
 * oidc-provider keeps no record of the JWT access tokens that it issues, and knows only opaque ones at userinfo,
 * introspection and revocation. Real vendors know their JWTs there. So a record is kept under the token's `jti`, and
 * requests are passed on with the `jti` in place of the JWT.
 */
export interface JwtAccessTokens {
  /** The `jti` of one of our own JWTs that is valid for this request, else the token as it is. */
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
    // oidc-provider refuses a token with an audience at userinfo; `resolve` checks the audience instead.
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
