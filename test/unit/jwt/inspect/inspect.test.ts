import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { inspectToken, type InspectedToken } from '../../../../src/jwt/inspect/inspect';

const encode = (text: string | Buffer) => Buffer.from(text).toString('base64url');
const header = encode('{"alg":"RS256","typ":"JWT"}');
const jwt = (claims: string | Buffer, head = header, signature = 'c2ln') => `${head}.${encode(claims)}.${signature}`;
const good = jwt('{"iss":"https://a.example","exp":1700000000,"nbf":1600000000,"id":12345678901234567890}');
const jwe = `${encode('{"alg":"dir","enc":"A256GCM"}')}..aXY.Y2lwaGVy.dGFn`;
const disclosure = encode('["salt","name","Ada"]');
const digest = createHash('sha256').update(disclosure).digest('base64url');
const keyBinding = jwt('{"nonce":"n"}', encode('{"alg":"ES256","typ":"kb+jwt"}'));
const sdJwt = `${jwt(`{"exp":1700000000,"_sd":["${digest}"]}`)}~${disclosure}~`;

const roles = ({ parts, token }: InspectedToken) =>
  parts.map(({ role, start, end }) => [role, token.slice(start, end)]);
const names = (object: InspectedToken['claims']) => object?.fields.map(({ name }) => name);

