import { genericGrantRequest } from 'openid-client';
import { credential, source, type Client } from '../credentials';
import { dpopOptions } from '../dpop';
import { put, putOwn, putTarget } from '../parameters';
import { tokenTypeOf } from '../token-type';
import type { RequestGrant } from './grant';

/** RFC 8693: the token of another profile, or a pasted one, is exchanged for one of this client. */
export const grant: RequestGrant = {
  obtained: 'request',
  parameters(settings) {
    const { subject, actor, requestedTokenType } = settings;
    const parameters = new URLSearchParams();
    putTarget(parameters, settings);
    parameters.set('subject_token_type', tokenTypeOf(subject?.type));
    if (actor !== undefined) parameters.set('actor_token_type', tokenTypeOf(actor.type));
    put(parameters, 'requested_token_type', requestedTokenType && tokenTypeOf(requestedTokenType));
    return putOwn(parameters, settings, 'token');
  },
  request(configuration, client) {
    const { settings, credentials } = client;
    const { subject, actor = credentials.actorToken === undefined ? undefined : {} } = settings;
    const parameters = grant.parameters({ ...settings, actor });
    parameters.set('subject_token', tokenOf(client, 'subject', subject));
    if (actor !== undefined) parameters.set('actor_token', tokenOf(client, 'actor', actor));
    return genericGrantRequest(
      configuration,
      'urn:ietf:params:oauth:grant-type:token-exchange',
      parameters,
      dpopOptions(configuration),
    );
  },
};

function tokenOf(client: Client, of: 'subject' | 'actor', named: { profile?: string | undefined } | undefined): string {
  return named?.profile === undefined ? credential(client, `${of}Token`) : source(client, of);
}
