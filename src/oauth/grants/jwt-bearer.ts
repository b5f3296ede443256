import { genericGrantRequest, type ServerMetadata } from 'openid-client';
import { signAssertion, usualAudience } from '../assertion';
import { credential, source, type Client } from '../credentials';
import { dpopOptions } from '../dpop';
import { targetParameters } from '../parameters';
import { signAgain } from '../sign-again';
import type { RequestGrant } from './grant';

/** RFC 7523 section 2.1: a JWT signed here with the stored key, or the token of another profile. */
export const grant: RequestGrant = {
  obtained: 'request',
  parameters: (settings) => targetParameters(settings, 'token'),
  async request(configuration, client) {
    const parameters = grant.parameters(client.settings);
    const assertion = () => assertionOf(client, configuration.serverMetadata());
    parameters.set('assertion', await assertion());
    signAgain(configuration, 'assertion', assertion);
    return genericGrantRequest(
      configuration,
      'urn:ietf:params:oauth:grant-type:jwt-bearer',
      parameters,
      dpopOptions(configuration),
    );
  },
};

async function assertionOf(client: Client, server: ServerMetadata): Promise<string> {
  const { clientId = '', assertion = {} } = client.settings;
  const { profile, issuer = clientId, subject = issuer, lifetime, claims, alg, kid } = assertion;
  const { audience = usualAudience(client.settings) } = assertion;
  if (profile !== undefined) return source(client, 'assertion');
  const key = credential(client, 'privateKey');
  return signAssertion({ issuer, subject, audience, lifetime, claims }, { key, alg, kid }, server, Date.now());
}