describe('inspecting a token', () => {
  it('a JWT', async () => {
    const found = await inspectToken(good);
    const [head, claims, signature] = good.split('.');
    assert.equal(found.kind, 'jws');
    assert.deepEqual(roles(found), [
      ['header', head],
      ['payload', claims],
      ['signature', signature],
    ]);
    assert.deepEqual(names(found.header), ['alg', 'typ']);
    assert.deepEqual(names(found.claims), ['iss', 'exp', 'nbf', 'id']);
    assert.match(found.claims?.json ?? '', /\n {2}"id": 12345678901234567890\n/);
    assert.equal(found.expiresAt, 1_700_000_000_000);
    assert.equal(found.notBefore, 1_600_000_000_000);
    for (const absent of ['payload', 'problem']) assert.equal(absent in found, false, absent);
    assert.deepEqual([found.disclosures, found.nested, found.warnings], [[], [], []]);
  });
  it('an encrypted one: its header alone', async () => {
    const found = await inspectToken(jwe);
    assert.equal(found.kind, 'jwe');
    assert.deepEqual(
      found.parts.map(({ role }) => role),
      ['header', 'iv', 'ciphertext', 'tag'],
    );
    assert.deepEqual(names(found.header), ['alg', 'enc']);
    for (const absent of ['claims', 'payload', 'problem']) assert.equal(absent in found, false, absent);
  });
  it('one with disclosures: the claims with what is disclosed', async () => {
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

  const around: [what: string, text: string, token?: string][] = [
    ['space', ` \n${good}\r\n`],
    ['a scheme', `bearer  ${good}`],
    ['another scheme', `DPoP ${good}`],
    ['a header', `Authorization: Bearer ${good}`],
    ['quotes', `"${good}"`],
    ['quotes around a header', `'authorization:Bearer ${good}'`],
    ['quotes behind a scheme', `Bearer “${good}”`],
    ['a command', `curl -H 'Authorization: Bearer ${good}' https://a.example`],
    ['an address', `https://a.example/?id_token=${good}&state=x`],
    ['a line of a log', `2026-01-01 INFO token=${good}; ok`],
    ['an answer', `{"access_token":"${good}","expires_in":60}`],
    ['a full stop', `${good}.`],
    ['a comma', `${good},`],
    ['lines of the same length', good.replace(/.{64}/g, '$&\n')],
    ['indented lines', good.replace(/.{40}/g, '$&\r\n  ')],
    ['a word below it', `${good}\nnext`],
    ['another token behind it', `${good}\n${jwe}`],
    ['an encrypted token before it', `${jwe} ${good}`, jwe],
    ['disclosures', `token: "${sdJwt}${keyBinding}"`, `${sdJwt}${keyBinding}`],
  ];
  for (const [what, text, token = good] of around) {
    it(`finds it with ${what} around it`, async () => {
      const found = await inspectToken(text);
      assert.equal(found.token, token);
      assert.equal(found.problem, undefined);
    });
  }

  const [head = '', claims = ''] = good.split('.');
  const wrong: [what: string, text: string, kind: InspectedToken['kind'], readable: string, problem: RegExp][] = [
    ['an opaque token', 'NgXCXRKcMz0Yjw=', 'none', '', /^This is no JWT: an opaque token/],
    ['an opaque token with dots', 'v4.local.abc', 'none', '', /^This is no JWT/],
    ['a sentence', 'There is none in it', 'none', '', /^There is no JWT in this text/],
    ['half a header', head.slice(0, 17), 'none', '', /^It begins like a JWT, but its header is cut off/],
    ['a header cut elsewhere', head.slice(0, 20), 'none', '', /its header is no JSON: it ends too early/],
    ['a header alone', head, 'jws', 'header', /^Its payload and its signature are missing/],
    [
      'half a payload',
      `${head}.${claims.slice(0, 40)}`,
      'jws',
      'header payload',
      /^Its payload is no JSON: it ends too early/,
    ],
    ['half a payload, cut elsewhere', `${head}.${claims.slice(0, 41)}`, 'jws', 'header', /^Its payload is cut off/],
    ['no signature', `${head}.${claims}`, 'jws', 'header claims', /^Its signature is missing/],
    ['half a signature', `${head}.${claims}.c2lnb`, 'jws', 'header claims', /^Its signature is cut off/],
    ['a detached payload', `${head}..c2ln`, 'jws', 'header', /^Its payload is not in it/],
    [
      'base64 in the payload',
      `${head}.ab+/.c2ln`,
      'jws',
      'header',
      /^Its payload is no base64url: character 3 is “\+”/,
    ],
    ['padding', `${good}=`, 'jws', 'header claims', /^Its signature is no base64url: character 5 is “=”/],
    ['JSON that is wrong', jwt('{"a":1,}'), 'jws', 'header payload', /^Its payload is no JSON: character 8 is wrong/],
    ['four parts', `${good}.abcd`, 'jws', 'header claims', /^It has 4 parts/],
    ['very many parts', `${good}${'.a'.repeat(99)}`, 'jws', 'header claims', /^It has more than six parts/],
    ['a header without alg', jwt('{}', encode('{"typ":"JWT"}')), 'jws', 'header claims', /^Its header has no “alg”/],
    ['a header that is cut off', jwt('{"a":1}', head.slice(4)), 'jws', 'claims', /^Its header is no JSON: character 1/],
    ['a header that is a list', jwt('{"a":1}', encode('[1]')), 'jws', 'claims', /^Its header is no JSON object/],
    ['an encrypted one cut off', jwe.slice(0, -5), 'jwe', 'header', /five parts, this one has 4/],
    ['an encrypted one without its tag', jwe.slice(0, -4), 'jwe', 'header', /^Its authentication tag is empty/],
    ['an encrypted one with padding', `${jwe}=`, 'jwe', 'header', /^Its authentication tag is no base64url/],
    ['disclosures that are cut off', sdJwt.slice(0, -1), 'sd-jwt', 'header claims', /^It does not end with “~”/],
  ];
  for (const [what, text, kind, readable, problem] of wrong) {
    it(`says what is wrong with ${what}`, async () => {
      const found = await inspectToken(text);
      assert.equal(found.kind, kind);
      assert.match(found.problem ?? '', problem);
      assert.equal(['header', 'claims', 'payload'].filter((key) => key in found).join(' '), readable);
    });
  }
  for (const nothing of ['', ' \n', '""']) {
    it(`says nothing of ${JSON.stringify(nothing)}`, async () => {
      const found = await inspectToken(nothing);
      assert.deepEqual([found.kind, 'problem' in found], ['none', false]);
    });
  }

  const payloads: [what: string, token: string, payload: string | RegExp][] = [
    ['a text', jwt('hello, 日本'), 'hello, 日本'],
    ['a list', jwt('[1]'), '[1]'],
    ['bytes', jwt(Buffer.from([0, 255, 16])), '3 bytes that are no text: 00 ff 10'],
    ['many bytes', jwt(Buffer.alloc(100_000, 255)), /^100000 bytes that are no text: (ff ){1023}ff…$/],
    ['a long text', jwt('x'.repeat(100_000)), `${'x'.repeat(4096)}…`],
    ['a long text of pairs', jwt(`x${'😀'.repeat(50_000)}`), `x${'😀'.repeat(2047)}…`],
    [
      'what is not encoded (RFC 7797)',
      `${encode('{"alg":"HS256","b64":false,"crit":["b64"]}')}.hello-you.c2ln`,
      'hello-you',
    ],
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

  const nested: [what: string, token: string, where: string[]][] = [
    ['a payload', jwt(good), ['payload']],
    ['a payload in quotes', jwt(JSON.stringify(good)), ['payload']],
    ['a claim', jwt(JSON.stringify({ a: 1, assertion: good })), ['assertion']],
    [
      'claims further in',
      jwt(JSON.stringify({ a: { b: [0, { 'c.d': `Bearer ${good}` }], e: [good] } })),
      ['a.b[1].c.d', 'a.e[0]'],
    ],
    ['a list', jwt(JSON.stringify([good])), ['payload[0]']],
    [
      'very many',
      jwt(JSON.stringify({ a: Array.from({ length: 99 }, () => good) })),
      Array.from({ length: 50 }, (_, i) => `a[${i}]`),
    ],
  ];
  for (const [what, token, where] of nested) {
    it(`finds a JWT in ${what}`, async () => {
      const found = await inspectToken(token);
      assert.deepEqual(
        found.nested,
        where.map((path) => ({ where: path, token: good })),
      );
    });
  }
  it('finds a JWT that is disclosed', async () => {
    const disclosed = encode(JSON.stringify(['salt', 'inner', good]));
    const sd = createHash('sha256').update(disclosed).digest('base64url');
    const found = await inspectToken(`${jwt(`{"_sd":["${sd}"]}`)}~${disclosed}~`);
    assert.deepEqual(found.nested, [{ where: 'inner', token: good }]);
  });

  it('warns of what the token is, and of disclosures that do not fit', async () => {
    const unsigned = await inspectToken(jwt('text', encode('{"alg":"none"}'), ''));
    assert.match(unsigned.warnings.join(), /not signed/);
    const stray = await inspectToken(`${sdJwt}${encode('["salt","x",1]')}~`);
    assert.match(stray.warnings.join(), /^1 of its 2 disclosures cannot/);
    const unknown = await inspectToken(`${jwt('{"exp":1,"_sd_alg":"md5"}')}~${disclosure}~`);
    assert.match(unknown.warnings.join(), /^Its digests .+ not known here/);
    const many = await inspectToken(`${jwt('{"exp":1}')}${'~'.repeat(1500)}`);
    assert.match(many.warnings.join(), /Only the first 1000 of its 1499 disclosures/);
    const twice = await inspectToken(`${jwt('{"exp":1,"sub":"a","sub":"b"}')}~`);
    assert.match(twice.warnings.join(), /“sub” more than once/);
  });

  const hostile: [string, string][] = [
    ['letters', 'a'.repeat(1_000_000)],
    ['dots', '.'.repeat(1_000_000)],
    ['tildes', '~'.repeat(1_000_000)],
    ['tildes behind a token', `${good}${'~'.repeat(1_000_000)}`],
    ['beginnings', 'eyJ'.repeat(300_000)],
    ['headers', `${header}.`.repeat(30_000)],
    ['schemes', 'Bearer '.repeat(100_000)],
    ['half characters', '\ud800'.repeat(1_000_000)],
    ['a half character at its end', `${good}\udc00`],
    ['deep claims', jwt('{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000))],
    ['deep claims, cut off', jwt('['.repeat(500_000))],
    ['a deep header', jwt('{}', encode(`{"alg":"x","a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`))],
    ['names of objects', jwt('{"__proto__":{"exp":1},"constructor":1,"toString":2}')],
    ['very many claims', jwt(`{${Array.from({ length: 50_000 }, (_, i) => `"n${i}":${i}`).join()}}`)],
  ];
  for (const [what, text] of hostile) {
    it(`is not ended by ${what}`, async () => {
      const { parts, token, expiresAt } = await inspectToken(text);
      for (const { start, end } of parts) assert.ok(start < end && end <= token.length);
      if (what === 'names of objects') assert.equal(expiresAt, undefined);
    }).timeout(10_000);
  }
  it('reads every truncation, parts in their order', async () => {
    const whole = `${sdJwt}${keyBinding}`;
    for (let length = 0; length <= whole.length; length++) {
      const { parts, token } = await inspectToken(whole.slice(0, length));
      let last = -1;
      for (const { start, end } of parts) {
        assert.ok(last < start && start < end && end <= token.length, String(length));
        last = end;
      }
    }
  });
});
