import assert from 'node:assert/strict';
import type { Home } from '../../../src/profile/known';
import { shapeKey, secretKey, tokenKey, useKey } from '../../../src/storage/keys';
import { testOnlyCertificate } from '../../server/test-only-certificate';
import { personal, team, usableProfile } from './profiles-of';

type Fields = Record<string, unknown>;

const machine: Fields = {
  id: 'prod',
  name: 'Production',
  grant: 'client_credentials',
  clientId: 'client-1',
  issuer: 'https://sso.example.com/realms/one',
  endpoints: { token: 'https://sso.example.com/realms/one/token' },
  scope: 'read write',
  audience: 'https://api.example.com/',
};
const person: Fields = {
  id: 'me',
  grant: 'authorization_code',
  clientId: 'client-1',
  issuer: 'https://sso.example.com/realms/one',
  scope: 'openid read',
};
const pasted: Fields = { id: 'pat', grant: 'static' };

describe('storage keys', () => {
  const keysOf = async (profile: Fields, home: Home = personal) => {
    const known = usableProfile(profile, home);
    return {
      secret: await secretKey('clientSecret', known),
      token: await tokenKey(known),
      consent: await shapeKey(known),
    };
  };

  it('stay the same from version to version', async () => {
    assert.deepEqual(await keysOf(machine), {
      secret: 'secret.OvIkDPsZQVg2X2u1OsyB483GH83fmVLARnfhQCVljU0',
      token: 'token.QwS8LwCGmi9Sc4kKJs8bfdt7ODUkwCLqtr7MTyebBFc',
      consent: 'consent.u6yE2fdXYjqgpi8UvRLg4fN2Y8vFT5PMZ-ybAhVOiMg',
    });
  });

  it('do not depend on the order of fields', async () => {
    const reversed = Object.fromEntries(Object.entries(machine).reverse());
    assert.deepEqual(await keysOf(reversed), await keysOf(machine));
  });

  /** Edits of `machine`, and which keys each changes: s the secret's, t the token's, c the consent's. */
  const edits: [what: string, edit: Fields, changes: '' | 'tc' | 'stc'][] = [
    ['name', { name: 'Other' }, ''],
    ['group', { group: 'Other' }, ''],
    ['id, with client credentials', { id: 'other' }, ''],
    ['redirect', { redirect: 'paste' }, ''],
    ['use', { use: 'id_token' }, ''],
    ['header', { headerName: 'X-Api-Key', headerPrefix: '' }, ''],
    ['refreshAhead', { refreshAhead: 5 }, ''],
    ['origins', { origins: ['https://api.example.com'] }, ''],
    ['a default that is spelled out', { basicEncoding: 'form', tokenRequestFormat: 'form' }, ''],
    ['audience', { audience: 'https://other.example.com/' }, 'tc'],
    ['a second audience', { audience: ['https://api.example.com/', 'x'] }, 'tc'],
    ['resource', { resource: 'https://api.example.com/' }, 'tc'],
    ['scope', { scope: 'read' }, 'tc'],
    ['organization', { organization: 'acme' }, 'tc'],
    ['clientAuth', { clientAuth: 'client_secret_basic' }, 'tc'],
    ['basicEncoding', { basicEncoding: 'none' }, 'tc'],
    ['tokenRequestFormat', { tokenRequestFormat: 'json' }, 'tc'],
    ['params', { params: { token: { tier: 'gold' } } }, 'tc'],
    ['username', { username: 'alice' }, 'tc'],
    ['clientAssertion', { clientAssertion: { audience: 'token_endpoint' } }, 'tc'],
    ['subject', { subject: { profile: 'alice' } }, 'tc'],
    ['actor', { actor: { type: 'jwt' } }, 'tc'],
    ['requestedTokenType', { requestedTokenType: 'id_token' }, 'tc'],
    ['assertion', { assertion: { audience: 'x' } }, 'tc'],
    ['security', { security: { dpop: true } }, 'tc'],
    ['grant', { grant: 'authorization_code' }, 'tc'],
    ['tls', { tls: { ca: testOnlyCertificate } }, 'stc'],
    ['clientId', { clientId: 'client-2' }, 'stc'],
    ['issuer: another realm of the host', { issuer: 'https://sso.example.com/realms/two' }, 'stc'],
    ['issuer: another host', { issuer: 'https://sso.example.org/realms/one' }, 'stc'],
    ['issuer: none', { issuer: undefined }, 'stc'],
    [
      'token endpoint: another realm',
      { endpoints: { ...(machine.endpoints as Fields), token: 'https://sso.example.com/realms/two/token' } },
      'stc',
    ],
    ['token endpoint: discovered', { endpoints: undefined }, 'stc'],
    ...['revocation', 'introspection', 'pushedAuthorizationRequest', 'deviceAuthorization'].map(
      (name): [string, Fields, 'stc'] => [
        `an endpoint of its own: ${name}`,
        { endpoints: { ...(machine.endpoints as Fields), [name]: 'https://evil.example/' } },
        'stc',
      ],
    ),
    ...['authorization', 'userinfo', 'endSession', 'jwks'].map((name): [string, Fields, 'tc'] => [
      `an endpoint that gets no secret: ${name}`,
      { endpoints: { ...(machine.endpoints as Fields), [name]: 'https://other.example/' } },
      'tc',
    ]),
  ];
  for (const [what, edit, changes] of edits) {
    it(`${what}: ${changes === '' ? 'no key changes' : `${changes} change`}`, async () => {
      const before = await keysOf(machine);
      const after = await keysOf(JSON.parse(JSON.stringify({ ...machine, ...edit })) as Fields);
      const changed = (['secret', 'token', 'consent'] as const).filter((key) => before[key] !== after[key]);
      assert.equal(changed.map((key) => key[0]).join(''), changes);
    });
  }

  it('a file from a repository that names your client and its own token endpoint has another key', async () => {
    const own = usableProfile({ ...machine, endpoints: undefined });
    const stealing = usableProfile({ ...machine, endpoints: { token: 'https://evil.example/token' } }, team('app'));
    assert.notEqual(await secretKey('clientSecret', own), await secretKey('clientSecret', stealing));
  });

  it('a file from a repository that brings an authority of its own has another key', async () => {
    const own = usableProfile({ ...machine, clientAuth: 'tls_client_auth' });
    const bringing = usableProfile({ ...machine, tls: { ca: testOnlyCertificate } }, team('app'));
    for (const kind of ['clientSecret', 'clientCertificate', 'privateKey', 'password'] as const)
      assert.notEqual(await secretKey(kind, own), await secretKey(kind, bringing));
  });

  it('a file from a repository that names the same client and issuer shares its secret', async () => {
    assert.equal((await keysOf(machine)).secret, (await keysOf({ ...machine, id: 'ours' }, team('app'))).secret);
  });

  it('an issuer has one key with and without a slash after its host', async () => {
    const of = async (issuer: string) => (await keysOf({ ...machine, issuer })).secret;
    assert.equal(await of('https://sso.example.com'), await of('https://sso.example.com/'));
    assert.equal(await of('https://SSO.example.com/'), await of('https://sso.example.com:443/'));
    assert.notEqual(await of('https://sso.example.com/A'), await of('https://sso.example.com/a'));
  });

  describe('tokens', () => {
    const homes: [string, Home, Home, boolean][] = [
      ['personal and personal', personal, personal, true],
      ['personal and team', personal, team('app'), false],
      ['one folder', team('app'), team('app'), true],
      ['two folders of one address', team('app', 'file:///app', '1'), team('app', 'file:///app', '2'), false],
      ['a folder that was moved', team('app', 'file:///a/app', '1'), team('app', 'file:///b/app', '1'), true],
      ['two folders of one name', team('app', 'file:///a/app'), team('app', 'file:///b/app'), false],
    ];
    for (const [what, a, b, same] of homes) {
      it(`client credentials, ${what}: shared`, async () => {
        assert.equal((await keysOf(machine, a)).token, (await keysOf(machine, b)).token);
      });
      it(`a person's grant, ${what}: ${same ? 'shared' : 'separate'}`, async () => {
        assert.equal((await keysOf(person, a)).token === (await keysOf(person, b)).token, same);
      });
    }
    it("a person's grant has two keys under two ids: two people at one client", async () => {
      assert.notEqual((await keysOf(person)).token, (await keysOf({ ...person, id: 'you' })).token);
    });
    for (const grant of ['device_code', 'password', 'implicit', 'token_exchange', 'jwt_bearer']) {
      it(`${grant} has two keys under two ids`, async () => {
        const one = { ...person, grant, username: 'x', scope: 'a' };
        assert.notEqual((await keysOf(one)).token, (await keysOf({ ...one, id: 'you' })).token);
      });
    }
  });

  describe('consent', () => {
    it('is separate for each folder', async () => {
      const of = async (home: Home) => (await keysOf(machine, home)).consent;
      assert.notEqual(await of(team('app', 'file:///a/app')), await of(team('app', 'file:///b/app')));
      assert.notEqual(await of(team('app')), await of(personal));
      assert.notEqual(await of(team('app', 'file:///app', '1')), await of(team('app', 'file:///app', '2')));
    });
    it('is shared by two profiles of a folder that make the same request', async () => {
      const of = async (id: string) => (await keysOf({ ...machine, id }, team('app'))).consent;
      assert.equal(await of('a'), await of('b'));
    });
  });

  describe('secrets', () => {
    it('have a key for each kind', async () => {
      const known = usableProfile(machine);
      const kinds = ['clientSecret', 'privateKey', 'password', 'token'] as const;
      assert.equal(new Set(await Promise.all(kinds.map((kind) => secretKey(kind, known)))).size, 4);
    });
    it('a password belongs to its user, a client secret to the client', async () => {
      const alice = usableProfile({ ...machine, username: 'alice' });
      const bob = usableProfile({ ...machine, username: 'bob' });
      assert.notEqual(await secretKey('password', alice), await secretKey('password', bob));
      assert.equal(await secretKey('clientSecret', alice), await secretKey('clientSecret', bob));
    });
    it('a pasted token belongs to one profile of one home', async () => {
      const keys = await Promise.all(
        [
          usableProfile(pasted),
          usableProfile({ ...pasted, id: 'other' }),
          usableProfile(pasted, team('app', 'file:///a/app')),
          usableProfile(pasted, team('app', 'file:///b/app')),
          usableProfile(pasted, team('app', 'file:///b/app', 'another')),
        ].map((known) => secretKey('token', known)),
      );
      assert.equal(new Set(keys).size, keys.length);
    });
  });

  it('do not reveal what they are made of', async () => {
    for (const key of Object.values(await keysOf(machine))) assert.match(key, /^(secret|token|consent)\.[\w-]{43}$/);
  });

  it('of a yes to a folder’s profile change with all that its question shows', async () => {
    const of = (edit: Fields, bound = 'g') => useKey(usableProfile({ ...machine, ...edit }, team('app')), bound);
    const before = await of({});
    assert.equal(await of({ name: 'Other', refreshAhead: 5 }), before);
    const edits: Fields[] = [
      ...[{ scope: 'read' }, { redirect: 'paste' }, { origins: ['https://api.example.com'] }, { use: 'id_token' }],
      ...[{ headerName: 'X-Api-Key' }, { headerPrefix: '' }],
    ];
    for (const edit of edits) assert.notEqual(await of(edit), before, JSON.stringify(edit));
    assert.notEqual(await of({}, 'another'), before);
  });
});
