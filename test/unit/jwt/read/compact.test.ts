import assert from 'node:assert/strict';
import { describeForm, readCompact } from '../../../../src/jwt/read/compact';
import { base64url, hmac, jwe, jwt, part } from '../../../support/jwts';

const good = hmac('a secret that is thirty-two bytes');
const [head = '', body = '', tail = ''] = good.split('.');
const header = { alg: 'HS256' };
const disclosure = part(['salt', 'name', 'value']);

describe('readCompact', () => {
  const accepted: [what: string, token: string, form: RegExp][] = [
    ['a JWT', good, /^A JWT in compact form: alg “HS256”\.$/],
    ['white space around it', ` \n${good}\t\n`, /compact/],
    ['“Bearer” before it', `Bearer ${good}`, /compact/],
    ['“bearer” and two spaces before it', `bearer  ${good}`, /compact/],
    ['a header name before it', `Authorization: Bearer ${good}`, /compact/],
    ['quotes around it', `"${good}"`, /compact/],
    ['an empty signature', `${head}.${body}.`, /compact/],
    ['a typ', jwt({}, { ...header, typ: 'at+jwt' }), /^A JWT in compact form: alg “HS256”, typ “at\+jwt”\.$/],
    ['an SD-JWT', `${good}~${disclosure}~`, /^An SD-JWT in compact form: alg “HS256”\.$/],
    ['an SD-JWT without disclosures', `${good}~`, /^An SD-JWT/],
    ['an SD-JWT with a typ', `${jwt({}, { ...header, typ: 'dc+sd-jwt' })}~`, /^An SD-JWT .* typ “dc\+sd-jwt”\.$/],
    ['an SD-JWT with a key binding', `${good}~${disclosure}~${good}`, /^An SD-JWT/],
    ['very deep claims', jwt(`{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, header), /compact/],
    ['markup in its typ', jwt({}, { alg: 'HS256', typ: '[x](command:y)\n' }), /“\[x\] \(command:y\)”/],
  ];
  for (const [what, token, form] of accepted) {
    it(`accepts ${what}`, () => {
      const read = readCompact(token);
      assert.deepEqual(read.problems, []);
      assert.match(describeForm(read), form);
    });
  }

  const refused: [what: string, token: string, ...problems: RegExp[]][] = [
    ['an empty text', '', /no token/],
    ['white space', ' \n', /no token/],
    ['one part', 'abc', /one part; a JWT has three/],
    ['two parts', `${head}.${body}`, /two parts/],
    ['four parts', `${good}.`, /four parts/],
    ['100,000 parts', '.'.repeat(100_000), /more than five parts/],
    ['five parts that are not a JWE', `${good}.a.b`, /five parts/],
    ['JSON', JSON.stringify({ protected: head, payload: body, signature: tail }), /JSON/],
    ['a space in its header', `${head} .${body}.${tail}`, /header \(first part\) has white space/],
    ['a line break in its payload', `${head}.${body}\n.${tail}`, /payload \(second part\) has white space/],
    ['padding', `${head}=.${body}.${tail}`, /header \(first part\) is padded/],
    ['plain base64', `${head}.${body}.a+/a`, /signature \(third part\) is base64 rather than base64url/],
    ['another character', `${head}.${body}.ab*d`, /character 3/],
    ['an impossible length', `${head}.${body}.abcde`, /signature \(third part\) is cut short/],
    ['bits left over', `${head}.${body}.AB`, /bits left over/],
    ['two broken parts', `${head}=.${body}.a+`, /first part/, /third part/],
    ['an empty header', `.${body}.${tail}`, /header \(first part\) is empty/],
    ['a header in invalid UTF-8', jwt({}, Uint8Array.of(0x7b, 0xff, 0x7d)), /isn’t valid UTF-8/],
    ['a header with a byte order mark', jwt({}, '\uFEFF{"alg":"HS256"}'), /isn’t JSON/],
    ['a header of broken JSON', jwt({}, '{"alg"'), /header \(first part\) isn’t JSON/],
    ['a header that is a list', jwt({}, [header]), /header \(first part\) is JSON but not an object/],
    ['a header that is null', jwt({}, null), /not an object/],
    ['a header without alg', jwt({}, { typ: 'JWT' }), /no “alg”/],
    ['an alg that is a number', jwt({}, { alg: 1 }), /“alg” isn’t a string/],
    ['an empty alg', jwt({}, { alg: '' }), /“alg” isn’t a string/],
    ['an inherited alg', jwt({}, '{"__proto__":{"alg":"HS256"}}'), /no “alg”/],
    ['a repeated name in the header', jwt({}, '{"alg":"HS256","alg":"none"}'), /“alg” twice/],
    ['a repeated name that is escaped', jwt({}, '{"alg":"HS256","\\u0061lg":"none"}'), /“alg” twice/],
    ['a repeated name in the payload', jwt('{"sub":"a","sub":"b"}'), /payload.*“sub” twice/],
    ['a payload that is not JSON', jwt('Payload'), /a JWS but not a JWT: its payload/],
    ['a payload that is a list', jwt([]), /a JWS but not a JWT/],
    ['a payload in invalid UTF-8', jwt(Uint8Array.of(0xff)), /a JWS but not a JWT.*UTF-8/],
    ['an empty payload', jwt(''), /a JWS but not a JWT.*empty/],
    ['a JWE', jwe(), /encrypted: decrypt it/],
    ['an SD-JWT with broken disclosures', `${good}~a+b~`, /isn’t a list of disclosures/],
    ['an SD-JWT with a broken key binding', `${good}~${disclosure}~a.b`, /isn’t a list of disclosures/],
  ];
  for (const [what, token, ...expected] of refused) {
    it(`refuses ${what}`, () => {
      const { problems } = readCompact(token);
      assert.equal(problems.length, expected.length, problems.join('\n'));
      for (const [index, problem] of problems.entries()) {
        assert.match(problem, expected[index] ?? /^$/);
        assert.match(problem, /^\p{Lu}.*\.$/su, 'a sentence');
      }
    });
  }

  it('gives the header, the claims and the signature', () => {
    const { jws } = readCompact(` Bearer ${jwt({ sub: 'a' }, header)}~${disclosure}~`);
    assert.deepEqual(jws?.header, header);
    assert.deepEqual(jws.claims, { sub: 'a' });
    assert.equal(jws.text, jwt({ sub: 'a' }, header));
    assert.equal(base64url(jws.signature), 'c2lnbmF0dXJl');
  });
  it('gives a JWS whose payload is not a claims set without claims', () => {
    assert.equal(readCompact(jwt('Payload')).jws?.claims, undefined);
  });
  it('tells a JWE and an SD-JWT', () => {
    assert.equal(readCompact(jwe()).encrypted, true);
    assert.equal(readCompact(good).encrypted, false);
    assert.equal(readCompact(`${good}~`).disclosures, true);
    assert.equal(readCompact(good).disclosures, false);
  });
  it('accepts only one spelling of a signature’s last letter', () => {
    const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
    const spellings = letters.filter((letter) => readCompact(good.slice(0, -1) + letter).problems.length === 0);
    // 32 bytes leave two bits of the last letter unused.
    assert.equal(spellings.length, 16);
    assert.ok(spellings.includes(good.at(-1) ?? ''));
  });
});
