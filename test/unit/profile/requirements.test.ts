import assert from 'node:assert/strict';
import { parseProfile } from '../../../src/profile/parse';
import { assertSentence } from '../../support/sentence';

type Fields = Record<string, unknown>;

const valid: Fields = { id: 'prod', grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example.com' };
const without = (field: string): Fields => Object.fromEntries(Object.entries(valid).filter(([name]) => name !== field));

function problems(input: Fields) {
  const parsed = parseProfile(input);
  if (parsed.ok) return [];
  for (const { message } of parsed.problems) assertSentence(message);
  return parsed.problems;
}

describe('profile: what a grant needs', () => {
  const cases: [what: string, input: Fields, path: string, message?: RegExp][] = [
    ['no grant', without('grant'), 'grant', /“grant” is missing/],
    ['no client id', without('clientId'), 'clientId', /“clientId” is missing/],
    ['no issuer', without('issuer'), 'issuer', /neither “issuer” nor “endpoints.token”/],
    ['a port that is too high', { ...valid, redirect: 'loopback:65536' }, 'redirect', /port/],
    ['port 0', { ...valid, redirect: 'loopback:0' }, 'redirect', /port/],
    ['a public client with client credentials', { ...valid, clientAuth: 'none' }, 'clientAuth'],
    ['a password without a user', { ...valid, grant: 'password' }, 'username'],
    [
      'openid without an issuer',
      {
        ...without('issuer'),
        grant: 'authorization_code',
        scope: 'openid',
        endpoints: { authorization: 'https://a.example', token: 'https://a.example' },
      },
      'issuer',
      /ID token/,
    ],
    [
      'openid in own parameters, without an issuer',
      {
        ...without('issuer'),
        grant: 'authorization_code',
        params: { authorization: { scope: 'a openid' } },
        endpoints: { authorization: 'https://a.example', token: 'https://a.example' },
      },
      'issuer',
    ],
    ...(['jar', 'jarm'] as const).map((name): [string, Fields, string, RegExp] => [
      `${name} without an issuer`,
      {
        ...without('issuer'),
        ...{ grant: 'authorization_code', security: { [name]: true } },
        endpoints: { authorization: 'https://a.example', token: 'https://a.example', jwks: 'https://a.example' },
      },
      'issuer',
      new RegExp(`“security.${name}”`),
    ]),
    [
      'a signed request for a token in the address without an issuer',
      {
        ...without('issuer'),
        ...{ grant: 'implicit', security: { jar: true }, endpoints: { authorization: 'https://a.example' } },
      },
      'issuer',
      /“security.jar”/,
    ],
    [
      'a login without its endpoint',
      { ...without('issuer'), grant: 'authorization_code', endpoints: { token: 'https://a.example' } },
      'issuer',
      /authorization/,
    ],
    [
      'a token in the address that VS Code would pass on',
      { ...valid, grant: 'implicit', redirect: 'uri-handler' },
      'redirect',
      /implicit: the address has the token in it/,
    ],
    [
      'an ID token in the address without an issuer',
      { ...without('issuer'), grant: 'implicit', scope: 'openid', endpoints: { authorization: 'https://a.example' } },
      'issuer',
    ],
    [
      'a token in the address that is to be bound',
      { ...valid, grant: 'implicit', security: { dpop: true } },
      'security',
      /dpop/,
    ],
    [
      'a token in the address that is to be signed',
      { ...valid, grant: 'implicit', security: { jarm: true } },
      'security',
      /jarm/,
    ],
    [
      'a device without its endpoint',
      { ...without('issuer'), grant: 'device_code', endpoints: { token: 'https://a.example' } },
      'issuer',
      /deviceAuthorization/,
    ],
  ];
  for (const [what, input, path, message] of cases) {
    it(`is told: ${what}`, () => {
      const found = problems(input);
      assert.deepEqual(
        found.map((problem) => [problem.path.join('.'), problem.code]),
        [[path, 'profile-invalid']],
      );
      if (message) assert.match(found[0]?.message ?? '', message);
    });
  }

  const fine: [what: string, input: Fields][] = [
    ['a login of a public client', { ...valid, grant: 'authorization_code', clientAuth: 'none' }],
    ['a grant that the preset gives', { ...without('grant'), preset: 'basic' }],
    ['openid with an issuer', { ...valid, grant: 'authorization_code', scope: 'openid' }],
    ['endpoints in place of an issuer', { ...without('issuer'), endpoints: { token: 'https://a.example' } }],
    [
      'the implicit grant without a token endpoint',
      { ...without('issuer'), grant: 'implicit', endpoints: { authorization: 'https://a.example' } },
    ],
    ['loopback for a token in the address', { ...valid, grant: 'implicit', redirect: 'loopback:8080' }],
    ['a pasted token, with nothing but its id', { id: 'a', grant: 'static' }],
    ['a user for the password', { ...valid, grant: 'password', username: 'alice' }],
    ['a port', { ...valid, redirect: 'loopback:65535' }],
  ];
  for (const [what, input] of fine) it(`is there: ${what}`, () => assert.deepEqual(problems(input), []));

  it('is not told of addresses while the preset lacks a field', () => {
    const found = problems({ id: 'a', grant: 'client_credentials', clientId: 'c', preset: 'auth0' });
    assert.deepEqual(
      found.map(({ path }) => path.join('.')),
      ['tenant'],
    );
  });
});
