import assert from 'node:assert/strict';
import { examine, likelyIssuers, metadataAddresses } from '../../../src/oauth/examination';
import type { Probed } from '../../../src/oauth/probe';

/** Servers that answer at some addresses with metadata of an issuer, else with 404. */
function answering(issuers: Record<string, string>) {
  const asked: string[] = [];
  const ask = async (address: string): Promise<Probed> => {
    asked.push(address);
    const issuer = issuers[address];
    return issuer === undefined ? { address, status: 404 } : { address, status: 200, json: { issuer } };
  };
  return { ask, asked };
}

describe('the addresses of metadata', () => {
  it('are those of OpenID Connect and of RFC 8414', () => {
    assert.deepEqual(metadataAddresses('https://sso.example.com/realms/a/'), [
      'https://sso.example.com/realms/a/.well-known/openid-configuration',
      'https://sso.example.com/.well-known/oauth-authorization-server/realms/a',
    ]);
  });
});

describe('issuers that may be meant', () => {
  const cases: [given: string, first: string][] = [
    ['https://sso.example.com/realms/a/protocol/openid-connect/token', 'https://sso.example.com/realms/a'],
    ['https://sso.example.com/auth/realms/a', 'https://sso.example.com/realms/a'],
    ['https://sso.example.com/realms/a', 'https://sso.example.com/auth/realms/a'],
    ['https://login.example.com/11/oauth2/v2.0/token', 'https://login.example.com/11/v2.0'],
    ['https://acme.auth0.com/oauth/token', 'https://acme.auth0.com'],
    ['https://acme.example.com/oauth2/default/v1/token', 'https://acme.example.com/oauth2/default'],
    ['https://login.example.com/11', 'https://login.example.com/11/v2.0'],
  ];
  for (const [given, first] of cases) {
    it(`of ${given} begin with ${first}`, () => {
      const likely = likelyIssuers(given);
      assert.equal(likely[0], first);
      assert.ok(likely.length <= 4 && likely.every((each) => new URL(each).origin === new URL(given).origin));
    });
  }
});

describe('an examination', () => {
  const issuer = 'https://sso.example.com/realms/a';

  it('ends at the first address that has metadata', async () => {
    const { ask, asked } = answering({ [`${issuer}/.well-known/openid-configuration`]: issuer });
    const { metadata, isOwn, suggested } = await examine(issuer, ask);
    assert.deepEqual([metadata?.issuer, isOwn, suggested, asked.length], [issuer, true, undefined, 1]);
  });

  it('tells metadata of another issuer', async () => {
    const { ask } = answering({ [`${issuer}/.well-known/openid-configuration`]: 'https://other.example.com' });
    const { metadata, isOwn } = await examine(issuer, ask);
    assert.deepEqual([metadata?.issuer, isOwn], ['https://other.example.com', false]);
  });

  it('finds the issuer where an endpoint was named', async () => {
    const { ask } = answering({ [`${issuer}/.well-known/openid-configuration`]: issuer });
    assert.equal((await examine(`${issuer}/protocol/openid-connect/auth`, ask)).suggested, issuer);
  });

  it('suggests no issuer that its own metadata do not name', async () => {
    const { ask } = answering({ [`${issuer}/.well-known/openid-configuration`]: 'https://sso.example.com/b' });
    assert.equal((await examine(`${issuer}/token`, ask)).suggested, undefined);
  });

  it('asks no further where the server cannot be reached, or is down', async () => {
    for (const [status, most] of [
      [undefined, 1],
      [503, 2],
    ] as const) {
      const asked: string[] = [];
      await examine(issuer, async (address) => (asked.push(address), { address, ...(status && { status }) }));
      assert.equal(asked.length, most);
    }
  });

  it('takes nothing for metadata that does not name an issuer', async () => {
    const ask = async (address: string): Promise<Probed> => ({
      address,
      status: 200,
      json: { issuer: 'not an address' },
    });
    assert.equal((await examine(issuer, ask)).metadata, undefined);
  });
});
