import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeJwt, isJwe, parsePart, timeClaim } from '../../../../src/jwt/read/decode';
import { base64url, jwe, jwt, part } from '../../../support/jwts';
import { anyText, brokenParts, mixture, oddClaims, repeated, runs } from '../odd-tokens';
import { assertProperty } from '../../../support/property';

const header = { alg: 'RS256', typ: 'JWT' };

describe('decodeJwt', () => {
  it('reads header and claims', () => {
    const claims = { sub: 'a', aud: ['b', 'c'], exp: 1.5, nested: { x: null } };
    assert.deepEqual(decodeJwt(jwt(claims, header)), { header, claims });
  });
  it('reads a JWT without a signature', () => assert.ok(decodeJwt(jwt({}, { alg: 'none' }, ''))));
  it('reads Unicode', () => {
    const claims = { name: 'Ünïcödé 日本 😀', é: '\u0000' };
    assert.deepEqual(decodeJwt(jwt(claims))?.claims, claims);
  });
  it('reads the letters that only base64url has', () => {
    const claims = { a: '~~~???>>>ÿÿÿ' };
    assert.match(jwt(claims), /[-_]/);
    assert.deepEqual(decodeJwt(jwt(claims))?.claims, claims);
  });
  it('reads names that every object has as fields', () => {
    const json = '{"__proto__":{"alg":"x"},"constructor":1,"toString":"t"}';
    assert.deepEqual(decodeJwt(jwt(json))?.claims, JSON.parse(json));
    assert.equal(({} as { alg?: string }).alg, undefined);
  });
  for (const [what, json] of oddClaims) {
    it(`reads ${what}`, () => {
      const { claims } = decodeJwt(jwt(json)) ?? assert.fail();
      // What is very deep cannot be compared.
      if (!what.startsWith('very deep')) assert.deepEqual(claims, JSON.parse(json.replace('\ufeff', '')));
    });
  }
  it('reads any JSON object', () => {
    assertProperty(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), (claims) => {
        const json = JSON.stringify(claims);
        assert.deepEqual(decodeJwt(jwt(json))?.claims, JSON.parse(json));
      }),
      runs,
    );
  });

  const none: [what: string, token: string][] = [
    ['an empty text', ''],
    ['dots', '..'],
    ['an opaque token', 'NgXCXRKcMz0Yjw='],
    ['two parts', jwt().split('.').slice(0, 2).join('.')],
    ['four parts', `${jwt()}.a`],
    ['a JWE', jwe()],
    ['white space around it', ` ${jwt()}`],
    ['a line break after it', `${jwt()}\n`],
    ['a header without alg', jwt({}, { typ: 'JWT' })],
    ['a header that inherits alg', jwt({}, '{"__proto__":{"alg":"x"}}')],
    ['a header that is a list', jwt({}, ['alg'])],
    ['claims that are a list', jwt([])],
    ['claims that are a text', jwt('"a"')],
    ['claims that are null', jwt('null')],
    ['claims that are a number', jwt('1')],
    ['truncated claims', jwt('{"sub":"a')],
    ['a signature that is not base64url', jwt({}, header, 'c2l+')],
    ['a very long text', 'a'.repeat(1_000_000)],
    ['100,000 dots', '.'.repeat(100_000)],
    ['random bytes', Buffer.from(Array.from({ length: 999 }, (_, i) => (i * 7919) % 251)).toString('latin1')],
  ];
  for (const [what, token] of none) {
    it(`returns undefined for ${what}`, () => assert.equal(decodeJwt(token), undefined));
  }
  for (const [what, broken] of brokenParts) {
    it(`returns undefined for a header or claims with ${what}`, () => {
      assert.equal(decodeJwt(`${part(header)}.${broken}.c2ln`), undefined);
      assert.equal(decodeJwt(`${broken}.${part({})}.c2ln`), undefined);
    });
  }
  it('returns undefined where any letter is replaced by one that base64url does not have', () => {
    const sample = jwt('{"sub":"ä😀","exp":1}', '{\n"alg":"RS256"}');
    for (const letter of ['+', '/', '=', ' ', '\n', '\u0000', 'ŋ', 'ā', '\ud800', '%', '~']) {
      for (let index = 0; index < sample.length; index++) {
        const text = sample.slice(0, index) + letter + sample.slice(index + 1);
        assert.equal(decodeJwt(text), undefined, JSON.stringify([letter, index]));
      }
    }
  });
  it('never throws', () => {
    const token = jwt({ sub: 'ä😀' });
    for (let length = 0; length < token.length; length++) decodeJwt(token.slice(0, length));
    for (const piece of repeated) decodeJwt(piece.repeat(20_000));
    assertProperty(
      fc.property(anyText, (text) => void decodeJwt(text)),
      runs,
    );
  });
  it('reads a text longer than a regular expression can backtrack over', () => {
    const long = 'e'.repeat(20_000_000);
    assert.equal(decodeJwt(`${part(header)}.${long}.a`), undefined);
    assert.ok(decodeJwt(`${part(header)}.e30.${long}`));
  });
});

describe('isJwe', () => {
  const rows: [what: string, token: string, expected: boolean][] = [
    ['five parts with enc', `${part({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a2V5.aXY.Y2lwaGVy.dGFn`, true],
    ['an empty key (dir)', jwe(), true],
    ['five parts without enc', jwe({ alg: 'dir' }), false],
    ['five parts whose header is not JSON', 'a.b.c.d.e', false],
    ['a JWT', jwt(), false],
    ['an empty text', '', false],
  ];
  for (const [what, token, expected] of rows) it(`${what}: ${expected}`, () => assert.equal(isJwe(token), expected));
  it('never throws', () => {
    for (const piece of repeated) isJwe(piece.repeat(20_000));
    isJwe('e'.repeat(20_000_000));
    assertProperty(
      fc.property(anyText, (text) => void isJwe(text)),
      runs,
    );
  });
});

describe('timeClaim', () => {
  const rows: [value: unknown, expected: number | undefined][] = [
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
  for (const [value, expected] of rows) {
    it(`${JSON.stringify(value)} (${typeof value}) is ${expected}`, () =>
      assert.equal(timeClaim({ exp: value }, 'exp'), expected));
  }
});

describe('parsePart', () => {
  it('reads a replacement character that was really meant', () => {
    assert.deepEqual(parsePart(part({ a: '\ufffd' })), { a: '\ufffd' });
  });
  it('ignores unused bits of the last letter', () => assert.deepEqual(parsePart('eyJhIjoxfR'), { a: 1 }));
  for (const [what, broken] of brokenParts) {
    it(`returns undefined for ${what}`, () => assert.equal(parsePart(broken), undefined));
  }
  it('reads bytes exactly where they are the UTF-8 of an object', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      mixture.map((text) => Buffer.from(text)),
    );
    const fenced = bytes.map((inner) => Buffer.concat([Buffer.from('{"a":"'), inner, Buffer.from('"}')]));
    assertProperty(
      fc.property(fenced, (json) => {
        let expected: unknown;
        try {
          expected = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
        } catch {
          expected = undefined;
        }
        assert.deepEqual(parsePart(base64url(json)), expected);
      }),
      runs,
    );
  });
});
