import assert from 'node:assert/strict';
import { decodeJwt } from '../../src/jwt/read/decode';
import { readCompact } from '../../src/jwt/read/compact';
import { verifyJwt } from '../../src/jwt/verify/verify';
import type { OAuthClient } from '../../src/oauth/client';
import { faultOf } from '../unit/faults/fault-of';
import { askRealm, changeClient } from './admin';
import { publicClients } from './realm';
import { issuer, keepSecretsOutOfLogs, person, world } from './world';

/** Adds a key to the realm, which signs from now on with its algorithm. */
async function addKey(providerId: string, config: Record<string, string[]> = {}): Promise<void> {
  const { id: parentId } = await askRealm<{ id: string }>('GET', '');
  await askRealm('POST', '/components', {
    ...{ name: `${providerId} ${JSON.stringify(config)}`, providerId, providerType: 'org.keycloak.keys.KeyProvider' },
    ...{ parentId, config: { priority: [String(Date.now())], enabled: ['true'], active: ['true'], ...config } },
  });
}

const kidOf = (token = ''): unknown => readCompact(token).jws?.header['kid'];

/** The verdict on a token with the keys that the realm has now. */
async function verdictOn(oauth: OAuthClient, token: string) {
  const keys = await oauth.keySet({ issuer: issuer(), endpoints: {} }, () => Promise.resolve());
  return verifyJwt(token, { jwks: keys?.set }, { issuer: issuer() }, Date.now());
}

describe('Keycloak: keys', () => {
  keepSecretsOutOfLogs();

  it('after a rotation, new ID tokens are accepted at once, and old tokens stay verifiable until the old key is gone', async () => {
    const known = person(publicClients.console);
    const { service, oauth } = world();
    const before = await service.get(known);
    const { keys } = await askRealm<{ keys: { kid: string; providerId: string }[] }>('GET', '/keys');
    const old = keys.find(({ kid }) => kid === kidOf(before.accessToken));
    assert.ok(old);
    await addKey('rsa-generated', { algorithm: ['RS256'], keySize: ['2048'] });
    const renewed = await service.get(known, { forceRefresh: true, interactive: false });
    const signedIn = await world().service.get(known);
    const again = await service.get(known, { otherAccount: true });
    for (const set of [renewed, signedIn, again]) {
      assert.notEqual(kidOf(set.idToken), kidOf(before.idToken));
      for (const token of [set.idToken ?? '', set.accessToken])
        assert.equal((await verdictOn(oauth, token)).valid, true);
    }
    for (const token of [before.idToken ?? '', before.accessToken])
      assert.equal((await verdictOn(oauth, token)).valid, true);
    await askRealm('DELETE', `/components/${old.providerId}`);
    const late = await verdictOn(oauth, before.accessToken);
    assert.equal(late.valid, false);
    const signature = late.checks.find(({ name }) => name === 'signature');
    assert.equal(signature?.ok, false);
    assert.match(signature?.reason ?? '', /key/);
    await service.get(known, { forceRefresh: true, interactive: false });
  });

  describe('of other algorithms', () => {
    const algorithm = (name: string) =>
      changeClient(publicClients.signed, { attributes: { 'id.token.signed.response.alg': name } });
    before(async () => {
      await addKey('rsa-generated', { algorithm: ['PS256'], keySize: ['2048'] });
      await addKey('ecdsa-generated', { ecdsaEllipticCurveKey: ['P-256'] });
      await addKey('eddsa-generated', { eddsaEllipticCurveKey: ['Ed25519'] });
    });

    for (const name of ['PS256', 'ES256', 'EdDSA']) {
      it(`sign ID tokens that are accepted: ${name}`, async () => {
        await algorithm(name);
        const { service, oauth } = world();
        const { idToken = '' } = await service.get(person(publicClients.signed));
        assert.equal(readCompact(idToken).jws?.header['alg'], name);
        const { valid, checks } = await verdictOn(oauth, idToken);
        assert.ok(valid, JSON.stringify(checks));
        assert.equal(decodeJwt(idToken)?.claims.aud, publicClients.signed);
      });
    }

    it('sign ID tokens that are refused: HS256, which anyone with the secret can forge', async () => {
      await algorithm('HS256');
      const { service } = world();
      const known = person(publicClients.signed);
      const fault = await faultOf(service.get(known));
      assert.equal(fault.code, 'id-token-invalid');
      assert.match(fault.next, /Nothing was stored\. .*RS256/);
      assert.equal(await service.peek(known), undefined);
    });
  });
});
