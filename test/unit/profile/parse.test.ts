import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseProfile, type ParsedProfile } from '../../../src/profile/parse';
import { describeProblems, type Problem } from '../../../src/profile/problem';
import { profileSchema } from '../../../src/profile/schema';
import { assertSentence } from '../../support/sentence';
import { assertProperty } from '../../support/property';

type Fields = Record<string, unknown>;

const valid: Fields = {
  id: 'prod',
  grant: 'client_credentials',
  clientId: 'c',
  issuer: 'https://sso.example.com',
};
const without = (field: string): Fields => Object.fromEntries(Object.entries(valid).filter(([name]) => name !== field));

function problems(input: unknown): Problem[] {
  const parsed: ParsedProfile = parseProfile(input);
  if (parsed.ok) return [];
  for (const { message } of parsed.problems) assertSentence(message);
  return parsed.problems;
}
const paths = (input: unknown) => problems(input).map(({ path }) => path.join('.'));

describe('profile: parsing', () => {
  it('accepts a profile with only what is needed', () => {
    const parsed = parseProfile(valid);
    assert.ok(parsed.ok);
    assert.deepEqual(parsed.profile, valid);
  });

  it('accepts every field', () => {
    const whole: Fields = {
      ...valid,
      ...{ id: 'a.b-c_1', name: 'Ünïcödé', group: 'Staging', preset: 'oidc' },
      ...{ tenant: 't', server: 'https://s.example', realm: 'r', organization: 'o' },
      endpoints: Object.fromEntries(
        [
          ...['authorization', 'token', 'deviceAuthorization', 'revocation', 'introspection', 'userinfo'],
          ...['endSession', 'pushedAuthorizationRequest', 'jwks'],
        ].map((name) => [name, `https://sso.example.com/${name}?tenant=1`]),
      ),
      ...{ clientAuth: 'private_key_jwt', basicEncoding: 'none', scope: 'openid read', audience: ['a', 'b'] },
      ...{
        resource: 'urn:x',
        username: 'alice',
        clientAssertion: { alg: 'PS256', kid: 'k', audience: 'token_endpoint' },
        subject: { profile: 'personal:a', type: 'id_token' },
        actor: { type: 'urn:ietf:params:oauth:token-type:jwt' },
        requestedTokenType: 'access_token',
        assertion: {
          ...{ issuer: 'a', subject: 'b', audience: 'c', lifetime: 60, alg: 'ES256', kid: 'k' },
          claims: { nested: [{ x: null }] },
        },
      },
      origins: ['https://api.example.com', 'https://*.example.com:8443', 'http://localhost'],
      params: { authorization: { prompt: 'login' }, token: { tier: ['a', 'b'] }, refresh: { x: '' } },
      ...{ tokenRequestFormat: 'json', redirect: 'loopback:8080/cb', security: { dpop: true, par: false, jar: true } },
      ...{ use: 'id_token', headerName: 'X-Api-Key', headerPrefix: '', refreshAhead: 0 },
    };
    const parsed = parseProfile(whole);
    assert.deepEqual(problems(whole), []);
    assert.ok(parsed.ok);
    assert.deepEqual(parsed.profile, whole);
  });

  describe('names what is wrong', () => {
    const cases: [what: string, input: Fields, path: string, message?: RegExp][] = [
      ['an unknown field', { ...valid, audiance: 'x' }, 'audiance', /“audiance” is an unknown field/],
      ['an unknown field of endpoints', { ...valid, endpoints: { tokens: 'x' } }, 'endpoints.tokens', /unknown field/],
      ['an unknown leg', { ...valid, params: { login: {} } }, 'params.login', /unknown field/],
      ['an unknown protection', { ...valid, security: { mtls: true } }, 'security.mtls', /unknown field/],
      ['a field that objects have', { ...valid, constructor: 'x' }, 'constructor', /unknown field/],
      ['another such field', { ...valid, toString: 'x' }, 'toString', /unknown field/],
      ['no id', without('id'), 'id', /“id” is missing/],
      ['an unknown grant', { ...valid, grant: 'magic' }, 'grant', /must be one of/],
      ['an unknown preset', { ...valid, preset: 'toString' }, 'preset', /must be one of/],
      ['an unknown client authentication', { ...valid, clientAuth: 'basic' }, 'clientAuth', /must be one of/],
      ['an empty name', { ...valid, name: '' }, 'name'],
      ['a name that is too long', { ...valid, name: 'x'.repeat(201) }, 'name', /200/],
      ['a scope that is too long', { ...valid, scope: 'x'.repeat(4097) }, 'scope', /4096/],
      ['a scope that is a list', { ...valid, scope: ['a'] }, 'scope'],
      ['an empty list', { ...valid, audience: [] }, 'audience'],
      ['a list of all kinds', { ...valid, audience: ['a', 1] }, 'audience'],
      ['null', { ...valid, clientId: null }, 'clientId'],
      ['a number', { ...valid, clientId: 7 }, 'clientId'],
      ['a parameter that is a number', { ...valid, params: { token: { a: 1 } } }, 'params.token.a'],
      ['a time that is negative', { ...valid, refreshAhead: -1 }, 'refreshAhead'],
      ['a time that is too long', { ...valid, refreshAhead: 86_401 }, 'refreshAhead'],
      ['a time that is a text', { ...valid, refreshAhead: '60' }, 'refreshAhead'],
      ['a time that is none', { ...valid, refreshAhead: NaN }, 'refreshAhead'],
      ['a header with a space', { ...valid, headerName: 'X Y' }, 'headerName', /header’s name/],
      ['a header of two lines', { ...valid, headerName: 'X\r\nY' }, 'headerName'],
      ['a prefix of two lines', { ...valid, headerPrefix: 'Bearer\r\nX: y' }, 'headerPrefix'],
      ['a prefix with a variable', { ...valid, headerPrefix: '{{x}}' }, 'headerPrefix', /braces/],
      ['a prefix with one brace', { ...valid, headerPrefix: 'Bearer{' }, 'headerPrefix', /braces/],
      ['a redirect that there is not', { ...valid, redirect: 'http://localhost' }, 'redirect', /must be auto/],
      ['a redirect with a query', { ...valid, redirect: 'loopback:80/a?b' }, 'redirect'],
      ['an assertion that is nested deeply', { ...valid, assertion: { claims: nested(100) } }, 'assertion.claims'],
      ['an assertion that is not JSON', { ...valid, assertion: { claims: { a: 1n } } }, 'assertion.claims'],
      [
        'a preset without its field',
        { id: 'a', grant: 'client_credentials', clientId: 'c', preset: 'auth0' },
        'tenant',
        /“tenant” is missing.*“auth0”/,
      ],
      ['an issuer with a query', { ...valid, issuer: 'https://a.example/?b' }, 'issuer', /query/],
      ['an issuer with a fragment', { ...valid, issuer: 'https://a.example/#b' }, 'issuer', /fragment/],
      ['an issuer with a password', { ...valid, issuer: 'https://a:b@a.example' }, 'issuer', /user name or a password/],
      ['an issuer that is none', { ...valid, issuer: 'sso' }, 'issuer', /isn’t an https: address/],
      ['an issuer with metadata', { ...valid, issuer: 'https://a.example/.well-known/x' }, 'issuer', /\.well-known/],
      ...(
        [
          ['keycloak', 'server', 'https://a.example?b', /query/],
          ['keycloak', 'server', 'https://a.example#b', /fragment/],
          ['keycloak', 'server', 'https://a.example/.well-known/b', /\.well-known/],
          ['keycloak', 'realm', '.well-known', /\.well-known/],
          ['keycloak', 'realm', '..', /“\.\.”/],
          ['keycloak', 'realm', '.', /“\.\.”/],
          ['streamdiver', 'tenant', '..', /“\.\.”/],
          ['istreamplanet', 'organization', '..', /“\.\.”/],
          ['auth0', 'tenant', 'a.example?b', /query/],
          ['auth0', 'tenant', 'a.example#b', /fragment/],
          ['auth0', 'tenant', 'a.example/.well-known/b', /\.well-known/],
        ] as const
      ).map(([preset, field, value, message]): [string, Fields, string, RegExp] => [
        `${preset} with the ${field} ${value}`,
        {
          ...{ ...without('issuer'), preset },
          ...(preset === 'keycloak' && { server: 'https://a.example', realm: 'r' }),
          [field]: value,
        },
        value === '.well-known' ? 'server' : field,
        message,
      ]),
      [
        'an endpoint that is none',
        { ...valid, endpoints: { jwks: 'javascript:1' } },
        'endpoints.jwks',
        /isn’t an https: address/,
      ],
      [
        'a secret in an address',
        { ...valid, endpoints: { token: 'https://a.example/?client_secret=x' } },
        'endpoints.token',
        /secret in its query/,
      ],
      ...['realm', 'server'].map((field): [string, Fields, string, RegExp] => [
        `half a character in the preset’s ${field}`,
        { ...without('issuer'), preset: 'keycloak', server: 'https://a.example', realm: 'r', [field]: '\ud800' },
        field,
        new RegExp(`“${field}” has half a character`),
      ]),
      ['half a character in a list', { ...valid, audience: ['a', '\udc00'] }, 'audience.1', /half a character/],
      ['half a character in a parameter', { ...valid, params: { token: { a: '\ud800' } } }, 'params.token.a', /half/],
      [
        'half a character in an assertion',
        { ...valid, assertion: { claims: { a: ['\ud800'] } } },
        'assertion.claims.a.0',
        /half/,
      ],
      ['half a character in a redirect', { ...valid, redirect: 'loopback:80/\ud800' }, 'redirect', /half/],
      [
        'a tenant that is not a host',
        { ...without('issuer'), preset: 'auth0', tenant: 'a b' },
        'tenant',
        /isn’t an https: address/,
      ],
    ];
    for (const [what, input, path, message] of cases) {
      it(what, () => {
        const found = problems(input);
        assert.deepEqual(
          found.map((problem) => problem.path.join('.')),
          [path],
        );
        if (message) assert.match(found[0]?.message ?? '', message);
        assert.equal(found[0]?.code, 'profile-invalid');
        assert.equal(found[0]?.secret, undefined);
      });
    }

    const ids = ['', 'A', '-a', '.a', '_a', 'a b', 'a/b', 'ä', 'a'.repeat(65), 'a\n', 'personal:a', '__proto__'];
    for (const id of ids) it(`the id ${JSON.stringify(id)}`, () => assert.deepEqual(paths({ ...valid, id }), ['id']));
    for (const id of ['a', '0', 'a'.repeat(64), 'a.b-c_d', 'constructor']) {
      it(`nothing in the id ${id}`, () => assert.deepEqual(paths({ ...valid, id }), []));
    }

    it('all of it, with the id and the name', () => {
      const parsed = parseProfile({ id: 'prod', name: 'P', grant: 'x', use: 'y', other: 1 });
      assert.ok(!parsed.ok);
      assert.equal(parsed.id, 'prod');
      assert.equal(parsed.name, 'P');
      assert.deepEqual(parsed.problems.map(({ path }) => path[0]).sort(), ['grant', 'other', 'use']);
    });
  });

  describe('http:', () => {
    const cases: [what: string, fields: Fields, path: string][] = [
      ['the issuer', { issuer: 'http://sso.example.com' }, 'issuer'],
      ['an issuer that looks local', { issuer: 'http://localhost.evil.com' }, 'issuer'],
      ['the token endpoint', { endpoints: { token: 'http://127.0.0.1.evil.com' } }, 'endpoints.token'],
      ['any endpoint', { endpoints: { userinfo: 'http://10.0.0.1' } }, 'endpoints.userinfo'],
      [
        'a preset’s server',
        { issuer: undefined, preset: 'keycloak', server: 'http://sso.example', realm: 'r' },
        'server',
      ],
      ['a preset’s tenant', { issuer: undefined, preset: 'auth0', tenant: 'http://a.example' }, 'tenant'],
    ];
    for (const [what, fields, path] of cases) {
      it(`is insecure for ${what}`, () => {
        const [first, ...more] = problems(JSON.parse(JSON.stringify({ ...valid, ...fields })));
        assert.equal(first?.code, 'insecure-endpoint');
        assert.equal(first.path.join('.'), path);
        assert.deepEqual(more, []);
      });
    }
    it('is fine on this machine', () => {
      assert.deepEqual(
        paths({ ...valid, issuer: 'http://127.0.0.2:3000', endpoints: { token: 'http://[::1]/t' } }),
        [],
      );
    });
  });

  describe('origins', () => {
    const rows: [origin: string, message: RegExp, code?: Problem['code']][] = [
      ['api.example.com', /“origins.1” is not an origin such as https:\/\/api\.example\.com\.$/],
      ['https://bücher.example', /“origins.1” is ambiguous/],
      ['http://api.example.com', /“origins.1” isn’t an https: address/, 'insecure-endpoint'],
      ['https://me@api.example.com', /“origins.1” contains a user name or a password/],
      ['https://api.example.com/v1', /“origins.1” has more than an origin/],
      ['https://*.com', /“origins.1” has a wildcard in the wrong place/],
    ];
    for (const [origin, message, code = 'profile-invalid'] of rows) {
      it(`${origin} has a problem of its own`, () => {
        const found = problems({ ...valid, origins: ['https://a.example', origin] });
        assert.deepEqual(
          found.map(({ path, code: its }) => [path, its]),
          [[['origins', 1], code]],
        );
        assert.match(found[0]?.message ?? '', message);
      });
    }
    it('may be none, for any grant', () => {
      assert.deepEqual(paths({ ...valid, origins: [] }), []);
      assert.deepEqual(paths({ id: 'a', grant: 'static', origins: ['https://a.example'] }), []);
    });
    it('are each checked', () => {
      assert.deepEqual(paths({ ...valid, origins: ['x', 'https://a.example', 'y'] }), ['origins.0', 'origins.2']);
    });
    for (const [what, origins, path] of [
      ['a text', 'https://a.example', 'origins'],
      ['a list of all kinds', ['https://a.example', 7], 'origins.1'],
      ['an empty text', [''], 'origins.0'],
      ['too many', Array.from({ length: 101 }, (_, index) => `https://a${index}.example`), 'origins'],
    ] as const) {
      it(`${what} is refused`, () => assert.deepEqual(paths({ ...valid, origins }), [path]));
    }
  });

  describe('parameters that Token Deck sets itself', () => {
    const names = [
      ...['client_id', 'client_assertion', 'client_assertion_type', 'grant_type', 'code', 'code_verifier'],
      ...['code_challenge', 'code_challenge_method', 'nonce', 'redirect_uri', 'refresh_token', 'request'],
      ...['request_uri', 'response_mode', 'response_type', 'state', 'username', 'assertion', 'device_code', 'dpop_jkt'],
      ...['subject_token', 'subject_token_type', 'actor_token', 'actor_token_type'],
    ];
    for (const name of names) {
      it(`${name} is refused on every leg`, () => {
        for (const leg of ['authorization', 'token', 'refresh']) {
          assert.deepEqual(paths({ ...valid, params: { [leg]: { [name]: 'x' } } }), [`params.${leg}.${name}`]);
        }
      });
    }
    const endpointNames = [
      ...['authorization', 'token', 'deviceAuthorization', 'revocation', 'introspection', 'userinfo', 'endSession'],
      ...['pushedAuthorizationRequest', 'jwks'],
    ];
    for (const name of names) {
      it(`${name} is refused in every endpoint's query`, () => {
        for (const endpoint of endpointNames) {
          const found = problems({ ...valid, endpoints: { [endpoint]: `https://a.example/x?tenant=1&${name}=x` } });
          assert.deepEqual(
            found.map(({ path }) => path.join('.')),
            [`endpoints.${endpoint}`],
          );
          assert.ok(found[0]?.message.includes(`“${name}” in its query, which is set by Token Deck itself`));
        }
      });
    }
    it('are refused in a query in another spelling, and told once', () => {
      const authorization = 'https://a.example/x?%63lient%5Fid=evil&client_id=evil';
      assert.deepEqual(paths({ ...valid, endpoints: { authorization } }), ['endpoints.authorization']);
    });
    it('are refused as lenient servers read them, with the name as it is written', () => {
      for (const name of ['Client_ID', 'client_id[]', 'client_id[0]', ' nonce ', 'CODE[a][b']) {
        const authorization = `https://a.example/x?${encodeURIComponent(name)}=x`;
        const [found] = problems({ ...valid, endpoints: { authorization } });
        assert.deepEqual(found?.path, ['endpoints', 'authorization'], name);
        assert.ok(found?.message.includes(`“${name.trim()}”`), found?.message);
      }
      assert.deepEqual(paths({ ...valid, params: { token: { 'Client_ID[]': 'x' } } }), ['params.token.Client_ID[]']);
    });
    it('are told without what a message would render as a link', () => {
      const name = 'client_id[x](command:y)';
      const [inQuery] = problems({
        ...valid,
        endpoints: { token: `https://a.example/x?${encodeURIComponent(name)}=x` },
      });
      const [inParams] = problems({ ...valid, params: { token: { [name]: 'x' } } });
      for (const found of [inQuery, inParams]) {
        assert.ok(found?.message.includes('client_id[x] (command:y)'), found?.message);
      }
    });
    for (const name of [
      'audience',
      'resource',
      'scope',
      'tier',
      'prompt',
      'of',
      'max_age',
      'acr_values',
      'p',
      '[client_id]',
    ]) {
      it(`${name} is taken in a query`, () => {
        assert.deepEqual(paths({ ...valid, endpoints: { token: `https://a.example/x?${name}=x` } }), []);
      });
    }
    for (const name of ['prompt', 'login_hint', 'scope', 'audience', 'acr_values', 'constructor']) {
      it(`${name} is taken`, () =>
        assert.deepEqual(paths({ ...valid, params: { authorization: { [name]: 'x' } } }), []));
    }
  });

  it('a pasted token needs nothing more', () => {
    assert.deepEqual(paths({ id: 'a', grant: 'static' }), []);
    assert.deepEqual(paths({ id: 'a', grant: 'static', issuer: 'http://a.example' }), ['issuer']);
  });

  describe('never throws, and never accepts', () => {
    const cyclic: Fields = { ...valid };
    cyclic.assertion = cyclic;
    const garbage: [string, unknown][] = [
      ['undefined', undefined],
      ['null', null],
      ['a text', 'profile'],
      ['a number', 7],
      ['a bigint', 7n],
      ['a symbol', Symbol('x')],
      ['a function', () => valid],
      ['a list', []],
      ['a list of a profile', [valid]],
      ['an empty object', {}],
      ['a date', new Date(0)],
      ['a map', new Map(Object.entries(valid))],
      ['a cycle', cyclic],
      ['a prototype', JSON.parse('{"id":"a","__proto__":{"grant":"static"}}')],
      ['a profile behind a prototype', JSON.parse('{"__proto__":{"id":"a","grant":"static"}}')],
      ['a list in the place of an object', { ...valid, endpoints: [], params: [], security: [] }],
      ['a text in the place of an object', { ...valid, endpoints: 'x', params: 'y' }],
      ['null in the place of an object', { ...valid, endpoints: null, params: { token: null } }],
      ['very many fields', Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`f${i}`, i]))],
      ['a very long id', { ...valid, id: 'a'.repeat(1_000_000) }],
      ['a very long field', { ...valid, ['x'.repeat(1_000_000)]: 1 }],
      ['a very deep profile', { ...valid, subject: nested(50_000) }],
      ['a very deep field', { ...valid, other: nested(50_000) }],
    ];
    for (const [what, input] of garbage) {
      it(what, () => {
        const parsed = parseProfile(input);
        assert.ok(!parsed.ok);
        assert.ok(parsed.problems.length > 0);
        for (const { message } of parsed.problems) assert.ok(message.length < 500, 'a message is short');
        assert.ok(describeProblems(parsed.problems).length < 1500);
      });
    }
    it('what throws when it is read', () => {
      const hostile = Object.defineProperty({}, 'id', {
        enumerable: true,
        get: () => {
          throw new Error('hostile');
        },
      });
      assert.deepEqual(
        problems(hostile).map(({ message }) => message),
        ['The profile cannot be read.'],
      );
    });
    it('any value', () => {
      assertProperty(
        fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withMap: true }), (input) => {
          const parsed = parseProfile(input);
          return parsed.ok || parsed.problems.length > 0;
        }),
      );
    });
    it('any value in the place of any field', () => {
      const text = fc.string({ unit: 'binary' });
      const value = fc.oneof(text, fc.array(text), fc.dictionary(text, text), fc.jsonValue());
      const field = fc.constantFrom(...Object.keys(profileSchema.entries));
      const fields = fc.dictionary(field, value);
      const bases = fc.constantFrom<Fields>(
        valid,
        { id: 'a', preset: 'keycloak', server: 'https://a.example', realm: 'r', grant: 'authorization_code' },
        { id: 'a', preset: 'istreamplanet', organization: 'o', clientId: 'c', grant: 'client_credentials' },
      );
      assertProperty(
        fc.property(bases, fields, (base, changes) => {
          const parsed = parseProfile({ ...base, ...changes });
          if (parsed.ok) return JSON.stringify(parsed.settings).isWellFormed();
          return parsed.problems.length > 0 && parsed.problems.every(({ message }) => message.isWellFormed());
        }),
      );
    });
    it('a polluted prototype', () => {
      parseProfile(JSON.parse('{"__proto__":{"polluted":1},"params":{"token":{"__proto__":{"polluted":1}}}}'));
      assert.equal(({} as Fields).polluted, undefined);
    });
    it('an object without a prototype is a profile like others', () => {
      assert.deepEqual(paths(Object.assign(Object.create(null) as Fields, valid)), []);
    });
  });

  it('a field’s name cannot become a link in a message', () => {
    const found = problems({ ...valid, '[x](command:y)$(error)\n\u202e': 1 });
    assert.doesNotMatch(found[0]?.message ?? '', /\]\(|\$\(|[\n\u202e]/);
  });
});

function nested(depth: number): Fields {
  let inner: Fields = {};
  for (let level = 0; level < depth; level++) inner = { a: inner };
  return inner;
}
