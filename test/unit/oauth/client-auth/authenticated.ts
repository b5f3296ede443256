import type { ClientAuthentication } from '../../../../src/oauth/client-auth/client-auth';
import { clientOf, issuer, machine } from '../provider';

/** What a client authentication method puts into a request: the headers, and the form in the body. */
export function authenticated(
  authenticate: ClientAuthentication,
  {
    clientId = 'c',
    clientSecret = 's',
    ...fields
  }: {
    clientId?: string;
    clientSecret?: string;
    basicEncoding?: string;
    grant?: string;
    assertion?: object | undefined;
  },
): { headers: Record<string, string>; form: Record<string, string> } {
  const headers = new Headers();
  const body = new URLSearchParams();
  const client = clientOf({ ...machine, ...fields, clientId }, { clientSecret });
  authenticate(client)({ issuer }, { client_id: clientId }, body, headers);
  return { headers: Object.fromEntries(headers), form: Object.fromEntries(body) };
}
