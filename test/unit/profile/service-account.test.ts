import assert from 'node:assert/strict';
import { jwtVerify } from 'jose';
import { isFault } from '../../../src/faults/fault';
import { parseProfile } from '../../../src/profile/parse';
import { isOfGoogle, profileOfServiceAccount, readServiceAccount } from '../../../src/profile/service-account';
import { pairs, pem } from '../../support/key-pairs';
import { clientOf, provider } from '../oauth/provider';

const secret = () => pem(pairs.rsa.privateKey, 'pkcs8');
const right = () => ({
  ...{ type: 'service_account', project_id: 'p-1', private_key_id: 'k1', private_key: secret() },
  ...{
    client_email: 'robot@p-1.iam.gserviceaccount.com',
    client_id: '1',
    token_uri: 'https://oauth2.googleapis.com/token',
  },
});
const textOf = (change: object) => JSON.stringify({ ...right(), ...change });
const names = { id: 'robot', name: 'Robot', scope: 'https://www.googleapis.com/auth/cloud-platform' };

describe('readServiceAccount', () => {
  it('takes what a profile needs, and nothing else', () => {
    assert.deepEqual(
      readServiceAccount(`\uFEFF${textOf({ auth_uri: 'https://evil.example', universe_domain: 'x' })}`),
      {
        ...{ email: 'robot@p-1.iam.gserviceaccount.com', project: 'p-1', keyId: 'k1', privateKey: secret() },
        tokenEndpoint: 'https://oauth2.googleapis.com/token',
      },
    );
  });

  it('leaves out names that are none', () => {
    const account = readServiceAccount(textOf({ project_id: 7, private_key_id: 'a\u202eb' }));
    assert.deepEqual([account.project, account.keyId], [undefined, undefined]);
  });

  const refused: [what: string, text: string | (() => string), words: RegExp][] = [
    ['nothing', '', /isn’t JSON/],
    ['a P12', '0\u0082\n', /isn’t JSON/],
    ['a PEM', secret, /isn’t JSON/],
    ['a list', '[]', /“type” isn’t/],
    ['null', 'null', /“type” isn’t/],
    ['something else', '{"a":1}', /“type” isn’t “service_account”/],
    ['a type that every object has', '{"type":"constructor"}', /“type” isn’t/],
    ['a user’s credentials', '{"type":"authorized_user","refresh_token":"LEAK"}', /user’s own credentials/],
    ['a workload identity', '{"type":"external_account"}', /“type” isn’t/],
    ['a desktop client', '{"installed":{"client_secret":"LEAK"}}', /client secret of an OAuth client/],
    ['a web client', '{"web":{"client_secret":"LEAK"}}', /client secret of an OAuth client/],
    ['no account', () => textOf({ client_email: undefined }), /“client_email” is missing or can’t be used/],
    ['an account that is no text', () => textOf({ client_email: {} }), /“client_email” is missing or can’t be used/],
    [
      'an account that is no address',
      () => textOf({ client_email: 'LEAK' }),
      /“client_email” is missing or can’t be used/,
    ],
    [
      'an account of two lines',
      () => textOf({ client_email: 'a@b\nLEAK' }),
      /“client_email” is missing or can’t be used/,
    ],
    ['no key', () => textOf({ private_key: '' }), /“private_key” is missing or can’t be used/],
    ['a key that is no PEM', () => textOf({ private_key: 'LEAK' }), /“private_key” is missing or can’t be used/],
    [
      'a key without end',
      () => textOf({ private_key: 'x'.repeat(40_000) }),
      /“private_key” is missing or can’t be used/,
    ],
    ['no endpoint', () => textOf({ token_uri: undefined }), /“token_uri” is missing or can’t be used/],
    [
      'an endpoint without TLS',
      () => textOf({ token_uri: 'http://oauth2.googleapis.com/token' }),
      /“token_uri” is missing or can’t be used/,
    ],
    [
      'one on this machine without TLS',
      () => textOf({ token_uri: 'http://127.0.0.1/token' }),
      /“token_uri” is missing or can’t be used/,
    ],
    [
      'an endpoint with a user',
      () => textOf({ token_uri: 'https://a@evil.example/' }),
      /“token_uri” is missing or can’t be used/,
    ],
    [
      'an endpoint that reads as another',
      () => textOf({ token_uri: 'https://1.2.3/' }),
      /“token_uri” is missing or can’t be used/,
    ],
    ['a file', () => textOf({ token_uri: 'file:///etc/passwd' }), /“token_uri” is missing or can’t be used/],
  ];
  for (const [what, text, words] of refused)
    it(`says what is wrong, and quotes nothing: ${what}`, () =>
      assert.throws(
        () => readServiceAccount(typeof text === 'string' ? text : text()),
        (thrown) => {
          assert.ok(isFault(thrown) && thrown.code === 'key-unusable', String(thrown));
          assert.match(thrown.what, words);
          assert.match(thrown.next, /Google Cloud/);
          assert.doesNotMatch(thrown.message, /LEAK|MII|evil/);
          return true;
        },
      ));
});

describe('profileOfServiceAccount', () => {
  it('is a usable profile without the key', () => {
    const profile = profileOfServiceAccount(readServiceAccount(textOf({})), names);
    const parsed = parseProfile(profile);
    assert.ok(parsed.ok, JSON.stringify(parsed));
    assert.doesNotMatch(JSON.stringify(profile), /PRIVATE KEY/);
    assert.deepEqual(profile.origins, ['https://*.googleapis.com']);
  });

  it('sends tokens nowhere by itself where the server is another’s', () => {
    const account = readServiceAccount(textOf({ token_uri: 'https://oauth2.googleapis.com.evil.example/token' }));
    assert.equal(profileOfServiceAccount(account, names).origins, undefined);
  });

  it('gets a token as Google wants it: by a JWT with the scope in it, and nothing else', async () => {
    const { oauth, sent } = provider();
    const account = readServiceAccount(textOf({}));
    const { id: _, ...fields } = profileOfServiceAccount(account, names);
    const set = await oauth.obtain(clientOf(fields, { privateKey: account.privateKey }));
    assert.equal(set.accessToken, 'a');
    const { assertion = '', ...others } = sent[0]?.form ?? {};
    assert.deepEqual(others, { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' });
    const { payload, protectedHeader } = await jwtVerify(assertion, pairs.rsa.publicKey);
    const { iss, aud, scope, sub, exp = 0, iat = 0 } = payload;
    assert.deepEqual([iss, aud, scope, sub], [account.email, account.tokenEndpoint, names.scope, undefined]);
    assert.ok(exp - iat <= 3600);
    assert.deepEqual([protectedHeader.alg, protectedHeader.kid], ['RS256', 'k1']);
  });
});

describe('isOfGoogle', () => {
  const rows: [address: string, is: boolean][] = [
    ['https://oauth2.googleapis.com/token', true],
    ['https://accounts.google.com/o/oauth2/token', true],
    ['https://www.googleapis.com/oauth2/v4/token', true],
    ['https://oauth2.googleapis.com:8443/token', false],
    ['https://googleapis.com.evil.example/token', false],
    ['https://evilgoogleapis.com/token', false],
  ];
  for (const [address, is] of rows) it(`${address}: ${is ? 'yes' : 'no'}`, () => assert.equal(isOfGoogle(address), is));
});
