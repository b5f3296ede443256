import { buildEndSessionUrl } from 'openid-client';
import type { ClientRequest } from '../client-request';
import { secureUrl } from '../transport';

/**
 * The address at which a person ends the session at the provider (OpenID Connect RP-Initiated Logout 1.0 section 2), for
 * the browser. It has no `id_token_hint`: addresses end up in lists of processes, histories and logs, and an ID token is
 * a token. Without it the provider may ask who signs out. It has no `post_logout_redirect_uri` either: none is certain to
 * be registered.
 * @param hint what the provider itself calls the session or the user's sign-in (`logout_hint`)
 */
export function endSession(hint: string | undefined): ClientRequest<string> {
  return {
    to: 'endSession',
    secrets: [],
    authenticates: false,
    send: (configuration) => {
      const { href } = buildEndSessionUrl(configuration, hint === undefined ? {} : { logout_hint: hint });
      return secureUrl(href).href;
    },
  };
}
