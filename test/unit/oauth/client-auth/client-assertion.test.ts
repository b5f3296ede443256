import assert from 'node:assert/strict';
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { byAssertion } from '../../../../src/oauth/client-auth/client-assertion';
import { pairs, pem } from '../../../support/key-pairs';
import { faultOf } from '../../faults/fault-of';
import { clientOf, issuer, machine } from '../provider';

/** The form that an authentication makes. */
async function formOf(
  kind: 'clientSecret' | 'privateKey',
  secret: string,
  fields: object = {},
  member?: Parameters<typeof byAssertion>[2],
) {
  const body = new URLSearchParams();
  const client = clientOf({ ...machine, ...fields }, { [kind]: secret });
  const server = { issuer, token_endpoint: `${issuer}/token`, revocation_endpoint: `${issuer}/revoke` };
  // The library awaits it.
  await (byAssertion(client, kind, member)(server, { client_id: 'c' }, body, new Headers()) as unknown);
  return Object.fromEntries(body) as Record<string, string>;
}

describe('oauth: a client’s assertion', () => {
  it('goes into the body with its type and the client’s id', async () => {
    const { client_assertion: assertion = '', ...rest } = await formOf('privateKey', pem(pairs.ec.privateKey, 'pkcs8'));
    assert.deepEqual(rest, {
      client_id: 'c',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    });
    const { payload } = await jwtVerify(assertion, pairs.ec.publicKey, { audience: issuer, issuer: 'c', subject: 'c' });
    assert.ok(payload.jti);
    // mock-oauth2-server, for one, refuses what lives for two minutes.
    assert.equal(Number(payload.exp) - Number(payload.iat), 60);
  });

  it('is for whom the profile says, with its algorithm and key id', async () => {
    const clientAssertion = { audience: 'token_endpoint', alg: 'PS256', kid: 'mine' };
    const { client_assertion: assertion = '' } = await formOf('privateKey', pem(pairs.rsa.privateKey, 'pkcs8'), {
      clientAssertion,
    });
    assert.equal(decodeJwt(assertion).aud, `${issuer}/token`);
    assert.deepEqual(decodeProtectedHeader(assertion), { alg: 'PS256', typ: 'JWT', kid: 'mine' });
  });

  it('is for the token endpoint where the profile has no issuer', async () => {
    const { client_assertion: assertion = '' } = await formOf('clientSecret', 'a secret', { issuer: undefined });
    assert.equal(decodeJwt(assertion).aud, `${issuer}/token`);
  });

  for (const [member, path] of [
    [undefined, '/token'],
    ['token_endpoint', '/token'],
    ['revocation_endpoint', '/revoke'],
  ] as const) {
    it(`is for the endpoint that it goes to where the profile says so: ${path}, ${member ?? 'by default'}`, async () => {
      const fields = { clientAssertion: { audience: 'endpoint' } };
      const { client_assertion: assertion = '' } = await formOf('clientSecret', 'a secret', fields, member);
      assert.equal(decodeJwt(assertion).aud, issuer + path);
    });
  }

  for (const secret of ['a secret with ü', '{"kty":"oct"}', 'short']) {
    it(`has a MAC by the octets of the secret, whatever it looks like: ${secret}`, async () => {
      const { client_assertion: assertion = '' } = await formOf('clientSecret', secret);
      await jwtVerify(assertion, new TextEncoder().encode(secret), { algorithms: ['HS256'], audience: issuer });
    });
  }

  it('is refused with a secret and an algorithm for key pairs', async () => {
    const fault = await faultOf(formOf('clientSecret', 'the secret', { clientAssertion: { alg: 'ES256' } }));
    assert.equal(fault.code, 'key-unusable');
    assert.ok(!fault.message.includes('the secret'), fault.message);
  });

  it('is refused without a secret', () => {
    assert.throws(() => byAssertion(clientOf(machine), 'privateKey'), /No private key is stored/);
  });
});
