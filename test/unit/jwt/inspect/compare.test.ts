import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse, type ParseError } from 'jsonc-parser';
import { localTime } from '../../../../src/base/dates';
import { comparable } from '../../../../src/jwt/inspect/compare';
import { jwt as anyJwt, jwe, part } from '../../../support/jwts';
import { anyText, oddClaims, runs } from '../odd-tokens';
import { assertProperty } from '../../../support/property';

const jwt = (claims: unknown, header: unknown = { alg: 'RS256' }, signature?: string) =>
  anyJwt(claims, header, signature);

/** The lines behind the comment at the top. */
const body = async (token: string) => (await comparable(token)).split('\n').slice(1).join('\n');

describe('comparable', () => {
  it('gives header and claims, sorted, with times beside their numbers', async () => {
    const token = jwt(
      '{"sub":"a","exp":1700000000,"aud":["b","a"],"nested":{"z":1,"a":[2,1],"exp":1700000000},"id":12345678901234567890}',
      '{"typ":"JWT","alg":"RS256"}',
    );
    assert.equal(
      await body(token),
      `{
  "header": {
    "alg": "RS256",
    "typ": "JWT"
  },
  "claims": {
    "aud": [
      "a",
      "b"
    ],
    "exp": 1700000000, // ${localTime(1_700_000_000_000)}
    "id": 12345678901234567890,
    "nested": {
      "a": [
        2,
        1
      ],
      "exp": 1700000000,
      "z": 1
    },
    "sub": "a"
  }
}
`,
    );
  });

  const same: [what: string, one: string, other: string][] = [
    ['the order of names', '{"a":1,"b":{"c":1,"d":2}}', '{"b":{"d":2,"c":1},"a":1}'],
    ['the order of scopes', '{"scope":"a b c"}', '{"scope":" c  b a"}'],
    ['the order of audiences', '{"aud":["a","b"]}', '{"aud":["b","a"]}'],
    ['the order of roles further in', '{"realm_access":{"roles":["a","b"]}}', '{"realm_access":{"roles":["b","a"]}}'],
    ['how a text is escaped', '{"a":"\\u0041\\/"}', '{"a":"A/"}'],
    ['white space', '{"a":[]}', ' { "a" : [ ] } '],
  ];
  for (const [what, one, other] of same) {
    it(`hides ${what}`, async () => assert.equal(await comparable(jwt(one)), await comparable(jwt(other))));
  }
  const different: [what: string, one: string, other: string][] = [
    ['a scope', '{"scope":"a b"}', '{"scope":"a"}'],
    ['the digits of a number', '{"a":9007199254740993}', '{"a":9007199254740992}'],
    ['the order of other lists', '{"a":["a","b"]}', '{"a":["b","a"]}'],
    ['a repeated name', '{"a":1,"a":1}', '{"a":1}'],
    ['a number and a text', '{"a":1}', '{"a":"1"}'],
    ['a mixed list of roles', '{"roles":["a",1]}', '{"roles":[1,"a"]}'],
  ];
  for (const [what, one, other] of different) {
    it(`shows ${what}`, async () => assert.notEqual(await comparable(jwt(one)), await comparable(jwt(other))));
  }
  it('hides the signature, and what is around the token', async () => {
    const text = await comparable(jwt('{"a":1}'));
    assert.equal(await comparable(jwt('{"a":1}', '{"alg":"RS256"}', 'b3RoZXI')), text);
    assert.equal(await comparable(`Authorization: Bearer ${jwt('{"a":1}')}\n`), text);
    assert.doesNotMatch(text, /c2lnbmF0dXJl/);
  });

  const read: [what: string, token: string, content: unknown][] = [
    ['several scopes in one text', jwt('{"scope":"b a"}'), { header: { alg: 'RS256' }, claims: { scope: ['a', 'b'] } }],
    ['an empty scope', jwt('{"scope":""}'), { header: { alg: 'RS256' }, claims: { scope: '' } }],
    [
      'an empty object and an empty list',
      jwt('{"a":{},"b":[]}'),
      { header: { alg: 'RS256' }, claims: { a: {}, b: [] } },
    ],
    ['a payload that is a text', jwt('hi "you"'), { header: { alg: 'RS256' }, payload: 'hi "you"' }],
    ['a JWE', jwe({ enc: 'A', alg: 'dir' }), { header: { alg: 'dir', enc: 'A' } }],
    ['an opaque token', 'opaque', {}],
    ['an empty text', '', {}],
    ['a header without claims', part({ alg: 'x' }), { header: { alg: 'x' } }],
    ['a claim that is very deep', jwt(`{"a":${'['.repeat(99)}{ "b" : "\u202e" }${']'.repeat(99)}}`), undefined],
  ];
  for (const [what, token, content] of read) {
    it(`gives JSON with comments for ${what}`, async () => {
      const errors: ParseError[] = [];
      const found: unknown = parse(await comparable(token), errors);
      assert.deepEqual(errors, []);
      if (content !== undefined) assert.deepEqual(found, content);
    });
  }
  it('says in a comment what is wrong', async () => {
    assert.match(await comparable(jwt('{}').slice(0, -13)), /^\/\/ Its signature is missing/m);
    assert.match(await comparable('opaque'), /^\/\/ Not a JWT/m);
  });
  it('puts disclosures among the claims', async () => {
    assert.match(await comparable(`${jwt('{"_sd":["decoy"],"a":1}')}~`), /"claims": \{\n {4}"a": 1\n/);
  });
  it('escapes what is invisible or changes the text direction', async () => {
    for (const char of ['\u202e', '\u2066', '\u200b', '\ufeff', '\u2028', '\u0085', '\u007f', '\u{e0041}', '\u0000']) {
      const claims = JSON.stringify({ [`n${char}`]: `v${char}` });
      const text = await comparable(jwt(claims));
      assert.ok(!text.includes(char), `U+${(char.codePointAt(0) ?? 0).toString(16)}`);
      assert.deepEqual((parse(text) as { claims: unknown }).claims, JSON.parse(claims));
    }
  });
  it('never throws, and leaves nothing invisible', async () => {
    const invisible = /(?![\t\r\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
    for (const [, json] of oddClaims) assert.doesNotMatch(await comparable(jwt(json)), invisible);
    await assertProperty(
      fc.asyncProperty(anyText, async (text) => assert.doesNotMatch(await comparable(text), invisible)),
      runs,
    );
  });
});
