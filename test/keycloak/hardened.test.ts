import assert from 'node:assert/strict';
import { decodeJwt } from '../../src/jwt/read/decode';
import { userInfo } from '../../src/oauth/endpoints/userinfo';
import type { UsableProfile } from '../../src/profile/known';
import { faultOf } from '../unit/faults/fault-of';
import { given } from './given';
import { hardened, publicClients } from './realm';
import { issuer, keepSecretsOutOfLogs, machine, person, world } from './world';

const jktOf = (token: string) => (decodeJwt(token)?.claims.cnf as { jkt?: string } | undefined)?.jkt;
const bySignature = { clientAuth: 'private_key_jwt', clientAssertion: { kid: 'signer' } };

describe('Keycloak: tokens that are bound, and requests that are pushed and signed', () => {
  keepSecretsOutOfLogs();

  const logins: [what: string, known: UsableProfile][] = [
    ['bound and pushed', person(publicClients.bound, { security: { dpop: true, par: true } })],
    [
      'bound, pushed and signed both ways',
      person(hardened, { ...bySignature, security: { dpop: true, par: true, jar: true, jarm: true } }),
    ],
  ];
  for (const [what, known] of logins)
    it(`a login that is ${what} has one key over renewals`, async () => {
      const { service, oauth, secrets, clientSecrets, exchanged, tokenRequests } = world();
      if (known.settings.clientAuth === 'private_key_jwt') await secrets.set('privateKey', known, given().signerKey);
      const set = await service.get(known);
      const pushed = exchanged.filter(({ url }) => url.endsWith('/ext/par/request'));
      assert.deepEqual(
        pushed.map(({ status }) => status),
        [201],
      );
      if (known.settings.security?.jar === true)
        assert.ok(!('redirect_uri' in (pushed[0]?.form ?? {})), 'the request is in the JWT alone');
      const jkt = jktOf(set.accessToken);
      assert.ok(set.tokenType === 'dpop' && typeof jkt === 'string');
      const renewed = await service.get(known, { forceRefresh: true, interactive: false });
      assert.notEqual(renewed.accessToken, set.accessToken);
      assert.equal(jktOf(renewed.accessToken), jkt);
      const who = await clientSecrets.clientOf(known);
      assert.equal(typeof (await oauth.ask(who, userInfo(renewed.accessToken, undefined))).sub, 'string');
      for (const { headers, form } of tokenRequests()) {
        assert.ok(headers.has('dpop'));
        if (form.client_assertion !== undefined)
          assert.equal(decodeJwt(form.client_assertion)?.claims.aud, issuer(), 'also of a renewal');
      }
    });

  it('a machine that signs has its tokens bound', async () => {
    const known = machine(hardened, { ...bySignature, security: { dpop: true } });
    const { service, secrets } = world();
    await secrets.set('privateKey', known, given().signerKey);
    const set = await service.get(known);
    assert.deepEqual([set.tokenType, typeof jktOf(set.accessToken)], ['dpop', 'string']);
  });

  it('a machine without a proof of its key is refused', async () => {
    const known = machine(hardened, bySignature);
    const { service, secrets } = world();
    await secrets.set('privateKey', known, given().signerKey);
    const fault = await faultOf(service.get(known));
    assert.match(fault.message, /DPoP/);
  });
});
