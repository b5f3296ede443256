import assert from 'node:assert/strict';
import type { ServerMetadata } from 'openid-client';
import { refuseRuledOut, ruledOut, unlistedScopes } from '../../../src/oauth/ruled-out';
import { faultOf } from '../faults/fault-of';
import { beginLogin } from './begin-login';
import { clientOf, endpoints, issuer, metadata, person, provider } from './provider';

const machine = { grant: 'client_credentials', clientId: 'c', issuer };
const login = { ...person, issuer };
const secrets = { clientSecret: 'a secret' };

describe('what metadata rule out', () => {
  const cases: [what: string, fields: object, metadata: Partial<ServerMetadata>, field: string | undefined][] = [
    ['a grant that is not in the list', machine, { grant_types_supported: ['authorization_code'] }, 'grant'],
    ['a grant that is in the list', machine, { grant_types_supported: ['client_credentials'] }, undefined],
    ['a grant where there is no list', machine, {}, undefined],
    ['a grant where the list is empty', machine, { grant_types_supported: [] }, undefined],
    ['a sign-in with a code', login, { response_types_supported: ['token', 'id_token'] }, 'grant'],
    [
      'the implicit grant',
      { ...login, grant: 'implicit' },
      { response_types_supported: ['code', 'id_token'] },
      'grant',
    ],
    [
      'the implicit grant that is offered',
      { ...login, grant: 'implicit' },
      { response_types_supported: ['token'] },
      undefined,
    ],
    [
      'its ID token, whose type is written the other way round',
      { ...login, grant: 'implicit', scope: 'openid' },
      { response_types_supported: ['token id_token'], code_challenge_methods_supported: ['plain'] },
      undefined,
    ],
    [
      'an authentication at the token endpoint, which the implicit grant does not use',
      { ...login, grant: 'implicit', clientAuth: 'client_secret_basic' },
      { token_endpoint_auth_methods_supported: ['private_key_jwt'] },
      undefined,
    ],
    ['a sign-in with a code that is offered', login, { response_types_supported: ['code'] }, undefined],
    ['PKCE by “plain” alone', login, { code_challenge_methods_supported: ['plain'] }, 'grant'],
    ['PKCE by both', login, { code_challenge_methods_supported: ['plain', 'S256'] }, undefined],
    ['PKCE by “plain” for a machine', machine, { code_challenge_methods_supported: ['plain'] }, undefined],
    [
      'an authentication method that is not in the list',
      { ...machine, clientAuth: 'client_secret_basic' },
      { token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'] },
      'clientAuth',
    ],
    [
      'the stored secret where no method sends one',
      machine,
      { token_endpoint_auth_methods_supported: ['private_key_jwt'] },
      'clientAuth',
    ],
    [
      'a public client where “none” is not listed',
      { ...login, clientAuth: 'none' },
      { token_endpoint_auth_methods_supported: ['client_secret_post'] },
      undefined,
    ],
    ['a login that has to be pushed, and is then', login, { require_pushed_authorization_requests: true }, undefined],
    ['a login that is not signed', login, { require_signed_request_object: true }, 'security.jar'],
    [
      'client credentials at Okta, which has them and does not list them',
      machine,
      {
        grant_types_supported: ['authorization_code'],
        token_endpoint: 'https://login.acme.example/oauth2/aus1/v1/token',
      },
      undefined,
    ],
    [
      'a grant that is in the list of response types, as Glewlwyd has it',
      machine,
      { grant_types_supported: ['authorization_code'], response_types_supported: ['code', 'client_credentials'] },
      undefined,
    ],
    [
      'an assertion where no list has it, as at Hydra, which takes it',
      { grant: 'jwt_bearer', clientId: 'c', issuer },
      { grant_types_supported: ['authorization_code'] },
      undefined,
    ],
    ['lists that are none', machine, { grant_types_supported: 'all' as unknown as string[] }, undefined],
  ];
  for (const [what, fields, known, field] of cases) {
    it(`${field === undefined ? 'is nothing of' : 'is'} ${what}`, () => {
      const client = clientOf({ ...fields }, secrets);
      const found = ruledOut(client, { issuer, token_endpoint: endpoints.token, ...known });
      assert.deepEqual(
        found.map((each) => each.field),
        field === undefined ? [] : [field],
      );
      for (const each of found) assert.match(each.next, /“/);
    });
  }

  it('is refused with the field to change', () => {
    const run = async () =>
      refuseRuledOut(clientOf(machine, secrets), { issuer, grant_types_supported: ['authorization_code'] });
    return faultOf(run()).then(({ code, reason, next }) => {
      assert.deepEqual([code, reason], ['grant-unsupported', 'ruled-out']);
      assert.match(next, /“grant”.*“endpoints\.token”/);
    });
  });

  it('is refused before a token request is sent, and the metadata are fetched again the next time', async () => {
    const { oauth, all, asked } = provider(metadata({ grant_types_supported: ['authorization_code'] }));
    const client = clientOf(machine, secrets);
    assert.equal((await faultOf(oauth.obtain(client))).reason, 'ruled-out');
    assert.deepEqual(asked(), ['/.well-known/openid-configuration']);
    Object.assign(all, metadata({ grant_types_supported: ['client_credentials'] }));
    await oauth.obtain(client);
    assert.equal(asked().at(-1), '/token');
  });

  it('is refused before anyone is sent to the browser', async () => {
    const { oauth } = provider(metadata({ code_challenge_methods_supported: ['plain'] }));
    let opened = false;
    const openRedirect = async () => ((opened = true), 'http://127.0.0.1:1/callback');
    const fault = await faultOf(oauth.beginLogin(clientOf(login), { openRedirect }));
    assert.equal(fault.reason, 'ruled-out');
    assert.equal(opened, false);
  });

  it('is not asked for where the profile names the endpoints itself', async () => {
    const { oauth, asked } = provider(metadata({ grant_types_supported: ['authorization_code'] }));
    await oauth.obtain(clientOf({ ...machine, endpoints: { token: endpoints.token } }, secrets));
    assert.deepEqual(asked(), ['/token']);
  });

  it('does not keep a token from being renewed', async () => {
    const { oauth, asked } = provider(
      metadata({ grant_types_supported: ['implicit'], response_types_supported: ['token'] }),
    );
    const set = { accessToken: 'a', tokenType: 'bearer', refreshToken: 'a refresh token', obtainedAt: 0 };
    await oauth.refresh(clientOf(login), set);
    assert.equal(asked().at(-1), '/token');
  });

  it('leaves the rest to be tried', async () => {
    const { oauth } = provider(metadata({ scopes_supported: ['openid'] }));
    assert.ok(await beginLogin(oauth, clientOf({ ...login, scope: 'read' }), 'http://127.0.0.1:1/callback'));
  });
});

describe('scopes that metadata do not list', () => {
  it('are told, where there is a list', () => {
    const scope = 'openid read  write';
    assert.deepEqual(unlistedScopes({ scope }, { issuer, scopes_supported: ['openid', 'read'] }), ['write']);
    assert.deepEqual(unlistedScopes({ scope }, { issuer }), []);
    assert.deepEqual(unlistedScopes({}, { issuer, scopes_supported: ['openid'] }), []);
  });
});
