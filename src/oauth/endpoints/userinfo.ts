import { t } from '@vscode/l10n';
import { fetchUserInfo, skipSubjectCheck } from 'openid-client';
import { Fault } from '../../faults/fault';
import type { ClientRequest, Reading } from '../client-request';
import { oauthFault, statusFault } from '../error-answer';
import { dpopOptions, wantsNonce } from '../dpop';
import { bearerFault } from '../bearer-fault';
import type { Endpoint } from './endpoint';
import { members } from './members';
import { checkable } from '../signed-answer';

/** Claims about the user (OpenID Connect Core section 5.3.2). */
export type UserInfo = Record<string, unknown> & { sub: string };

/**
 * Asks the provider about the user of an access token (OpenID Connect Core section 5.3).
 * @param subject that of the ID token, where there is one: claims about anyone else are not used (section 5.3.2)
 */
export function userInfo(accessToken: string, subject: string | undefined): ClientRequest<UserInfo> {
  return {
    to: 'userinfo',
    secrets: [accessToken],
    authenticates: false,
    endpoint: userInfoEndpoint,
    send: async (configuration) => {
      // Marked as deprecated only to draw attention: the subject is compared below, where there is one.
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      const claims = await fetchUserInfo(configuration, accessToken, skipSubjectCheck, dpopOptions(configuration));
      if (subject !== undefined && claims.sub !== subject)
        throw new Fault(
          'response-invalid',
          t('The answer is about a different user than the one who signed in (sub); it was not used.'),
          { next: t('Sign in again. If that does not help, report this to the provider.'), reason: 'other-user' },
        );
      return { ...claims };
    },
  };
}

/** The userinfo endpoint. Its answer may be a signed JWT (section 5.3.2), which the library checks. */
function userInfoEndpoint(reading: Reading): Endpoint {
  let hasNonce = false;
  return {
    name: 'userinfo',
    member: members.userinfo,
    read(answer) {
      const { status, json, jwt, host } = answer;
      if (status === 200 && jwt !== undefined) return checkable(answer, reading);
      // The library goes on from its challenge, once.
      if (!hasNonce && status === 401 && wantsNonce(answer)) {
        hasNonce = true;
        return {};
      }
      const refused = bearerFault(answer, reading.secrets);
      if (refused !== undefined) throw refused;
      if (typeof json?.error === 'string' && json.error !== '')
        throw oauthFault(json.error, json.error_description, reading.secrets, answer);
      if (status !== 200 || json === undefined) throw statusFault(answer);
      if (typeof json.sub !== 'string' || json.sub === '')
        throw new Fault(
          'response-invalid',
          t('{host} returned no “sub” (OpenID Connect Core section 5.3.2).', { host }),
        );
      return json;
    },
  };
}
