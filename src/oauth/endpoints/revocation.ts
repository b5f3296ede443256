import { tokenRevocation } from 'openid-client';
import type { ClientRequest, Reading } from '../client-request';
import { isSuccess, oauthFault, statusFault } from '../error-answer';
import type { Endpoint } from './endpoint';
import { members } from './members';

/** Which kind of token is revoked, as a hint (RFC 7009 section 2.1). */
export type RevocableToken = 'refresh_token' | 'access_token';

/** Has a token revoked (RFC 7009 section 2). A token that the server does not know counts as revoked (section 2.2). */
export function revocation(token: string, kind: RevocableToken): ClientRequest<void> {
  return {
    to: 'revocation',
    secrets: [token],
    authenticates: true,
    endpoint: revocationEndpoint,
    send: (configuration) => tokenRevocation(configuration, token, { token_type_hint: kind }),
  };
}

/** The revocation endpoint. What a successful answer's body says does not matter, unless it is an error or a web page. */
function revocationEndpoint({ secrets }: Pick<Reading, 'secrets'>): Endpoint {
  return {
    name: 'revocation',
    member: members.revocation,
    read(answer) {
      const { status, json, html } = answer;
      if (typeof json?.error === 'string' && json.error !== '')
        throw oauthFault(json.error, json.error_description, secrets, answer);
      if (!isSuccess(status) || html) throw statusFault(answer);
      return {};
    },
  };
}
