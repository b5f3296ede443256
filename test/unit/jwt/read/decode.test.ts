import assert from 'node:assert/strict';
import { decodeJwt, isJwe, timeClaim } from '../../../../src/jwt/read/decode';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const raw = (text: string | Buffer) => Buffer.from(text).toString('base64url');
const jwt = (header: unknown, claims: unknown, signature = 'c2ln') => `${part(header)}.${part(claims)}.${signature}`;
const header = { alg: 'RS256', typ: 'JWT' };

describe('jwt: decoding', () => {
  it('reads header and claims', () => {
    const claims = { sub: 'a', aud: ['b', 'c'], exp: 1.5, nested: { x: null } };
    assert.deepEqual(decodeJwt(jwt(header, claims)), { header, claims });
  });
  it('reads one without a signature', () => assert.ok(decodeJwt(jwt({ alg: 'none' }, {}, ''))));
  it('reads any Unicode', () => {
    const claims = { name: 'Ünïcödé 日本 😀', é: '\u0000' };
    assert.deepEqual(decodeJwt(jwt(header, claims))?.claims, claims);
  });
  it('reads what base64url has in the place of + and /', () => {
    const claims = { a: '~~~???>>>ÿÿÿ' };
    const token = jwt(header, claims);
    assert.match(token, /[-_]/);
    assert.deepEqual(decodeJwt(token)?.claims, claims);
  });
  it('reads names that objects have already, as fields', () => {
    const claims = JSON.parse('{"__proto__":{"alg":"x"},"constructor":1,"toString":"t"}') as Record<string, unknown>;
    const token = `${part(header)}.${raw('{"__proto__":{"alg":"x"},"constructor":1,"toString":"t"}')}.c2ln`;
    assert.deepEqual(decodeJwt(token)?.claims, claims);
    assert.equal(({} as { alg?: string }).alg, undefined);
  });

  const none: [string, string][] = [
    ['nothing', ''],
    ['dots', '..'],
    ['an opaque token', 'NgXCXRKcMz0Yjw='],
    ['two parts', `${part(header)}.${part({})}`],
    ['four parts', `${jwt(header, {})}.a`],
    ['a JWE', `${part({ alg: 'dir', enc: 'A256GCM' })}..aXY.Y2lwaGVy.dGFn`],
    ['white space around it', ` ${jwt(header, {})}`],
    ['a newline after it', `${jwt(header, {})}\n`],
    ['padding', `${part(header)}=.${part({})}.c2ln`],
    ['base64 that is not base64url', `${part(header)}.+/+/.c2ln`],
    ['base64 of an impossible length', `${part(header)}.abcde.c2ln`],
    ['a header without alg', jwt({ typ: 'JWT' }, {})],
    ['a header that inherits alg', `${raw('{"__proto__":{"alg":"x"}}')}.${part({})}.c2ln`],
    ['a header that is a list', jwt(['alg'], {})],
    ['claims that are a list', jwt(header, [])],
    ['claims that are a text', jwt(header, 'a')],
    ['claims that are null', jwt(header, null)],
    ['claims that are a number', jwt(header, 1)],
    ['claims that are empty', `${part(header)}..c2ln`],
    ['claims that are truncated', `${part(header)}.${raw('{"sub":"a')}.c2ln`],
    ['claims that are no UTF-8', `${part(header)}.${raw(Buffer.from([0x7b, 0xff, 0x7d]))}.c2ln`],
    ['a very long text', 'a'.repeat(1_000_000)],
    ['very many dots', '.'.repeat(100_000)],
    ['random bytes', Buffer.from(Array.from({ length: 999 }, (_, i) => (i * 7919) % 251)).toString('latin1')],
  ];
  for (const [what, token] of none) it(`${what} is none`, () => assert.equal(decodeJwt(token), undefined));

  it('every truncation of a JWT is read or is none', () => {
    const token = jwt(header, { sub: 'ä😀' });
    for (let length = 0; length < token.length; length++) decodeJwt(token.slice(0, length));
  });
  it('reads very deep claims', () => {
    const deep = `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    assert.ok(decodeJwt(`${part(header)}.${raw(deep)}.c2ln`));
  });
});

describe('jwt: encrypted ones', () => {
  const cases: [string, string, boolean][] = [
    ['five parts with enc', `${part({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a2V5.aXY.Y2lwaGVy.dGFn`, true],
    ['an empty key (dir)', `${part({ alg: 'dir', enc: 'A256GCM' })}..aXY.Y2lwaGVy.dGFn`, true],
    ['five parts without enc', `${part({ alg: 'dir' })}.a.b.c.d`, false],
    ['five parts that are no base64 of JSON', 'a.b.c.d.e', false],
    ['a JWT', jwt(header, {}), false],
    ['nothing', '', false],
  ];
  for (const [what, token, expected] of cases) it(`${what}: ${expected}`, () => assert.equal(isJwe(token), expected));
});

describe('jwt: times', () => {
  const cases: [unknown, number | undefined][] = [
    [0, 0],
    [1.5, 1500],
    [1_700_000_000, 1_700_000_000_000],
    [-1, -1000],
    ['1700000000', undefined],
    [null, undefined],
    [Infinity, undefined],
    [NaN, undefined],
    [1e300, undefined],
    [8.64e12, undefined],
    [[1], undefined],
    [undefined, undefined],
  ];
  for (const [value, expected] of cases) {
    it(`${JSON.stringify(value)} (${typeof value})`, () => assert.equal(timeClaim({ exp: value }, 'exp'), expected));
  }
});
