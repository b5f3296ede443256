import assert from 'node:assert/strict';
import { checkClaims } from '../../../src/jwt/verify/claims-check';
import { isEntra, isOwnMetadata, isTemplate, namedIssuer, tokenIssuer } from '../../../src/oauth/issuer';
import { provider } from './provider';

const entra = 'https://login.microsoftonline.com';
const one = 'b2a7f9d0-1c3e-4f5a-8b6d-7e9f0a1b2c3d';
const other = '00000000-1c3e-4f5a-8b6d-7e9f0a1b2c3d';
const personal = '9188040d-6c67-4c5b-b112-36a304b66dad';
const template = `${entra}/{tenantid}/v2.0`;

describe('oauth: whose metadata they are', () => {
  const rows: [issuer: string, named: unknown, own: boolean][] = [
    ['https://a.example', 'https://a.example', true],
    ['https://a.example', 'https://a.example/', true],
    ['https://A.example:443/x', 'https://a.example/x', true],
    ['https://a.example/x', 'https://a.example/x/', false],
    ['https://a.example/x', 'https://a.example/y', false],
    ['https://a.example', 'https://b.example', false],
    ['https://a.example', 'a.example', false],
    ['https://a.example', undefined, false],
    ['https://a.example/common/v2.0', 'https://a.example/{tenantid}/v2.0', false],
    [`${entra}/common/v2.0`, template, true],
    [`${entra}/organizations/v2.0`, template, true],
    [`${entra}/consumers/v2.0`, template, true],
    [`${entra}/consumers/v2.0`, `${entra}/${personal}/v2.0`, true],
    [`${entra}/consumers/v2.0`, `${entra}/${one}/v2.0`, false],
    [`${entra}/common/v2.0`, `${entra}/${one}/v2.0`, false],
    [`${entra}/common/v2.0`, 'https://login.microsoftonline.us/{tenantid}/v2.0', false],
    [`${entra}/common/v2.0/x`, template, false],
    [`${entra}/${one}/v2.0`, `${entra}/${one}/v2.0`, true],
    [`${entra}/${one}/v2.0`, `${entra}/${other}/v2.0`, false],
    [`${entra}/${one}/v2.0`, template, false],
    [`${entra}/contoso.example/v2.0`, `${entra}/${one}/v2.0`, true],
    [`${entra}/contoso.example/v2.0`, template, false],
    [`${entra}/contoso.example/v2.0`, `${entra}/evil.example/v2.0`, false],
    ['https://login.microsoftonline.com.evil.example/common/v2.0', template, false],
    [
      'https://evil.login.microsoftonline.com/common/v2.0',
      'https://evil.login.microsoftonline.com/{tenantid}/v2.0',
      false,
    ],
    [`${entra}:8443/common/v2.0`, `${entra}:8443/{tenantid}/v2.0`, false],
    ['https://t.b2clogin.com/t/p/v2.0', `https://t.b2clogin.com/${one}/v2.0/`, true],
    ['https://t.b2clogin.com/t/p/v2.0', `https://u.b2clogin.com/${one}/v2.0/`, false],
    ['https://t.b2clogin.com/t/p/v2.0', `https://t.b2clogin.com:8443/${one}/v2.0/`, false],
    ['https://b2clogin.com/t/p/v2.0', `https://b2clogin.com/${one}/v2.0/`, false],
    ['https://t.evilb2clogin.com/t/p/v2.0', `https://t.evilb2clogin.com/${one}/v2.0/`, false],
  ];
  for (const [issuer, named, own] of rows) {
    it(`${String(named)} is ${own ? '' : 'not '}that of ${issuer}`, () =>
      assert.equal(isOwnMetadata(issuer, { issuer: named as string }), own));
  }
});

describe('oauth: an issuer of many tenants', () => {
  it('is named by a template, which tokens complete', () => {
    for (const name of ['common', 'organizations', 'consumers']) {
      assert.equal(namedIssuer(`${entra}/${name}/v2.0`), template);
      assert.equal(isTemplate({ issuer: namedIssuer(`${entra}/${name}/v2.0`) }), true);
    }
    for (const issuer of [
      `${entra}/${one}/v2.0`,
      'https://a.example/common/v2.0',
      'https://a.example/{tenantid}/v2.0',
    ]) {
      assert.equal(namedIssuer(issuer), issuer);
      assert.equal(isTemplate({ issuer }), false);
    }
  });
  const tokens: [issuer: string, tid: unknown, expected: string][] = [
    [`${entra}/common/v2.0`, one, `${entra}/${one}/v2.0`],
    [`${entra}/common/v2.0`, personal, `${entra}/${personal}/v2.0`],
    [`${entra}/organizations/v2.0`, one, `${entra}/${one}/v2.0`],
    [`${entra}/organizations/v2.0`, personal, template],
    [`${entra}/consumers/v2.0`, personal, `${entra}/${personal}/v2.0`],
    [`${entra}/consumers/v2.0`, one, template],
    [`${entra}/common/v2.0`, undefined, template],
    [`${entra}/common/v2.0`, 'common', template],
    [`${entra}/common/v2.0`, `${one}/../x`, template],
    [`${entra}/common/v2.0`, [one], template],
    [`${entra}/${one}/v2.0`, other, `${entra}/${one}/v2.0`],
    ['https://a.example/common/v2.0', one, 'https://a.example/common/v2.0'],
    ['https://t.b2clogin.com/common/v2.0', one, 'https://t.b2clogin.com/common/v2.0'],
  ];
  for (const [issuer, tid, expected] of tokens) {
    it(`${issuer} issues tokens with the tid ${JSON.stringify(tid)} as ${expected}`, () =>
      assert.equal(tokenIssuer(issuer, tid), expected));
  }

  it('is completed only by a tenant that fits, also where metadata name it', () => {
    assert.equal(tokenIssuer(`${entra}/organizations/v2.0`, one, template), `${entra}/${one}/v2.0`);
    assert.equal(tokenIssuer(`${entra}/organizations/v2.0`, personal, template), template);
    assert.equal(tokenIssuer(`${entra}/consumers/v2.0`, one, `${entra}/${personal}/v2.0`), `${entra}/${personal}/v2.0`);
  });

  it('is known by its exact host', () => {
    assert.equal(isEntra(`${entra}/x`), true);
    assert.equal(isEntra('http://login.microsoftonline.com/x'), false);
    assert.equal(isEntra('https://login.microsoftonline.de/x'), false);
  });
});

