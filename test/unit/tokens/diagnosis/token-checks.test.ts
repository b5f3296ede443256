import assert from 'node:assert/strict';
import type { Facts } from '../../../../src/tokens/diagnosis/diagnosis-facts';
import { jwt } from '../../../support/jwts';
import { about, factsOf, issuer } from './facts-of';

const entra = 'https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0';
const login = { grant: 'authorization_code' };
const set = { accessToken: 'opaque', tokenType: 'bearer', obtainedAt: 0 };

describe('what is found of a token', () => {
  const cases: [what: string, fields: object, more: Partial<Facts>, field: string, found: RegExp | undefined][] = [
    ['an audience at Entra', { issuer: entra, audience: 'a' }, {}, 'audience', /Entra ignores “audience”/],
    [
      'a scope without “.default” at Entra',
      { issuer: entra, scope: 'api://a/read' },
      {},
      'scope',
      /ends in “\/\.default”/,
    ],
    ['no scope for a machine at Entra', { issuer: entra }, {}, 'scope', /ends in “\/\.default”/],
    ['the right scope at Entra', { issuer: entra, scope: 'api://a/.default' }, {}, 'scope', undefined],
    [
      'many tenants for a machine at Entra',
      { issuer: 'https://login.microsoftonline.com/common/v2.0', scope: 'api://a/.default' },
      ...([{}, 'issuer', /Client credentials need one tenant/] as const),
    ],
    [
      'no offline access at Google',
      { ...login, issuer: 'https://accounts.google.com' },
      {},
      'params.authorization',
      /Google gives a refresh token only/,
    ],
    [
      'offline access at Google',
      { ...login, issuer: 'https://accounts.google.com', params: { authorization: { access_type: 'offline' } } },
      ...([{}, 'params.authorization', undefined] as const),
    ],
    ['commas between scopes', { scope: 'read,write' }, {}, 'scope', /separated by spaces/],
    ['another word than Bearer', { headerPrefix: 'Token' }, {}, 'headerPrefix', /without “Bearer”/],
    ['a header of the API’s own', { headerName: 'X-Key', headerPrefix: '' }, {}, 'headerPrefix', undefined],
    ['no origins', {}, {}, 'origins', /asked for each API/],
    ['a short life', {}, { set: { ...set, expiresAt: 90_000 } }, 'refreshAhead', /lives 90 s/],
    ['a long life', {}, { set: { ...set, expiresAt: 3_600_000 } }, 'refreshAhead', undefined],
    [
      'a scope that was not granted',
      { scope: 'read write' },
      { set: { ...set, scope: 'read' } },
      'scope',
      /these are missing: write/,
    ],
    [
      'scopes that all were granted',
      { scope: 'openid read', ...login },
      { set: { ...set, scope: 'read', refreshToken: 'r' } },
      'scope',
      undefined,
    ],
    [
      'another audience',
      { audience: 'a' },
      { set: { ...set, accessToken: jwt({ aud: ['b', 'c'] }) } },
      'audience',
      /another audience \(b, c\)/,
    ],
    [
      'the right audience',
      { audience: 'a' },
      { set: { ...set, accessToken: jwt({ aud: ['a', 'b'] }) } },
      'audience',
      undefined,
    ],
    ['no refresh token', login, { set }, 'scope', /gave no refresh token/],
  ];
  for (const [what, fields, more, field, found] of cases) {
    it(`${found === undefined ? 'does not name' : 'names'} ${what}`, () => {
      const findings = about(factsOf({ ...fields }, more), field);
      if (found === undefined) assert.deepEqual(findings, []);
      else
        assert.ok(
          findings.some((finding) => found.test(finding.what)),
          JSON.stringify(findings),
        );
    });
  }

  it('asks for “offline_access” only where the metadata have it', () => {
    const examined = (scopes: string[]) => ({
      examined: { probes: [], isOwn: true, metadata: { issuer, scopes_supported: scopes } },
    });
    const of = (scopes: string[]) =>
      about(factsOf({ ...login, scope: 'read' }, examined(['read', ...scopes])), 'scope');
    assert.match(of(['offline_access'])[0]?.what ?? '', /“offline_access” is not asked for/);
    assert.deepEqual(of([]), []);
  });

  it('takes the token of a trial before the one in hand', () => {
    const trial = { set: { ...set, scope: 'read write' } };
    assert.deepEqual(about(factsOf({ scope: 'read write' }, { set: { ...set, scope: 'read' }, trial }), 'scope'), []);
  });
});
