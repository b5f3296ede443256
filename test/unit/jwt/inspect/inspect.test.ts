import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inspectToken, type InspectedToken } from '../../../../src/jwt/inspect/inspect';
import { digestOf, jwe, jwt, part } from '../../../support/jwts';
import { anyText, brokenParts, oddClaims, repeated, runs } from '../odd-tokens';
import { assertProperty } from '../../../support/property';

const header = part({ alg: 'RS256', typ: 'JWT' });
const good = jwt({ iss: 'https://a.example', exp: 1_700_000_000 });
const disclosure = part(['salt', 'name', 'Ada']);
const keyBinding = jwt({ nonce: 'n' }, { alg: 'ES256', typ: 'kb+jwt' });
const sdJwt = `${jwt({ exp: 1_700_000_000, _sd: [digestOf(disclosure)] })}~${disclosure}~`;

const readable = (found: InspectedToken) => ['header', 'claims', 'payload'].filter((key) => key in found).join(' ');

/** Inspects a text, and asserts that the parts follow each other within the token. */
async function inspected(text: string): Promise<InspectedToken> {
  const found = await inspectToken(text);
  let last = -1;
  for (const { start, end } of found.parts) {
    assert.ok(last < start && start < end && end <= found.token.length, 'parts follow each other');
    last = end;
  }
  assert.ok(found.warnings.every((warning) => warning !== ''));
  return found;
}

describe('inspectToken', () => {
  const kinds: [what: string, text: string, kind: InspectedToken['kind']][] = [
    ['a JWT', good, 'jws'],
    ['a JWT in a text', `a token: ${good}.`, 'jws'],
    ['a JWE', jwe(), 'jwe'],
    ['a JWE that is not whole', `${part({ alg: 'dir', enc: 'A256GCM' })}.a`, 'jwe'],
    ['a JWT with disclosures', sdJwt, 'sd-jwt'],
    ['a JWT with a key binding', `${sdJwt}${keyBinding}`, 'sd-jwt'],
    ['an opaque token', 'opaque', 'none'],
  ];
  for (const [what, text, kind] of kinds) {
    it(`tells ${what}`, async () => assert.equal((await inspected(text)).kind, kind));
  }

  const [head = '', claims = ''] = good.split('.');
  const unreadable: [what: string, text: string, readable: string, problem: RegExp][] = [
    ['an opaque token', 'NgXCXRKcMz0Yjw=', '', /^Not a JWT\. Only its server can read this token\.$/],
    ['an opaque token with dots', 'v4.local.abc', '', /^Not a JWT\./],
    ['a sentence', 'There is none in it', '', /^There is no JWT in this text/],
    ['half a header', head.slice(0, 17), '', /^It begins like a JWT, but its header is cut off/],
    ['a header cut elsewhere', head.slice(0, 20), '', /^It begins .* its header isn’t JSON: it ends too early\.$/],
    [
      'a header with a wrong letter',
      `${head}+.a`,
      '',
      /^It begins .* its header isn’t base64url: character \d+ is “\+”/,
    ],
    ['a header in invalid UTF-8', part(Uint8Array.of(0x7b, 0x22, 0xff)), '', /^It begins .* isn’t UTF-8 text\.$/],
    ['a header of broken JSON', part('{"a":1,}'), '', /^It begins .* its header isn’t JSON: character 8 is wrong\.$/],
    ['a header without its beginning', jwt({ a: 1 }).slice(4), 'claims', /^Its header isn’t JSON: character 1 is wr/],
    ['a header that is a list', jwt({ a: 1 }, [1]), 'claims', /^Its header isn’t a JSON object\.$/],
    ['a header that is empty', `.${claims}.a`, 'claims', /^Its header is empty\.$/],
  ];
  for (const [what, text, expected, problem] of unreadable) {
    it(`says what is wrong with ${what}`, async () => {
      const found = await inspected(text);
      assert.match(found.problem ?? '', problem);
      assert.equal(readable(found), expected);
      assert.equal(found.kind, expected === '' ? 'none' : 'jws');
    });
  }
  for (const nothing of ['', ' \n', '""']) {
    it(`says nothing of ${JSON.stringify(nothing)}`, async () => {
      const found = await inspected(nothing);
      assert.deepEqual([found.kind, 'problem' in found], ['none', false]);
    });
  }

  for (const [what, json] of oddClaims) {
    it(`reads ${what}, among the claims and in the header`, async () => {
      assert.ok((await inspected(jwt(json))).claims);
      const odd = json.replace('{', '{"alg":"RS256"').replace('"RS256""', '"RS256","');
      await inspected(jwt({}, odd));
    });
  }
  for (const alg of ['1', 'null', '["none"]', '{"toString":1,"valueOf":2}', `"${'x'.repeat(100_000)}"`]) {
    it(`reads an alg of ${alg.slice(0, 20)}`, async () => {
      assert.ok((await inspected(jwt({ sub: 'a' }, `{"alg":${alg}}`))).claims);
    });
  }
  it('reads the claims of any JSON, in their order', async () => {
    await assertProperty(
      fc.asyncProperty(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), async (any) => {
        const json = JSON.stringify(any);
        const found = await inspected(jwt(json));
        assert.deepEqual(
          found.claims?.fields.map(({ name }) => name),
          Object.keys(JSON.parse(json) as object),
        );
      }),
      runs,
    );
  });

  const hostile: [what: string, text: string][] = [
    ['letters', 'a'.repeat(1_000_000)],
    ['dots', '.'.repeat(1_000_000)],
    ['tildes', '~'.repeat(1_000_000)],
    ['tildes behind a token', `${good}${'~'.repeat(1_000_000)}`],
    ['beginnings', 'eyJ'.repeat(300_000)],
    ['headers', `${header}.`.repeat(30_000)],
    ['schemes', 'Bearer '.repeat(100_000)],
    ['lone surrogates', '\ud800'.repeat(1_000_000)],
    ['a lone surrogate behind a token', `${good}\udc00`],
    ['deep claims that are cut off', jwt('['.repeat(500_000))],
    ['a deep header', jwt({}, `{"alg":"x","a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`)],
    ['50,000 claims', jwt(`{${Array.from({ length: 50_000 }, (_, i) => `"n${i}":${i}`).join()}}`)],
    ...repeated.map((piece): [string, string] => [JSON.stringify(piece), piece.repeat(20_000)]),
  ];
  for (const [what, text] of hostile) {
    it(`survives very many, or very long: ${what}`, async () => void (await inspected(text))).timeout(10_000);
  }
  it('reads every truncation, at both ends', async () => {
    const whole = `${sdJwt}${keyBinding}`;
    for (let length = 0; length <= whole.length; length++) {
      await inspected(whole.slice(0, length));
      await inspected(whole.slice(length));
    }
  });
  it('never throws', async () => {
    for (const [, broken] of brokenParts) {
      await inspected(`${header}.${broken}.c2ln`);
      await inspected(`${broken}.${header}.c2ln`);
    }
    await assertProperty(
      fc.asyncProperty(anyText, async (text) => void (await inspected(text))),
      runs,
    );
  });
});
