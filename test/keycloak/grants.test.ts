import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import { pairs, pem } from '../support/key-pairs';
import { faultOf } from '../unit/faults/fault-of';
import { given } from './given';
import { clients, people, publicClients, signer } from './realm';
import { keepSecretsOutOfLogs, machine, profile, world } from './world';

describe('Keycloak: further grants and client authentications', () => {
  keepSecretsOutOfLogs();
  const { exchanging, hmac } = clients;
  const television = profile({
    ...{ id: 'television', grant: 'device_code', clientAuth: 'none', scope: 'openid' },
    clientId: publicClients.television,
  });
  const exchange = (fields: object = {}) =>
    profile({
      ...{ id: 'exchange', grant: 'token_exchange', clientId: exchanging.clientId, subject: { profile: 'television' } },
      ...fields,
    });
  const password = profile({
    ...{ grant: 'password', clientId: exchanging.clientId, username: people.kim.username, scope: 'openid' },
  });

  it('a client signs with its secret', async () => {
    const { service, secrets } = world();
    const known = machine(hmac.clientId, { clientAuth: 'client_secret_jwt' });
    await secrets.set('clientSecret', known, hmac.secret);
    assert.equal(decodeJwt((await service.get(known)).accessToken)['azp'], hmac.clientId);
  });

  for (const audience of ['issuer', 'token_endpoint'])
    it(`a client signs with its key, for the ${audience}`, async () => {
      const { service, secrets, exchanged } = world();
      const known = machine(signer, {
        clientAuth: 'private_key_jwt',
        clientAssertion: { audience, kid: 'signer' },
      });
      await secrets.set('privateKey', known, given().signerKey);
      assert.equal(decodeJwt((await service.get(known)).accessToken)['azp'], signer);
      assert.ok(!exchanged.some(({ form }) => 'client_secret' in form));
    });

  it('a client with another key is refused', async () => {
    const { service, secrets } = world();
    const known = machine(signer, { clientAuth: 'private_key_jwt', clientAssertion: { kid: 'signer' } });
    await secrets.set('privateKey', known, pem(pairs.ec.privateKey, 'pkcs8'));
    assert.equal((await faultOf(service.get(known))).code, 'client-refused');
  });

  it('a person’s password gets tokens, which are renewed without it', async () => {
    const { service, secrets, tokenRequests } = world();
    await secrets.set('clientSecret', password, exchanging.secret);
    await secrets.set('password', password, people.kim.password);
    const set = await service.get(password);
    assert.equal(decodeJwt(set.accessToken)['preferred_username'], people.kim.username);
    await service.get(password, { forceRefresh: true });
    assert.deepEqual(
      tokenRequests().map(({ form, status }) => [form.grant_type, status]),
      [
        ['password', 200],
        ['refresh_token', 200],
      ],
    );
  });

  it('a wrong password is refused', async () => {
    const { service, secrets } = world();
    await secrets.set('clientSecret', password, exchanging.secret);
    await secrets.set('password', password, 'wrong');
    assert.equal((await faultOf(service.get(password))).code, 'grant-refused');
  });

  it('a person signs in on another device, and a machine exchanges their token for its own', async () => {
    const { service, secrets, asked, tokenRequests } = world({ known: [television] });
    const known = exchange();
    await secrets.set('clientSecret', known, exchanging.secret);
    const claims = decodeJwt((await service.get(known)).accessToken);
    assert.deepEqual([claims['azp'], claims['preferred_username']], [exchanging.clientId, people.dana.username]);
    assert.deepEqual(asked, ['login']);
    const grants = tokenRequests().filter(({ status }) => status === 200);
    assert.deepEqual(
      grants.map(({ form }) => form.grant_type?.split(':').at(-1)),
      ['device_code', 'token-exchange'],
    );
  }).timeout(60_000);

  it('an exchange for an audience that there is not is refused', async () => {
    const { service, secrets } = world({ known: [television] });
    const known = exchange({ audience: 'nowhere' });
    await secrets.set('clientSecret', known, exchanging.secret);
    const fault = await faultOf(service.get(known));
    assert.ok(['request-refused', 'target-refused', 'client-refused'].includes(fault.code), fault.message);
  }).timeout(60_000);
});
