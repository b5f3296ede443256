import assert from 'node:assert/strict';
import { decodeJwt, jwtVerify } from 'jose';
import { pairs, pem } from '../../../support/key-pairs';
import { faultOf } from '../../faults/fault-of';
import { clientOf, endpoints, issuer, provider } from '../provider';

const fields = { grant: 'jwt_bearer', clientId: 'c', issuer, endpoints, clientAuth: 'none', scope: 'read' };
const privateKey = () => pem(pairs.ec.privateKey, 'pkcs8');

describe('oauth: the JWT bearer grant', () => {
  it('sends a JWT of the client about itself', async () => {
    const { oauth, sent } = provider();
    await oauth.obtain(clientOf(fields, { privateKey: privateKey() }));
    const { assertion = '', ...form } = sent[0]?.form ?? {};
    assert.deepEqual(form, {
      ...{ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', client_id: 'c', scope: 'read' },
    });
    await jwtVerify(assertion, pairs.ec.publicKey, { issuer: 'c', subject: 'c', audience: issuer });
  });

  it('says in it what the profile says', async () => {
    const { oauth, sent } = provider();
    const assertion = { issuer: 'robot@p.example', audience: 'token_endpoint', lifetime: 60, claims: { scope: 'x' } };
    await oauth.obtain(clientOf({ ...fields, assertion }, { privateKey: privateKey() }));
    const { iss, sub, aud, exp = 0, iat = 0, scope } = decodeJwt<{ scope: string }>(sent[0]?.form.assertion ?? '');
    assert.deepEqual([iss, sub, aud, scope], ['robot@p.example', 'robot@p.example', endpoints.token, 'x']);
    assert.equal(exp - iat, 60);
  });

  it('is for the token endpoint where the profile has no issuer', async () => {
    const { oauth, sent } = provider();
    await oauth.obtain(clientOf({ ...fields, issuer: undefined }, { privateKey: privateKey() }));
    assert.equal(decodeJwt(sent[0]?.form.assertion ?? '').aud, endpoints.token);
  });

  it('sends another profile’s token instead', async () => {
    const { oauth, sent } = provider();
    const client = clientOf({ ...fields, assertion: { profile: 'other' } });
    await oauth.obtain({ ...client, sources: { assertion: 'theirs' } });
    assert.equal(sent[0]?.form.assertion, 'theirs');
  });

  for (const [what, more] of [
    ['its key', {}],
    ['the other profile’s token', { assertion: { profile: 'other' } }],
  ] as const)
    it(`is refused without ${what}, and nothing is sent`, async () => {
      const { oauth, asked } = provider();
      assert.equal((await faultOf(oauth.obtain(clientOf({ ...fields, ...more })))).code, 'secret-missing');
      assert.deepEqual(asked(), []);
    });
});
