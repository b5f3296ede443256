import assert from 'node:assert/strict';
import { findJwts, jwtAt } from '../../../../src/jwt/find/scan';

const encode = (text: string) => Buffer.from(text).toString('base64url');
const jws = `${encode('{"alg":"HS256","typ":"JWT"}')}.${encode('{"sub":"ada"}')}.c2lnbmF0dXJl`;
const spaced = `${encode('{\n "alg": "none"}')}.${encode('{"a":1}')}.`;
const indented = `${encode('{ "alg":"ES256"}')}.${encode('{}')}.c2ln`;
const crlf = `${encode('{\r\n"alg":"ES256"}')}.${encode('{}')}.c2ln`;
const jwe = `${encode('{"alg":"dir","enc":"A256GCM"}')}..aXY.Y2lwaGVy.dGFn`;
const disclosed = `${jws}~${encode('["salt","name","Ada"]')}~`;

const bound = `${disclosed}${jws}`;

const all = (text: string) => [...findJwts(text)].map((found) => [found.kind, found.text]);

describe('finding JWTs', () => {
  const around: [string, (token: string) => string][] = [
    ['alone', (token) => token],
    ['after Bearer', (token) => `Authorization: Bearer ${token}\r\n`],
    ['in quotes', (token) => `{"access_token":"${token}","x":1}`],
    ['in YAML', (token) => `token: ${token} # old`],
    ['in .env', (token) => `TOKEN='${token}'`],
    ['in a query', (token) => `https://a.example/?id_token=${token}&state=x`],
    ['in a fragment', (token) => `https://a.example/#access_token=${token}`],
    ['behind a percent-encoded space', (token) => `curl "https://a.example/?h=Bearer%20${token}"`],
    ['behind an escaped line break', (token) => `"log: \\n${token}"`],
    ['behind a percent sign that is encoded too', (token) => `next=%2Fcb%253Ftoken%253D${token}%2526a%253D1`],
    ['behind an escape of bytes', (token) => `b"token=\\x22${token}\\x22"`],
    ['behind an equals sign of an e-mail', (token) => `https://a.example/login?t=3D${token}`],
    ['behind a terminal’s colour', (token) => `\u001b[1;32m${token}\u001b[0m`],
    ['behind a terminal’s colour at the start of the text, its control character lost', (token) => `[32m${token}`],
    ['behind a terminal’s colour at the start of a line, its control character lost', (token) => `a\n[1;32m${token}`],
    ['behind a terminal’s colour in JSON', (token) => `{"log":"\\u001b[38;5;196m${token}\\u001b[0m"}`],
    ['in a line that a diff removes', (token) => `-${token}`],
    ['behind an escaped quote', (token) => `\\u0022${token}\\u0022`],
    ['in a cookie', (token) => `Cookie: a=b; session=${token}; c=d`],
    ['at the end of a sentence', (token) => `The token (${token}) is old.`],
  ];
  const tokens: [string, string, string][] = [
    ['jws', jws, 'three parts'],
    ['jws', indented, 'a header with a space'],
    ['jws', crlf, 'a header with a line break of Windows'],
    ['jws', spaced, 'a header with a line break, unsecured'],
    ['jwe', jwe, 'five parts'],
    ['sd-jwt', disclosed, 'with disclosures'],
    ['sd-jwt', bound, 'with disclosures and a key binding'],
  ];
  for (const [where, put] of around) {
    for (const [kind, token, what] of tokens) {
      it(`${where}: ${what}`, () => assert.deepEqual(all(put(token)), [[kind, token]]));
    }
  }

  const not: [string, string][] = [
    ['a word that begins so', 'eyebrow.eyelid.eyelash and ewer.ewe.ew'],
    ['a header that is no JSON', `eyJub3Q.${encode('{}')}.c2ln`],
    ['a header without alg', `${encode('{"typ":"JWT"}')}.${encode('{}')}.c2ln`],
    ['two parts', jws.split('.').slice(0, 2).join('.')],
    ['no payload', `${jws.split('.')[0] ?? ''}..c2ln`],
    ['in the middle of a word', `x${jws}`],
    ['behind a hyphen in a word', `a-${jws}`],
    ['behind brackets that are no colour', `a[1m${jws}`],
    ['a header that is a list', `${encode('["alg"]')}.${encode('{}')}.c2ln`],
  ];
  for (const [what, text] of not) it(`not ${what}`, () => assert.deepEqual(all(text), []));

  it('a full stop behind disclosures begins no key binding', () => {
    const cut = disclosed.slice(0, -1);
    for (const end of ['.', '.a', '. b.c']) assert.deepEqual(all(`${cut}${end}`), [['sd-jwt', cut]]);
  });

  it('several in one text, each at its place', () => {
    const text = `${jws} ${jwe}\n"${disclosed}"`;
    assert.deepEqual(all(text), [
      ['jws', jws],
      ['jwe', jwe],
      ['sd-jwt', disclosed],
    ]);
    for (const { offset, text: token } of findJwts(text))
      assert.equal(text.slice(offset, offset + token.length), token);
  });

  it('two searches at the same time do not disturb each other', () => {
    const text = `${jws} ${jws}`;
    const [one, two] = [findJwts(text), findJwts(text)];
    one.next();
    two.next();
    assert.equal((one.next().value as { offset: number }).offset, jws.length + 1);
    assert.equal((two.next().value as { offset: number }).offset, jws.length + 1);
  });
});

describe('the JWT at a place', () => {
  const line = `a=1 Bearer%20${jws}; b=${jwe}`;
  it('is found from its first letter to behind its last', () => {
    const offset = line.indexOf(jws);
    for (const column of [offset, offset + 5, offset + jws.length]) {
      assert.deepEqual(jwtAt(line, column), { kind: 'jws', text: jws, offset }, String(column));
    }
    assert.equal(jwtAt(line, line.indexOf(jwe) + 40)?.text, jwe);
  });

  it('is found behind what may stand before it, and not within a word', () => {
    for (const before of ['-', 'x %253D', '\\u001b[38;5;196m', '\\x22'])
      assert.equal(jwtAt(`${before}${jws}`, before.length + 5)?.offset, before.length, before);
    for (const before of ['a-', 'a -', 'x'])
      assert.equal(jwtAt(`${before}${jws}`, before.length + 5), undefined, before);
  });

  it('is none elsewhere', () => {
    for (const column of [0, 2, line.indexOf('Bearer'), line.length + 10]) assert.equal(jwtAt(line, column), undefined);
  });
});
