import type { ClientAuth as Authenticate } from 'openid-client';
import { signAssertion, usualAudience } from '../assertion';
import { credential, type Client } from '../credentials';
import { members } from '../endpoints/members';
import type { Endpoint } from '../endpoints/endpoint';

/** Seconds that it lives. It is used at once, and some servers refuse one that lives for two minutes. */
const lifetime = 60;

const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * Authenticates by a JWT that the client signs for each request (RFC 7523 section 2.2).
 * @param kind the stored secret that it is signed with
 * @param member the metadata's member with the address that the request goes to
 * @throws `secret-missing`, and `key-unusable` with the request
 */
export function byAssertion(
  client: Client,
  kind: 'clientSecret' | 'privateKey',
  member: Endpoint['member'] = members.token,
): Authenticate {
  const key = credential(client, kind);
  const { alg, kid, audience = usualAudience(client.settings) } = client.settings.clientAssertion ?? {};
  // The library awaits it, whatever its type says.
  // eslint-disable-next-line @typescript-eslint/no-misused-promises
  return async (server, { client_id: id }, body) => {
    // The octets of the secret's UTF-8 form (OpenID Connect Core section 10.1).
    const material = kind === 'clientSecret' ? new TextEncoder().encode(key) : key;
    const listed: unknown = server.token_endpoint_auth_signing_alg_values_supported;
    const offered = Array.isArray(listed) ? listed.filter((each) => typeof each === 'string') : undefined;
    const signing = { key: material, alg, kid, offered };
    const whom = audience === 'endpoint' ? server[member] : audience;
    const claims = { issuer: id, subject: id, audience: whom, lifetime };
    const assertion = await signAssertion(claims, signing, server, Date.now());
    body.set('client_id', id);
    body.set('client_assertion_type', type);
    body.set('client_assertion', assertion);
  };
}