describe('oauth: the issuer that a token is verified against', () => {
  const b2c = 'https://t.b2clogin.com';
  const sts = 'https://sts.windows.net';
  const domain = `${entra}/contoso.onmicrosoft.com/v2.0`;
  const rows: [what: string, issuer: string, named: string, claims: object, ok: boolean][] = [
    ['a tenant named by its domain', domain, `${entra}/${one}/v2.0`, { iss: `${entra}/${one}/v2.0`, tid: one }, true],
    ['another tenant than the domain’s', domain, `${entra}/${one}/v2.0`, { iss: `${entra}/${other}/v2.0` }, false],
    ['the domain itself', domain, `${entra}/${one}/v2.0`, { iss: domain, tid: one }, false],
    ['a v1 token of a v2 issuer', domain, `${entra}/${one}/v2.0`, { iss: `${sts}/${one}/`, tid: one }, false],
    ['a v1 token of a v1 issuer', `${sts}/${one}/`, `${sts}/${one}/`, { iss: `${sts}/${one}/`, tid: one }, true],
    ['a v1 token of many tenants', `${entra}/common/v2.0`, template, { iss: `${sts}/${one}/`, tid: one }, false],
    ['a user flow of B2C', `${b2c}/t/p/v2.0`, `${b2c}/${one}/v2.0/`, { iss: `${b2c}/${one}/v2.0/` }, true],
    ['another tenant of B2C', `${b2c}/t/p/v2.0`, `${b2c}/${one}/v2.0/`, { iss: `${b2c}/${other}/v2.0/` }, false],
    ['a tenant of many', `${entra}/common/v2.0`, template, { iss: `${entra}/${one}/v2.0`, tid: one }, true],
    [
      'a tenant that is not its tid',
      `${entra}/common/v2.0`,
      template,
      { iss: `${entra}/${one}/v2.0`, tid: other },
      false,
    ],
    ['an issuer with a slash', 'https://a.example', 'https://a.example/', { iss: 'https://a.example/' }, true],
    ['an issuer without its slash', 'https://a.example/', 'https://a.example/', { iss: 'https://a.example' }, false],
    ['another issuer', 'https://a.example', 'https://b.example', { iss: 'https://b.example' }, false],
  ];
  for (const [what, issuer, named, claims, ok] of rows) {
    it(`${what} is ${ok ? 'accepted' : 'refused'}`, async () => {
      const { oauth, all } = provider({ '/jwks': { keys: [] } });
      const metadata = { issuer: named, jwks_uri: `${new URL(issuer).origin}/jwks` };
      all[`${new URL(issuer).pathname.replace(/\/$/, '')}/.well-known/openid-configuration`] = metadata;
      const found = await oauth.keySet({ issuer, endpoints: {} }, async () => undefined).catch(() => undefined);
      assert.equal(found === undefined, !isOwnMetadata(issuer, metadata), 'metadata that are not its own are refused');
      const expected = tokenIssuer(issuer, (claims as { tid?: unknown }).tid, found?.issuer);
      const check = checkClaims({ exp: 4_000_000_000, ...claims }, { issuer: expected }, Date.now());
      assert.equal(check.ok, ok, check.reason);
      if (!ok) assert.ok(check.reason.includes(`expected “${expected}”`), check.reason);
    });
  }

  it('is discovered beside a key set of the profile’s own only where nothing else tells it', async () => {
    const { oauth, all, asked } = provider({ '/jwks': { keys: [] } });
    all['/contoso.onmicrosoft.com/v2.0/.well-known/openid-configuration'] = { issuer: `${entra}/${one}/v2.0` };
    const told: string[] = [];
    const jwks = 'https://keys.example/jwks';
    const tell = async (address: string) => void told.push(address);
    assert.equal((await oauth.keySet({ issuer: domain, endpoints: { jwks } }, tell))?.issuer, `${entra}/${one}/v2.0`);
    assert.deepEqual(told, [domain, jwks]);
    assert.equal(
      (await oauth.keySet({ issuer: `${entra}/common/v2.0`, endpoints: { jwks } }, tell))?.issuer,
      undefined,
    );
    assert.equal(asked().length, 3);
  });
});
