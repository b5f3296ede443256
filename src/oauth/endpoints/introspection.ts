import { t } from '@vscode/l10n';
import { tokenIntrospection } from 'openid-client';
import { Fault } from '../../faults/fault';
import type { ClientRequest, Reading } from '../client-request';
import { oauthFault, statusFault } from '../error-answer';
import type { Endpoint } from './endpoint';
import { members } from './members';
import { checkable } from '../signed-answer';

/** What the provider says of a token; `active` is false where it is no longer valid, or never was (RFC 7662 section 2.2). */
export type IntrospectionAnswer = Record<string, unknown> & { active: boolean };

/** Asks the provider about an access token (RFC 7662 section 2). */
export function introspection(token: string): ClientRequest<IntrospectionAnswer> {
  return {
    to: 'introspection',
    secrets: [token],
    authenticates: true,
    endpoint: introspectionEndpoint,
    send: async (configuration) => ({
      ...(await tokenIntrospection(configuration, token, { token_type_hint: 'access_token' })),
    }),
  };
}

/** The introspection endpoint. Its answer may be a signed JWT (RFC 9701), which the library checks. */
function introspectionEndpoint(reading: Reading): Endpoint {
  return {
    name: 'introspection',
    member: members.introspection,
    read(answer) {
      const { status, json, jwt, host } = answer;
      if (status === 200 && jwt !== undefined) return checkable(answer, reading);
      if (status === 200 && json !== undefined && typeof json.active === 'boolean') return json;
      if (typeof json?.error === 'string' && json.error !== '')
        throw withHint(oauthFault(json.error, json.error_description, reading.secrets, answer));
      if (status !== 200 || json === undefined) throw withHint(statusFault(answer));
      throw new Fault(
        'response-invalid',
        t('{host} returned no “active” that is true or false (RFC 7662 section 2.2).', { host }),
      );
    },
  };
}

/** Many providers let only chosen clients ask about tokens. */
function withHint(fault: Fault): Fault {
  return fault.code === 'client-unauthorized'
    ? fault.with({ next: t('Allow this client to introspect tokens at the provider.') })
    : fault;
}
