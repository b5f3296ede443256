import assert from 'node:assert/strict';
import { inspectToken, type InspectedToken } from '../../../../src/jwt/inspect/inspect';
import { digestOf, jwt, part } from '../../../support/jwts';

const good = jwt('{"iss":"https://a.example","exp":1700000000,"nbf":1600000000,"iat":5,"id":12345678901234567890}');
const disclosure = part(['salt', 'name', 'Ada']);
const keyBinding = jwt({ nonce: 'n' }, { alg: 'ES256', typ: 'kb+jwt' });
const sdJwt = `${jwt({ exp: 1_700_000_000, _sd: [digestOf(disclosure)] })}~${disclosure}~`;

const roles = ({ parts, token }: InspectedToken) =>
  parts.map(({ role, start, end }) => [role, token.slice(start, end)]);
const names = (object: InspectedToken['claims']) => object?.fields.map(({ name }) => name);
const readable = (found: InspectedToken) => ['header', 'claims', 'payload'].filter((key) => key in found).join(' ');

describe('inspecting a JWS', () => {
  it('gives its parts, header, claims and times', async () => {
    const found = await inspectToken(good);
    const [head, claims, signature] = good.split('.');
    assert.equal(found.kind, 'jws');
    assert.deepEqual(roles(found), [
      ['header', head],
      ['payload', claims],
      ['signature', signature],
    ]);
    assert.deepEqual(names(found.header), ['alg', 'typ']);
    assert.deepEqual(names(found.claims), ['iss', 'exp', 'nbf', 'iat', 'id']);
    assert.match(found.claims?.json ?? '', /\n {2}"id": 12345678901234567890\n/);
    assert.deepEqual([found.expiresAt, found.notBefore, found.issuedAt], [1_700_000_000_000, 1_600_000_000_000, 5000]);
    for (const absent of ['payload', 'problem']) assert.equal(absent in found, false, absent);
    assert.deepEqual([found.disclosures, found.nested], [[], []]);
  });
  it('takes no time from names that objects have', async () => {
    assert.equal('expiresAt' in (await inspectToken(jwt('{"__proto__":{"exp":1}}'))), false);
  });
  it('names each grant once', async () => {
    const { grants } = await inspectToken(jwt({ scope: 'a b', roles: ['b', 'c'] }));
    assert.deepEqual(grants, ['a', 'b', 'c']);
  });
  it('puts disclosures among the claims, and finds the key binding', async () => {
    const found = await inspectToken(`${sdJwt}${keyBinding}`);
    assert.equal(found.kind, 'sd-jwt');
    assert.deepEqual(roles(found).slice(3), [
      ['disclosure', disclosure],
      ['key-binding', keyBinding],
    ]);
    assert.deepEqual(names(found.claims), ['exp', 'name']);
    assert.deepEqual(found.disclosures, [{ name: 'name', value: 'Ada', state: 'found' }]);
    assert.deepEqual(found.nested, [{ where: 'key binding', token: keyBinding }]);
    assert.deepEqual([found.warnings, found.problem], [[], undefined]);
  });

  const [head = '', claims = ''] = good.split('.');
  const problems: [what: string, text: string, readable: string, problem: RegExp][] = [
    ['a header without anything behind it', head, 'header', /^Its payload and its signature are missing/],
    [
      'half a payload',
      `${head}.${claims.slice(0, 40)}`,
      'header payload',
      /^Its payload isn’t JSON: it ends too early/,
    ],
    ['half a payload, cut elsewhere', `${head}.${claims.slice(0, 41)}`, 'header', /^Its payload is cut off/],
    ['no signature', `${head}.${claims}`, 'header claims', /^Its signature is missing: it is incomplete\.$/],
    ['half a signature', `${head}.${claims}.c2lnb`, 'header claims', /^Its signature is cut off/],
    ['a detached payload', `${head}..c2ln`, 'header', /^Its payload is not included/],
    ['plain base64 in the payload', `${head}.ab+/.c2ln`, 'header', /^Its payload isn’t base64url: character 3 is “\+”/],
    ['padding', `${head}.${claims}.c2ln=`, 'header claims', /^Its signature isn’t base64url: character 5 is “=”/],
    ['broken JSON', jwt('{"a":1,}'), 'header payload', /^Its payload isn’t JSON: character 8 is wrong/],
    ['four parts', `${good}.abcd`, 'header claims', /^It has 4 parts: a JWT has three, an encrypted one five\.$/],
    ['a hundred parts', `${good}${'.a'.repeat(99)}`, 'header claims', /^It has more than six parts: a JWT has three/],
    ['a header without alg', jwt({}, { typ: 'JWT' }), 'header claims', /^Its header has no “alg”/],
    ['an alg that is not a text', jwt({}, { alg: 1 }), 'header claims', /^Its header has no “alg”/],
    ['disclosures that are cut off', sdJwt.slice(0, -1), 'header claims', /^It does not end with “~”/],
  ];
  for (const [what, text, expected, problem] of problems) {
    it(`says what is wrong with ${what}`, async () => {
      const found = await inspectToken(text);
      assert.match(found.problem ?? '', problem);
      assert.equal(readable(found), expected);
    });
  }

  const payloads: [what: string, token: string, payload: string | RegExp][] = [
    ['a text', jwt('hello, 日本'), 'hello, 日本'],
    ['a list', jwt('[1]'), '[1]'],
    ['bytes', jwt(Uint8Array.of(0, 255, 16)), '3 bytes that aren’t text: 00 ff 10'],
    ['many bytes', jwt(Buffer.alloc(100_000, 255)), /^100000 bytes that aren’t text: (ff ){1023}ff…$/],
    ['a long text', jwt('x'.repeat(100_000)), `${'x'.repeat(4096)}…`],
    ['a long text of surrogate pairs', jwt(`x${'😀'.repeat(50_000)}`), `x${'😀'.repeat(2047)}…`],
    ['not encoded (RFC 7797)', `${part({ alg: 'HS256', b64: false, crit: ['b64'] })}.hello-you.c2ln`, 'hello-you'],
  ];
  for (const [what, token, payload] of payloads) {
    it(`shows a payload that is ${what}`, async () => {
      const found = await inspectToken(token);
      assert.equal(found.kind, 'jws');
      assert.equal(found.problem, undefined);
      assert.equal('claims' in found, false);
      if (typeof payload === 'string') assert.equal(found.payload, payload);
      else assert.match(found.payload ?? '', payload);
    });
  }

  const disclosed = part(['salt', 'inner', good]);
  const nested: [what: string, token: string, where: string][] = [
    ['its payload', jwt(good), 'payload'],
    ['its payload, in quotes', jwt(JSON.stringify(good)), 'payload'],
    ['a list that is its payload', jwt([good]), 'payload[0]'],
    ['its claims', jwt({ a: 1, assertion: good }), 'assertion'],
    ['what it discloses', `${jwt({ _sd: [digestOf(disclosed)] })}~${disclosed}~`, 'inner'],
  ];
  for (const [what, token, where] of nested) {
    it(`finds a JWT in ${what}`, async () =>
      assert.deepEqual((await inspectToken(token)).nested, [{ where, token: good }]));
  }

  const warnings: [what: string, token: string, warning: RegExp][] = [
    ['no signature', jwt('text', { alg: 'none' }, ''), /not signed/],
    ['a stray disclosure', `${sdJwt}${part(['salt', 'x', 1])}~`, /^1 of its 2 disclosures cannot be put in place/],
    [
      'a digest in two places',
      `${jwt({ exp: 1_700_000_000, _sd: ['d', 'd'] })}~`,
      /^A digest is in more than one place/,
    ],
    ['unknown digests', `${jwt({ exp: 1, _sd_alg: 'md5' })}~${disclosure}~`, /^Its digests use an unknown algorithm/],
    ['very many disclosures', `${jwt({ exp: 1 })}${'~'.repeat(1500)}`, /Only the first 1000 of its 1499 disclosures/],
    ['a repeated name', `${jwt('{"exp":1,"sub":"a","sub":"b"}')}~`, /“sub” more than once/],
  ];
  for (const [what, token, warning] of warnings) {
    it(`warns of ${what}`, async () => assert.match((await inspectToken(token)).warnings.join('\n'), warning));
  }
  it('warns of nothing in a sound token', async () => {
    assert.deepEqual((await inspectToken(jwt({ iat: 0, exp: 3600 }))).warnings, []);
  });
  it('tells where the first 1,000 disclosures are', async () => {
    const { parts } = await inspectToken(`${jwt()}${`~${disclosure}`.repeat(1500)}~`);
    assert.equal(parts.filter(({ role }) => role === 'disclosure').length, 1000);
  });
});
