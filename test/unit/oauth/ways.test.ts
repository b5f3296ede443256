import assert from 'node:assert/strict';
import { OAuthClient } from '../../../src/oauth/client';
import type { Credentials } from '../../../src/oauth/credentials';
import { introspection } from '../../../src/oauth/endpoints/introspection';
import { revocation } from '../../../src/oauth/endpoints/revocation';
import { userInfo } from '../../../src/oauth/endpoints/userinfo';
import type { ExchangeEvent } from '../../../src/oauth/exchange-event';
import { usualWay, waysTo } from '../../../src/oauth/ways';
import { startMtlsRealm, type MtlsRealm } from '../../server/mtls';
import { createVisitor } from '../../server/visitor';
import { makeAuthority } from '../../support/certificates';
import { faultOf } from '../faults/fault-of';
import { beginLogin } from './begin-login';
import { clientOf, machine, settingsOf } from './provider';

type Who = 'authority' | 'selfSigned';
const methods = { authority: 'tls_client_auth', selfSigned: 'self_signed_tls_client_auth' } as const;

describe('oauth: the way to a client’s servers', () => {
  let realm: MtlsRealm;
  before(async () => {
    realm = await startMtlsRealm('127.0.0.1');
  });
  after(() => realm.close());

  const events: ExchangeEvent[] = [];
  const fetchFor = waysTo(fetch, () => false, Date.now);
  const oauth = new OAuthClient({ fetchFor, now: Date.now, log: () => undefined, onExchange: (e) => events.push(e) });
  const credentialsOf = (who: Who): Credentials => {
    const { certificate, key } = realm.certificates[who];
    return { clientCertificate: `${certificate}\n${key}` };
  };
  const clientFor = (who: Who, fields: object = {}, credentials = credentialsOf(who)) => {
    const { issuer, clients } = realm.tenant;
    const { clientId } = clients[who] ?? assert.fail();
    const tls = { ca: realm.authority.certificate };
    const common = { issuer, clientId, clientAuth: methods[who], grant: 'client_credentials', tls };
    return clientOf({ ...common, ...fields }, credentials);
  };

  for (const who of ['authority', 'selfSigned'] as const) {
    it(`shows a client’s certificate (${methods[who]}), at the server’s aliases`, async () => {
      events.length = 0;
      realm.shown.length = 0;
      const { accessToken } = await oauth.obtain(clientFor(who));
      assert.ok(accessToken.length > 20);
      const { pathname } = new URL(realm.tenant.endpoints.token);
      const name = `CN=${realm.tenant.clients[who]?.clientId}`;
      assert.deepEqual(
        realm.shown.filter(({ path }) => path === pathname),
        [{ path: pathname, name }],
      );
      const token = events.find(({ endpoint }) => endpoint === 'token');
      assert.equal(token?.address, realm.mtlsOrigin + pathname);
      assert.equal(token.authentication, 'client_certificate');
    });
  }

  it('shows it on every leg of a login, a renewal and what follows', async () => {
    const who = clientFor('authority', { grant: 'authorization_code', scope: 'openid offline_access' });
    const browser = fetchFor({ tls: { ca: realm.authority.certificate } }, {});
    const login = await beginLogin(oauth, who, 'vscode://token-deck.token-deck/callback');
    const visitor = createVisitor((url, init) => browser(String(url), init ?? {}));
    const back = await visitor.signIn(login.url, realm.tenant.user);
    realm.shown.length = 0;
    const set = await login.finish(back.searchParams);
    const renewed = await oauth.refresh(who, set);
    assert.notEqual(renewed.accessToken, set.accessToken);
    const token = renewed.accessToken;
    assert.equal((await oauth.ask(who, introspection(token))).active, true);
    assert.equal((await oauth.ask(who, userInfo(token, undefined))).sub, realm.tenant.user.subject);
    await oauth.ask(who, revocation(token, 'access_token'));
    const legs = realm.shown.filter(({ path }) => /token|userinfo|revoke/.test(path));
    assert.equal(legs.length, 5, JSON.stringify(realm.shown));
    for (const { name } of legs) assert.equal(name, 'CN=mtls-authority');
  });

  const refusals: [what: string, credentials: (realm: MtlsRealm) => Credentials, code: string, error?: string][] = [
    ['no certificate', () => ({}), 'secret-missing'],
    [
      'a certificate of another client',
      () => ({ clientCertificate: Object.values(realm.certificates.selfSigned).join('\n') }),
      'client-refused',
      'unauthorized_client',
    ],
    [
      'a certificate of an authority that the server does not trust',
      () => ({ clientCertificate: Object.values(makeAuthority('x').issue('mtls-authority')).slice(0, 2).join('\n') }),
      'client-refused',
      'unauthorized_client',
    ],
    ['no key', () => ({ clientCertificate: realm.certificates.authority.certificate }), 'secret-missing'],
  ];
  for (const [what, credentials, code, error] of refusals)
    it(`ends with ${code} with ${what}`, async () => {
      const fault = await faultOf(oauth.obtain(clientFor('authority', {}, credentials(realm))));
      assert.deepEqual([fault.code, fault.error], [code, error], fault.message);
      if (code === 'client-refused') assert.match(fault.next, /which certificate or subject it expects/);
    });

  it('trusts no other authority than the profile’s and the usual ones', async () => {
    for (const tls of [undefined, { ca: makeAuthority('Test authority').certificate }]) {
      const fault = await faultOf(oauth.obtain(clientFor('authority', { tls })));
      assert.equal(fault.code, 'certificate-untrusted', fault.message);
    }
  });

  it('knows the authorities of one profile from those of another', async () => {
    await oauth.obtain(clientFor('authority'));
    const other = clientFor('authority', { tls: { ca: makeAuthority('other').certificate } });
    assert.equal((await faultOf(oauth.obtain(other))).code, 'certificate-untrusted');
  });

  it('is the usual one where a profile has neither authorities nor a certificate to show', () => {
    const secret = { clientCertificate: 'c' };
    assert.equal(fetchFor(settingsOf(machine), secret), fetch);
    assert.equal(fetchFor({ clientAuth: 'tls_client_auth' }, {}), fetch);
    const own = fetchFor({ clientAuth: 'tls_client_auth' }, secret);
    assert.notEqual(own, fetch);
    assert.equal(own, fetchFor({ clientAuth: 'self_signed_tls_client_auth' }, { ...secret }));
    assert.notEqual(own, fetchFor({ clientAuth: 'tls_client_auth' }, { ...secret, privateKey: 'k' }));
    assert.notEqual(own, fetchFor({ clientAuth: 'tls_client_auth', tls: { ca: 'a' } }, secret));
  });

  it('is the runtime’s fetch, but for https: where NODE_EXTRA_CA_CERTS names authorities', async () => {
    const { NODE_EXTRA_CA_CERTS: before } = process.env;
    const asked: string[] = [];
    const runtime = async (url: string) => (asked.push(url), Response.json({}));
    try {
      delete process.env.NODE_EXTRA_CA_CERTS;
      assert.equal(await usualWay(runtime), runtime);
      process.env.NODE_EXTRA_CA_CERTS = '/none';
      const usual = await usualWay(runtime);
      await usual('http://127.0.0.1:1/x', {});
      await assert.rejects(usual(`${realm.tenant.issuer}/x`, {}), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
      assert.deepEqual(asked, ['http://127.0.0.1:1/x']);
    } finally {
      delete process.env.NODE_EXTRA_CA_CERTS;
      if (before !== undefined) process.env.NODE_EXTRA_CA_CERTS = before;
    }
  });

  it('to http: on loopback is the usual one', async () => {
    const asked: string[] = [];
    const usual = async (url: string) => {
      asked.push(url);
      return Response.json({});
    };
    const own = waysTo(usual, () => false, Date.now)({ tls: { ca: realm.authority.certificate } }, {});
    await own('http://127.0.0.1:1/x', {});
    assert.deepEqual(asked, ['http://127.0.0.1:1/x']);
  });

  it('keeps few ways, and makes the oldest again', () => {
    const of = (ca: string) => fetchFor({ tls: { ca } }, {});
    const first = of('first');
    assert.equal(of('first'), first);
    for (let index = 0; index < 20; index++) of(String(index));
    assert.notEqual(of('first'), first);
  });
});
