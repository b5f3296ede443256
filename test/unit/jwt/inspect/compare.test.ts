import assert from 'node:assert/strict';
import { parse, type ParseError } from 'jsonc-parser';
import { comparable } from '../../../../src/jwt/inspect/compare';
import { localTime } from '../../../../src/jwt/inspect/describe';

const encode = (text: string) => Buffer.from(text).toString('base64url');
const jwt = (claims: string, header = '{"alg":"RS256"}', signature = 'c2ln') =>
  `${encode(header)}.${encode(claims)}.${signature}`;
/** The lines behind the comment at the top. */
const body = async (token: string) => (await comparable(token)).split('\n').slice(1).join('\n');

describe('a token as text to be compared', () => {
  it('header and claims, sorted, times beside their numbers', async () => {
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
    ['how a text is written', '{"a":"\\u0041\\/"}', '{"a":"A/"}'],
    ['space', '{"a":[]}', ' { "a" : [ ] } '],
  ];
  for (const [what, one, other] of same) {
    it(`does not differ in ${what}`, async () =>
      assert.equal(await comparable(jwt(one)), await comparable(jwt(other))));
  }
  const different: [what: string, one: string, other: string][] = [
    ['a scope', '{"scope":"a b"}', '{"scope":"a"}'],
    ['the digits of a number', '{"a":9007199254740993}', '{"a":9007199254740992}'],
    ['the order of other lists', '{"a":["a","b"]}', '{"a":["b","a"]}'],
    ['a name that is there twice', '{"a":1,"a":1}', '{"a":1}'],
    ['a number and a text', '{"a":1}', '{"a":"1"}'],
    ['a mixed list of roles', '{"roles":["a",1]}', '{"roles":[1,"a"]}'],
  ];
  for (const [what, one, other] of different) {
    it(`differs in ${what}`, async () => assert.notEqual(await comparable(jwt(one)), await comparable(jwt(other))));
  }
  it('does not differ in the signature, nor in what stands around the token', async () => {
    const text = await comparable(jwt('{"a":1}'));
    assert.equal(await comparable(jwt('{"a":1}', '{"alg":"RS256"}', 'b3RoZXI')), text);
    assert.equal(await comparable(`Authorization: Bearer ${jwt('{"a":1}')}\n`), text);
    assert.doesNotMatch(text, /c2ln/);
  });

  const read: [what: string, token: string, content: unknown][] = [
    ['one scope each', jwt('{"scope":"b a"}'), { header: { alg: 'RS256' }, claims: { scope: ['a', 'b'] } }],
    ['an empty scope as it is', jwt('{"scope":""}'), { header: { alg: 'RS256' }, claims: { scope: '' } }],
    ['empty ones', jwt('{"a":{},"b":[]}'), { header: { alg: 'RS256' }, claims: { a: {}, b: [] } }],
    ['a payload that is a text', jwt('hi "you"'), { header: { alg: 'RS256' }, payload: 'hi "you"' }],
    ['an encrypted one', `${encode('{"enc":"A","alg":"dir"}')}..aXY.Y2lw.dGFn`, { header: { alg: 'dir', enc: 'A' } }],
    ['what is no token', 'opaque', {}],
    ['nothing', '', {}],
    ['half of one', encode('{"alg":"x"}'), { header: { alg: 'x' } }],
    ['what is deep', jwt(`{"a":${'['.repeat(99)}{ "b" : "\u202e" }${']'.repeat(99)}}`), undefined],
  ];
  for (const [what, token, content] of read) {
    it(`is JSON with comments: ${what}`, async () => {
      const errors: ParseError[] = [];
      const found: unknown = parse(await comparable(token), errors);
      assert.deepEqual(errors, []);
      if (content !== undefined) assert.deepEqual(found, content);
    });
  }
  it('says what is wrong, in a comment', async () => {
    assert.match(await comparable(jwt('{}').slice(0, -5)), /^\/\/ Its signature is missing/m);
    assert.match(await comparable('opaque'), /^\/\/ This is no JWT/m);
  });
  it('puts what is disclosed among the claims', async () => {
    assert.match(await comparable(`${jwt('{"_sd":["decoy"],"a":1}')}~`), /"claims": \{\n {4}"a": 1\n/);
  });
  it('escapes what cannot be seen, or would turn the line around', async () => {
    for (const char of ['\u202e', '\u2066', '\u200b', '\ufeff', '\u2028', '\u0085', '\u007f', '\u{e0041}', '\u0000']) {
      const claims = JSON.stringify({ [`n${char}`]: `v${char}` });
      const text = await comparable(jwt(claims));
      assert.ok(!text.includes(char), `U+${(char.codePointAt(0) ?? 0).toString(16)}`);
      assert.deepEqual((parse(text) as { claims: unknown }).claims, JSON.parse(claims));
    }
  });
});
