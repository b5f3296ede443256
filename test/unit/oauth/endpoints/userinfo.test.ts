import assert from 'node:assert/strict';
import { userInfo } from '../../../../src/oauth/endpoints/userinfo';
import { faultOf } from '../../faults/fault-of';
import { clientOf, endpoints, issuer, person, provider } from '../provider';
import { commonRefusals, refusal, secrets, type RefusalRow } from './refused';
import { signedBy } from './signed';

const named = { ...endpoints, userinfo: `${issuer}/userinfo` };
const claims = { sub: 'u', name: 'Ursula', address: { locality: 'Bern' } };

describe('oauth: a userinfo request', () => {
  it('has the access token as a bearer, and nothing of the client', async () => {
    const { oauth, sent } = provider({ '/userinfo': claims });
    const client = clientOf(
      { ...person, endpoints: named, clientAuth: 'client_secret_post' },
      { clientSecret: secrets.client },
    );
    assert.deepEqual(await oauth.ask(client, userInfo(secrets.token, 'u')), claims);
    const [{ init, path } = { init: {}, path: '' }] = sent;
    assert.deepEqual([path, init.method, init.body ?? undefined], ['/userinfo', 'GET', undefined]);
    assert.equal(new Headers(init.headers).get('authorization'), `Bearer ${secrets.token}`);
    assert.doesNotMatch(JSON.stringify(sent), /the-client-secret/);
  });

  it('needs no ID token', async () => {
    const { oauth } = provider({ '/userinfo': claims });
    const client = clientOf({ ...person, endpoints: named });
    assert.deepEqual(await oauth.ask(client, userInfo(secrets.token, undefined)), claims);
  });

  it('about another user than the ID token’s is not used', async () => {
    const fault = await refusal(userInfo(secrets.token, 'someone'), claims);
    assert.deepEqual([fault.code, fault.reason], ['response-invalid', 'other-user']);
    assert.doesNotMatch(fault.message, /Ursula/);
  });

  const challenge = (parameters: string, status = 401) =>
    new Response('', { status, headers: { 'www-authenticate': `Bearer realm="x", ${parameters}` } });
  const rows: RefusalRow[] = [
    ...commonRefusals,
    ['no “sub”', () => ({ name: 'x' }), 'response-invalid'],
    ['a “sub” that is a number', () => ({ sub: 7 }), 'response-invalid'],
    ['a token that is not accepted', () => challenge('error="invalid_token"'), 'grant-refused', 'invalid_token'],
    [
      'a token without the scope',
      () => challenge('error="insufficient_scope"', 403),
      'scope-refused',
      'insufficient_scope',
    ],
    [
      'an error in the body',
      () => Response.json({ error: 'invalid_token' }, { status: 401 }),
      'grant-refused',
      'invalid_token',
    ],
  ];
  for (const [what, answer, code, error] of rows) {
    it(`fails on ${what}: ${code}`, async () => {
      const fault = await refusal(userInfo(secrets.token, undefined), answer());
      assert.deepEqual([fault.code, fault.error], [code, error], fault.message);
    });
  }
});

describe('oauth: userinfo that is a signed JWT', () => {
  const type = 'application/jwt';
  const at = { userinfo_endpoint: `${issuer}/userinfo` };

  for (const supported of [undefined, ['RS256']]) {
    it(`is checked by the issuer’s keys, with ${supported?.join() ?? 'no'} algorithms in its metadata`, async () => {
      const { answers, sign } = await signedBy(issuer);
      const { oauth, all } = provider(answers({ ...at, userinfo_signing_alg_values_supported: supported }));
      all['/userinfo'] = await sign({ ...claims, iss: issuer, aud: 'c' }, type);
      const { iat, ...found } = await oauth.ask(clientOf({ ...person, issuer }), userInfo(secrets.token, 'u'));
      assert.equal(typeof iat, 'number');
      assert.deepEqual(found, { ...claims, iss: issuer, aud: 'c' });
    });
  }

  const forged: [what: string, fields: object, own: boolean][] = [
    ['of another key', { aud: 'c' }, false],
    ['for another client', { aud: 'd' }, true],
    ['of another issuer', { iss: 'https://other.example.com' }, true],
  ];
  for (const [what, fields, own] of forged) {
    it(`${what} is refused`, async () => {
      const key = await signedBy(issuer);
      const { oauth, all } = provider(key.answers(at));
      all['/userinfo'] = await (own ? key : await signedBy(issuer)).sign({ ...claims, iss: issuer, ...fields }, type);
      const fault = await faultOf(oauth.ask(clientOf({ ...person, issuer }), userInfo(secrets.token, 'u')));
      assert.equal(fault.code, 'response-invalid');
      assert.doesNotMatch(fault.message, /Ursula|eyJ/);
    });
  }

  it('is refused where the profile has no issuer, and the message says so', async () => {
    const { sign } = await signedBy(issuer);
    const fault = await refusal(userInfo(secrets.token, 'u'), await sign(claims, type));
    assert.equal(fault.code, 'response-invalid');
    assert.match(fault.message, /signed JWT.*issuer/);
  });
});
