import assert from 'node:assert/strict';
import { Discovery } from '../../../src/oauth/discovery';
import type { Transport } from '../../../src/oauth/exchange';
import type { Fetch } from '../../../src/oauth/transport';
import { faultOf } from '../faults/fault-of';
import { clientOf, endpoints, issuer, machine, metadata, provider } from './provider';

const minute = 60_000;

/** A way to an issuer that counts what it is asked. */
function issuerAt(answers: Record<string, object>) {
  const asked: string[] = [];
  const time = { now: 0 };
  const fetch: Fetch = async (url) => {
    const { pathname } = new URL(url);
    asked.push(pathname);
    const answer = answers[pathname];
    return answer === undefined ? new Response('', { status: 404 }) : Response.json(answer);
  };
  const transport: Transport = {
    fetch,
    limits: { time: 5000, size: 1 << 20 },
    now: () => time.now,
    onExchange: () => undefined,
  };
  return { transport, asked, time, answers };
}

const oidc = '/.well-known/openid-configuration';
const oauth2 = '/.well-known/oauth-authorization-server';
const document = { issuer, token_endpoint: endpoints.token };

describe('oauth: discovery', () => {
  it('asks by OpenID Connect, and by RFC 8414 where that finds nothing', async () => {
    const { transport, asked } = issuerAt({ [oauth2]: document });
    assert.equal((await new Discovery().metadata(issuer, transport)).token_endpoint, endpoints.token);
    assert.deepEqual(asked, [oidc, oauth2]);
  });

  it('tells the first failure where neither finds anything', async () => {
    const { transport } = issuerAt({});
    const fault = await faultOf(new Discovery().metadata(issuer, transport));
    assert.equal(fault.code, 'discovery-failed');
    assert.match(fault.message, /404/);
  });

  it('asks once for all who wait, and again after ten minutes', async () => {
    const { transport, asked, time } = issuerAt({ [oidc]: document });
    const discovery = new Discovery();
    await Promise.all([discovery.metadata(issuer, transport), discovery.metadata(issuer, transport)]);
    time.now = 10 * minute - 1;
    await discovery.metadata(issuer, transport);
    assert.equal(asked.length, 1);
    time.now = 10 * minute;
    await discovery.metadata(issuer, transport);
    assert.equal(asked.length, 2);
  });

  it('keeps no failure', async () => {
    const { transport, answers } = issuerAt({});
    const discovery = new Discovery();
    await faultOf(discovery.metadata(issuer, transport));
    answers[oidc] = document;
    assert.equal((await discovery.metadata(issuer, transport)).issuer, issuer);
  });

  it('asks again for what was forgotten', async () => {
    const { transport, asked } = issuerAt({ [oidc]: document });
    const discovery = new Discovery();
    await discovery.metadata(issuer, transport);
    discovery.forget(issuer, transport);
    await discovery.metadata(issuer, transport);
    assert.equal(asked.length, 2);
  });

  it('does not give one way’s metadata to another: they may trust different authorities', async () => {
    const one = issuerAt({ [oidc]: document });
    const other = issuerAt({ [oidc]: { ...document, token_endpoint: `${issuer}/other` } });
    const discovery = new Discovery();
    await discovery.metadata(issuer, one.transport);
    assert.equal((await discovery.metadata(issuer, other.transport)).token_endpoint, `${issuer}/other`);
  });

  it('refuses metadata of another issuer', async () => {
    const { transport } = issuerAt({ [oidc]: { ...document, issuer: 'https://other.example' } });
    assert.equal((await faultOf(new Discovery().metadata(issuer, transport))).code, 'issuer-mismatch');
  });

  it('refuses metadata of another issuer where the library does not compare', async () => {
    const odd = `${issuer}/.well-known/odd`;
    const { transport } = issuerAt({ '/.well-known/odd': { ...document, issuer: 'https://other.example' } });
    assert.equal((await faultOf(new Discovery().metadata(odd, transport))).code, 'issuer-mismatch');
  });

  const tenant = 'b2a7f9d0-1c3e-4f5a-8b6d-7e9f0a1b2c3d';
  const providers: [what: string, issuer: string, named: string, taken: boolean][] = [
    ...['login.microsoftonline.com', 'login.microsoftonline.us', 'login.partner.microsoftonline.cn'].flatMap(
      (host): [string, string, string, boolean][] => [
        [`${host} for many tenants`, `https://${host}/common/v2.0`, `https://${host}/{tenantid}/v2.0`, true],
        [`${host} for one tenant`, `https://${host}/${tenant}/v2.0`, `https://${host}/${tenant}/v2.0`, true],
        [
          `${host} for one tenant, with the template of many`,
          `https://${host}/${tenant}/v2.0`,
          `https://${host}/{tenantid}/v2.0`,
          false,
        ],
        [
          `${host} that name another host`,
          `https://${host}/common/v2.0`,
          'https://evil.example/{tenantid}/v2.0',
          false,
        ],
      ],
    ),
    ['B2C', 'https://t.b2clogin.com/t.example/p/v2.0', `https://t.b2clogin.com/${tenant}/v2.0/`, true],
    ['B2C of another host', 'https://t.b2clogin.com/t.example/p/v2.0', `https://u.b2clogin.com/${tenant}/v2.0/`, false],
  ];
  for (const [what, asked, named, taken] of providers) {
    it(`${taken ? 'takes' : 'refuses'} the metadata of ${what}`, async () => {
      const { transport } = issuerAt({ [`${new URL(asked).pathname}${oidc}`]: { ...document, issuer: named } });
      const metadata = new Discovery().metadata(asked, transport);
      if (taken) assert.equal((await metadata).issuer, named);
      else assert.equal((await faultOf(metadata)).code, 'issuer-mismatch');
    });
  }

  it('is repeated after an endpoint was not found', async () => {
    const { oauth, all, asked } = provider(metadata());
    const who = clientOf({ ...machine, endpoints: undefined }, { clientSecret: 's' });
    all['/token'] = undefined;
    assert.equal((await faultOf(oauth.obtain(who))).code, 'endpoint-not-found');
    all['/token'] = { access_token: 'a', token_type: 'Bearer' };
    await oauth.obtain(who);
    assert.equal(asked().filter((path) => path === oidc).length, 2);
  });
});
