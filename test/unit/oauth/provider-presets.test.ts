import assert from 'node:assert/strict';
import { beginLogin } from './begin-login';
import { faultOf } from '../faults/fault-of';
import { clientOf, provider, redirectUri } from './provider';

/** A login with a preset: what goes out, and what of the provider's documented answer is used. */
interface Case {
  profile: Record<string, unknown>;
  secret?: string;
  /** Where the login is sent, and with what besides what every login has. */
  authorize: [address: string, parameters: Record<string, string>];
  /** Where the code is sent, how the client authenticates, and in what kind of body. */
  token: [path: string, by: 'basic' | 'post' | 'none', body: 'form' | 'json'];
  answer: object;
  extra?: object;
}

const right = { access_token: 'a-new-token', token_type: 'Bearer' };

const cases: Record<string, Case> = {
  atlassian: {
    profile: { scope: 'read:me offline_access' },
    secret: 's',
    authorize: ['https://auth.atlassian.com/authorize', { audience: 'api.atlassian.com', prompt: 'consent' }],
    token: ['/oauth/token', 'post', 'json'],
    answer: { ...right, refresh_token: 'r', expires_in: 3600, scope: 'read:me offline_access' },
  },
  bitbucket: {
    profile: {},
    secret: 's',
    authorize: ['https://bitbucket.org/site/oauth2/authorize', {}],
    token: ['/site/oauth2/access_token', 'basic', 'form'],
    answer: { ...right, scopes: 'account', refresh_token: 'r', expires_in: 7200 },
    extra: { scopes: 'account' },
  },
  dropbox: {
    profile: { clientAuth: 'none' },
    authorize: ['https://www.dropbox.com/oauth2/authorize', { token_access_type: 'offline' }],
    token: ['/oauth2/token', 'none', 'form'],
    answer: { ...right, refresh_token: 'r', expires_in: 14400, account_id: 'dbid:A', uid: '1' },
    extra: { account_id: 'dbid:A', uid: '1' },
  },
  github: {
    profile: { scope: 'repo gist' },
    secret: 's',
    authorize: ['https://github.com/login/oauth/authorize', { scope: 'repo gist' }],
    token: ['/login/oauth/access_token', 'post', 'form'],
    answer: { ...right, token_type: 'bearer', scope: 'repo,gist' },
  },
  slack: {
    profile: { scope: 'chat:write', clientAuth: 'none' },
    authorize: ['https://slack.com/oauth/v2_user/authorize', { scope: 'chat:write' }],
    token: ['/api/oauth.v2.user.access', 'none', 'form'],
    answer: { ok: true, access_token: 'a-new-token', token_type: 'user', authed_user: { id: 'U1', access_token: 'x' } },
    extra: { ok: true, authed_user: { id: 'U1' } },
  },
  spotify: {
    profile: { clientAuth: 'none', scope: 'user-read-email' },
    authorize: ['https://accounts.spotify.com/authorize', { scope: 'user-read-email' }],
    token: ['/api/token', 'none', 'form'],
    answer: { ...right, scope: 'user-read-email', expires_in: 3600, refresh_token: 'r' },
  },
  zoom: {
    profile: {},
    secret: 's',
    authorize: ['https://zoom.us/oauth/authorize', {}],
    token: ['/oauth/token', 'basic', 'form'],
    answer: { ...right, token_type: 'bearer', refresh_token: 'r', expires_in: 3599, api_url: 'https://api.zoom.us' },
    extra: { api_url: 'https://api.zoom.us' },
  },
  google: {
    profile: { scope: 'https://www.googleapis.com/auth/drive.readonly' },
    secret: 's',
    authorize: ['https://accounts.google.com/authorize', { access_type: 'offline', prompt: 'consent' }],
    token: ['/token', 'post', 'form'],
    answer: { ...right, refresh_token: 'r', expires_in: 3599 },
  },
  salesforce: {
    profile: { server: 'https://acme.my.salesforce.com', scope: 'api refresh_token' },
    secret: 's',
    authorize: ['https://acme.my.salesforce.com/authorize', { scope: 'api refresh_token' }],
    token: ['/token', 'post', 'form'],
    answer: { ...right, refresh_token: 'r', instance_url: 'https://acme.my.salesforce.com', issued_at: '1' },
    extra: { instance_url: 'https://acme.my.salesforce.com', issued_at: '1' },
  },
};

function prepared(name: string, { profile, secret, authorize, token: [path] }: Case, answer: unknown) {
  const { origin } = new URL(authorize[0]);
  const metadata = { issuer: origin, authorization_endpoint: authorize[0], token_endpoint: `${origin}${path}` };
  const made = provider({ '/.well-known/openid-configuration': metadata, [path]: answer });
  const fields = { preset: name, grant: 'authorization_code', clientId: 'the-client', ...profile };
  return { ...made, client: clientOf(fields, secret === undefined ? {} : { clientSecret: secret }) };
}

describe('oauth: a login with a preset', () => {
  for (const [name, each] of Object.entries(cases)) {
    it(`${name}: sends what the provider wants, and reads what it answers`, async () => {
      const { oauth, sent, client } = prepared(name, each, each.answer);
      const login = await beginLogin(oauth, client, redirectUri);
      const url = new URL(login.url);
      const [address, parameters] = each.authorize;
      assert.equal(url.origin + url.pathname, address);
      for (const [parameter, value] of Object.entries(parameters))
        assert.deepEqual(url.searchParams.getAll(parameter), [value]);
      assert.equal(url.searchParams.get('code_challenge_method'), 'S256');

      const set = await login.finish(new URLSearchParams({ code: 'the-code', state: login.state }));
      assert.deepEqual([set.accessToken, set.tokenType], ['a-new-token', 'bearer']);
      assert.deepEqual(set.extra, each.extra);
      const [path, by, body] = each.token;
      const { init } = sent.find((one) => one.path === path) ?? assert.fail();
      const headers = new Headers(init.headers);
      // GitHub answers with a form where no JSON is asked for.
      assert.equal(headers.get('accept'), 'application/json');
      assert.equal(headers.get('authorization')?.startsWith('Basic ') ?? false, by === 'basic');
      const form =
        body === 'json'
          ? (JSON.parse(String(init.body)) as Record<string, string>)
          : Object.fromEntries(init.body as URLSearchParams);
      assert.equal(form.code, 'the-code');
      assert.equal(form.client_secret, by === 'post' ? 's' : undefined);
    });
  }

  it('tells an error that comes with status 200', async () => {
    const refusals: [name: 'github' | 'slack', answer: object, error: string][] = [
      [
        'github',
        { error: 'bad_verification_code', error_description: 'The code is incorrect.' },
        'bad_verification_code',
      ],
      ['slack', { ok: false, error: 'invalid_code' }, 'invalid_code'],
    ];
    for (const [name, answer, error] of refusals) {
      const { oauth, client } = prepared(name, cases[name] ?? assert.fail(), answer);
      const login = await beginLogin(oauth, client, redirectUri);
      const fault = await faultOf(login.finish(new URLSearchParams({ code: 'the-code', state: login.state })));
      assert.deepEqual([fault.code, fault.error], ['grant-refused', error]);
    }
  });
});
