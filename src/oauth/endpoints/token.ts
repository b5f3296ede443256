import type { Settings } from '../../profile/settings';
import type { Endpoint } from './endpoint';
import { readTokenAnswer, type TokenAnswer } from './token-answer';

/** What a token request has of its own. */
export interface TokenRequest {
  format: Settings['tokenRequestFormat'];
  /** The redirect URI of the login that the request ends. */
  redirectUri?: string | undefined;
  /** What must not appear in a message. */
  secrets: readonly string[];
  /** Whether an ID token can be checked; one that cannot is worth nothing, and is not kept. */
  checksIdToken: boolean;
}

/** The token endpoint (RFC 6749 section 3.2), for one request. */
export function tokenEndpoint({ format, redirectUri, secrets, checksIdToken }: TokenRequest): Endpoint<TokenAnswer> {
  return {
    name: 'token',
    member: 'token_endpoint',
    prepare(init) {
      const body = new URLSearchParams(init.body as URLSearchParams);
      // The library rebuilds the redirect URI without its query; it must be the one of the authorization request
      // (RFC 6749 section 4.1.3).
      if (redirectUri !== undefined) body.set('redirect_uri', redirectUri);
      return format === 'json' ? asJson(init, body) : { ...init, body };
    },
    read(answer) {
      // An answer that the library itself goes on from: it repeats the request with the nonce (RFC 9449 section 8).
      if (answer.json?.error === 'use_dpop_nonce' && answer.headers.has('dpop-nonce'))
        return answer.json as unknown as TokenAnswer;
      const { id_token: idToken, ...fields } = readTokenAnswer(answer, secrets);
      return checksIdToken && idToken !== undefined ? { ...fields, id_token: idToken } : fields;
    },
  };
}

function asJson(init: RequestInit, body: URLSearchParams): RequestInit {
  const fields = Object.fromEntries(
    [...new Set(body.keys())].map((name) => {
      const values = body.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
  return {
    ...init,
    headers: { ...(init.headers as Record<string, string>), 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  };
}
