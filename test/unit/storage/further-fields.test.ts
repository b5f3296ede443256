import assert from 'node:assert/strict';
import { furtherFields } from '../../../src/storage/further-fields';

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1In0.c2ln';

/** As `JSON.parse` gives it. */
const parsed = (text: string): unknown => JSON.parse(text);

describe('storage: what a server adds to its token answer', () => {
  const kept: [what: string, fields: Record<string, unknown>][] = [
    [
      'Salesforce’s',
      { instance_url: 'https://acme.example.com', id: 'https://login.example.com/id/1', issued_at: '17' },
    ],
    ['Keycloak’s', { refresh_expires_in: 0, 'not-before-policy': 0, session_state: 'a-b-c' }],
    ['a field about a token', { refresh_token_expires_in: 1800, token_kind: 'x', issued_token_type: 'urn:x:jwt' }],
    ['objects and lists', { team: { id: 'T1', name: null }, list: [1, 'two', false] }],
    ['a field of the prototype’s name', parsed('{"__proto__": "x", "constructor": "y"}') as Record<string, unknown>],
  ];
  for (const [what, fields] of kept)
    it(`is kept: ${what}`, () => {
      assert.deepEqual(Object.entries(furtherFields(fields, ['a-token-1']) ?? {}), Object.entries(fields));
    });

  const dropped: [what: string, fields: unknown][] = [
    ['another token', { id_token: 'x', device_token: 'x', token: 'x', accessToken: 'x' }],
    ['a secret', { client_secret: 'x', device_secret: 'x', api_key: 'x', privateKey: 'x', password: 'x' }],
    ['an object with nothing but a token in it', { authed_user: { access_token: 'x', more: { jwt: 'x' } } }],
    ['a list with a token in it', { all: [{ deep: { refresh_token: 'x' } }] }],
    ['a session', { lightning_sid: 'x', 'cookie-sid_Client': 'x' }],
    ['an address that is a secret', { incoming_webhook: { url: 'https://hooks.example.com/T/B/x' } }],
    ['a list of tokens', { tokens: { refresh_token: ['x'] } }],
    ['a JWT under any name', { proof: jwt, text: `see ${jwt}` }],
    ['the answer’s own token under any name', { sig: 'a-token-1', url: 'https://x.example/?t=a-token-1' }],
    ['what is empty', { a: null, b: '' }],
    ['what is too long', { a: 'x'.repeat(3000), ['n'.repeat(101)]: 1 }],
    ['what is too deep', { a: parsed('['.repeat(100_000) + ']'.repeat(100_000)) }],
    ['numbers without end', { a: Infinity, b: NaN }],
    ['what is not JSON', { a: undefined, b: () => 1, c: Symbol('x'), d: 1n }],
    ['what is no object', [['a', 1]]],
    ['text', 'text'],
    ['nothing', undefined],
    ['null', null],
  ];
  for (const [what, fields] of dropped)
    it(`is dropped: ${what}`, () => assert.equal(furtherFields(fields, ['a-token-1']), undefined));

  it('is kept without the tokens and secrets in it, such as Slack’s authed_user', () => {
    const user = { id: 'U1', scope: 'chat:write', more: { kind: 'x', clientSecret: 'x' } };
    const fields = {
      authed_user: { ...user, access_token: 'x', refresh_token: 'x', note: 'see a-token-1', proof: jwt },
    };
    assert.deepEqual(furtherFields(fields, ['a-token-1']), {
      authed_user: { id: 'U1', scope: 'chat:write', more: { kind: 'x' } },
    });
  });

  it('is kept only as far as its bounds', () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`f${at}`, at]));
    assert.equal(Object.keys(furtherFields(many, []) ?? {}).length, 32);
    const large = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`f${at}`, 'x'.repeat(2000)]));
    assert.ok(JSON.stringify(furtherFields(large, [])).length < 9000);
  });

  it('is told from a token of one letter', () =>
    assert.deepEqual(furtherFields({ a: 'another', b: 'a' }, ['a']), { a: 'another' }));
});
