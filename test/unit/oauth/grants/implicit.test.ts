import assert from 'node:assert/strict';
import type { FaultCode } from '../../../../src/faults/table';
import { OAuthClient, type Client } from '../../../../src/oauth/client';
import { listenForFragment } from '../../../../src/vscode/login/fragment-loopback.node';
import { parametersOfPasted, PendingLogins } from '../../../../src/vscode/login/pending';
import type { FaultName } from '../../../server/fault-names';
import { startBefore } from '../../../server/start-before';
import { createVisitor } from '../../../server/visitor';
import { faultOf } from '../../faults/fault-of';
import { openPage } from '../../vscode/login/fragment-page';
import { beginLogin } from '../begin-login';
import { clientOf, endpoints, issuer, metadata, provider, redirectUri } from '../provider';

const fields = { grant: 'implicit', clientId: 'c' };

describe('oauth: a login whose token comes in the fragment', () => {
  const server = startBefore();
  const lines: string[] = [];
  const oauth = new OAuthClient({ fetchFor: () => fetch, now: Date.now, log: (line) => lines.push(line) });
  const legacy = (): Client => {
    const { clients, issuer: ofRealm } = server().tenants.keycloak;
    return clientOf({ ...fields, issuer: ofRealm, clientId: clients.legacy?.clientId, scope: 'openid email' });
  };

  it('asks for it with state, and for an ID token with nonce', async () => {
    const { oauth: other } = provider(metadata({ jwks_uri: `${issuer}/jwks` }));
    const asked = async (more: object) =>
      new URL((await beginLogin(other, clientOf({ ...fields, issuer, ...more }), redirectUri)).url).searchParams;
    const plain = await asked({ scope: 'read offline_access', audience: 'api' });
    const names = ['client_id', 'response_type', 'redirect_uri', 'state', 'scope', 'audience'];
    assert.deepEqual([...plain.keys()].sort(), names.sort());
    assert.equal(plain.get('response_type'), 'token');
    const openid = await asked({ scope: 'openid offline_access' });
    assert.equal(openid.get('response_type'), 'id_token token');
    assert.match(openid.get('nonce') ?? '', /^[\w-]{43}$/);
    assert.match(openid.get('state') ?? '', /^[\w-]{43}$/);
    assert.ok(!openid.has('prompt') && !openid.has('code_challenge'));
  });

  it('comes back by the loopback server, is checked, and has no refresh token', async () => {
    const pending = new PendingLogins();
    const loopback = await listenForFragment(0, '/callback', (answer) => pending.deliver(answer) === 'taken');
    try {
      const login = await beginLogin(oauth, legacy(), loopback.redirectUri);
      const answer = pending.wait(login.state, 60_000, new AbortController().signal);
      const redirect = await createVisitor().signIn(login.url, server().tenants.keycloak.user);
      assert.ok(redirect.hash.includes('access_token='));
      const { shown, replaced } = await openPage(redirect);
      assert.deepEqual([shown, replaced], [['taken'], ['/']]);
      const set = await login.finish(await answer);
      assert.ok(set.idToken !== undefined && set.refreshToken === undefined);
      assert.equal(set.tokenType, 'bearer');
      assert.equal(set.expirySource, 'expires_in');
      assert.match(set.scope ?? '', /openid/);
      const fault = await faultOf(oauth.refresh(legacy(), set));
      assert.equal(fault.code, 'interaction-required');
    } finally {
      loopback.close();
    }
  });

  it('comes back as a pasted address', async () => {
    const login = await beginLogin(oauth, legacy(), 'http://127.0.0.1/callback');
    const redirect = await createVisitor().signIn(login.url, server().tenants.keycloak.user);
    const answer = parametersOfPasted(` ${redirect.href}\n`) ?? assert.fail('no parameters');
    assert.ok((await login.finish(answer)).idToken !== undefined);
  });

  it('is refused where the person denies it', async () => {
    const login = await beginLogin(oauth, legacy(), 'http://127.0.0.1/callback');
    const { otherUser } = server().tenants.keycloak;
    const visitor = createVisitor();
    const page = await visitor.press(await visitor.open(login.url), 'login', {
      ...{ username: otherUser.username, password: otherUser.password },
    });
    const denied = await visitor.press(page, 'deny');
    const answer = parametersOfPasted(denied.url.href) ?? assert.fail('no parameters');
    assert.equal((await faultOf(login.finish(answer))).code, 'login-refused');
  });

  /** Ends a login at the provider with faults, and gives what it came to. */
  const endAt = async (scope: string | undefined, ...faults: FaultName[]) => {
    const { clients } = server().faults;
    const who = clientOf({
      ...{ ...fields, clientId: clients.public.clientId, issuer: server().faults.issuerWith(...faults) },
      ...(scope !== undefined && { scope }),
    });
    const login = await beginLogin(oauth, who, redirectUri);
    const answer = await fetch(login.url, { redirect: 'manual' });
    const { hash } = new URL(answer.headers.get('location') ?? '');
    return { login, answer: new URLSearchParams(hash.slice(1)) };
  };
  const rows: [fault: FaultName, scope: string | undefined, code: FaultCode | undefined][] = [
    ...(
      [
        ...[
          'id-signature',
          'id-alg-none',
          'id-hs256',
          'id-unknown-kid',
          'id-iss',
          'id-aud',
          'id-azp',
          'id-azp-missing',
        ],
        ...['id-exp', 'id-exp-missing', 'id-nonce', 'id-nonce-missing', 'id-iat-missing', 'id-sub-missing'],
        ...['id-missing', 'id-garbage', 'id-at-hash', 'id-at-hash-missing'],
      ] as FaultName[]
    ).map((fault): [FaultName, string, FaultCode] => [fault, 'openid', 'id-token-invalid']),
    ...(['openid', 'read'] as const).flatMap((scope): [FaultName, string, FaultCode | undefined][] => [
      ['state-wrong', scope, 'login-mismatch'],
      ['state-missing', scope, 'login-mismatch'],
      ['iss-wrong', scope, 'issuer-mismatch'],
      ['iss-missing', scope, scope === 'openid' ? undefined : 'issuer-mismatch'],
      ['code-missing', scope, 'login-mismatch'],
      ['error', scope, 'login-refused'],
      ['error-controls-redirect', scope, 'server-error'],
      ['odd-expires-in', scope, 'response-invalid'],
      ['no-expires-in', scope, undefined],
      ['no-token-type', scope, 'response-invalid'],
      ['other-token-type', scope, 'response-invalid'],
      ['control-token', scope, 'response-invalid'],
    ]),
    ['opaque', 'openid', undefined],
    ['opaque', undefined, undefined],
  ];
  for (const [fault, scope, code] of rows)
    it(`${fault}${scope === undefined ? '' : `, ${scope}`}: ${code ?? 'is taken'}`, async () => {
      const { login, answer } = await endAt(scope, fault);
      const token = answer.get('access_token') ?? '';
      if (code === undefined) {
        const set = await login.finish(answer);
        assert.equal(set.accessToken, token);
        assert.equal(set.idToken !== undefined, scope === 'openid');
        assert.equal(set.refreshToken, undefined);
        return;
      }
      const found = await faultOf(login.finish(answer));
      assert.equal(found.code, code, found.message);
      for (const secret of [token, answer.get('id_token') ?? '', login.state])
        assert.ok(secret === '' || !found.message.includes(secret), 'no secret in the message');
    });

  it('is not taken twice over, with a code, or with what was not asked for', async () => {
    const cases: [change: (answer: URLSearchParams) => void, code: FaultCode | undefined][] = [
      [(answer) => answer.append('access_token', 'planted'), 'login-mismatch'],
      [(answer) => answer.append('state', 'planted'), 'login-mismatch'],
      [(answer) => answer.append('expires_in', '1'), 'login-mismatch'],
      [(answer) => answer.delete('access_token'), 'login-mismatch'],
      [(answer) => answer.set('token_type', 'DPoP'), 'response-invalid'],
      [(answer) => answer.set('refresh_token', 'planted'), undefined],
      [(answer) => answer.set('id_token', 'planted'), undefined],
      [(answer) => answer.set('code', 'planted'), undefined],
    ];
    for (const [change, code] of cases) {
      const { login, answer } = await endAt('read');
      change(answer);
      if (code !== undefined) {
        assert.equal((await faultOf(login.finish(answer))).code, code);
        continue;
      }
      const set = await login.finish(answer);
      assert.deepEqual([set.refreshToken, set.idToken, set.extra], [undefined, undefined, undefined]);
    }
  });

  it('is another user’s or client’s where its ID token is from another login', async () => {
    const [mine, other] = [await endAt('openid'), await endAt('openid')];
    mine.answer.set('id_token', other.answer.get('id_token') ?? '');
    assert.equal((await faultOf(mine.login.finish(mine.answer))).code, 'id-token-invalid');
    // The same login's ID token, with the access token of another.
    const third = await endAt('openid');
    third.answer.set('access_token', other.answer.get('access_token') ?? '');
    assert.match((await faultOf(third.login.finish(third.answer))).message, /at_hash/);
  });

  it('needs no token endpoint, and no discovery where the authorization endpoint is named', async () => {
    const { oauth: other, asked } = provider();
    const { authorization } = endpoints;
    const login = await beginLogin(other, clientOf({ ...fields, endpoints: { authorization } }), redirectUri);
    const answer = new URLSearchParams({ access_token: 'a', token_type: 'bearer', state: login.state, iss: 'x' });
    const set = await login.finish(answer);
    assert.deepEqual([set.accessToken, set.expiresAt, asked()], ['a', undefined, []]);
  });

  it('tells in the log that an issuer could not be compared, and nothing of the token', async () => {
    assert.ok(
      lines.every((line) => !/access_token|eyJ/.test(line)),
      lines.join(),
    );
    await Promise.resolve();
  });
});
