import assert from 'node:assert/strict';
import { warningsOf as warnings, type Looked } from '../../../../src/jwt/inspect/warnings';
import { readPart } from '../../../../src/jwt/read/part';
import { jwt } from '../../../support/jwts';

const token = (header: string, claims: string, signature?: string) => jwt(claims, header, signature);

const warningsOf = (looked: Looked, text: string) =>
  warnings(
    looked,
    text,
    text.split('.', 2).map((part) => readPart(part).json),
  );

describe('warningsOf', () => {
  const good = { header: { alg: 'RS256', typ: 'at+jwt' }, claims: { iss: 'https://a.example', iat: 1000, exp: 4600 } };
  const [shared, milliseconds, long, keys, several] = [
    /shared secret/,
    /milliseconds/,
    /more than a day/,
    /own key/,
    /several/,
  ];
  const rows: [string, object, object, ...RegExp[]][] = [
    ['a sound token', {}, {}],
    ['no signature', { alg: 'none' }, {}, /not signed/],
    ['no signature, in other letter case', { alg: 'NoNe' }, {}, /not signed/],
    ['a shared secret with a public issuer', { alg: 'HS256' }, {}, shared],
    ['a shared secret with a private issuer', { alg: 'HS256' }, { iss: 'me' }],
    ['no exp', {}, { exp: undefined }, /never expires/],
    ['an exp that is not a time', {}, { exp: 'soon' }, /isn’t a time in seconds/],
    ['an exp that is a number in a text', {}, { exp: '4600' }, /isn’t a time in seconds/],
    ['an exp that no Date can hold', {}, { exp: 1e300 }, /isn’t a time in seconds/],
    ['an exp in milliseconds', {}, { exp: 1_700_000_000_000 }, milliseconds],
    ['a long life', {}, { exp: 1000 + 86_401 }, long],
    ['a life of a day', {}, { exp: 1000 + 86_400 }],
    ['critical extensions', { crit: ['b64'] }, {}, /critical/],
    ['a key of its own', { jwk: {} }, {}, keys],
    ['an address of keys', { jku: 'https://b.example' }, {}, keys],
    ['certificates of its own', { x5c: [], x5u: '' }, {}, /“x5u”, “x5c”/],
    ['a thumbprint of a certificate', { x5t: 'a', kid: '../b' }, {}],
    ['the key of a DPoP proof', { typ: 'dpop+jwt', jwk: {} }, {}],
    ['one audience', {}, { aud: ['a'] }],
    ['one audience twice', {}, { aud: ['a', 'a'] }],
    ['several audiences', {}, { aud: ['a', 'b'] }, several],
    ['an API and its issuer’s user info', {}, { aud: ['a', 'https://a.example/userinfo'] }, /userinfo endpoint/],
    ['the user info of another issuer', {}, { aud: ['a', 'https://b.example/userinfo'] }, several],
    ['two things at once', { alg: 'none' }, { aud: ['a', 'b'] }, /not signed/, several],
  ];
  for (const [name, header, claims, ...expected] of rows) {
    it(`${name}: ${expected.length === 0 ? 'nothing' : 'a warning'}`, () => {
      const looked = { header: { ...good.header, ...header }, claims: { ...good.claims, ...claims } };
      const texts = JSON.parse(JSON.stringify(looked)) as typeof looked;
      const found = warningsOf(texts, token(JSON.stringify(looked.header), JSON.stringify(looked.claims)));
      assert.equal(found.length, expected.length, found.join('\n'));
      for (const [i, words] of expected.entries()) assert.match(found[i] ?? '', words);
    });
  }

  const written: [string, string, RegExp | undefined][] = [
    ['no repeated name', token('{"alg":"RS256"}', '{"exp":1}'), undefined],
    ['an empty signature', token('{"alg":"RS256"}', '{"exp":1}', ''), /signature is missing/],
    ['a repeated name', token('{"alg":"RS256"}', '{"sub":"a","sub":"b","exp":1}'), /“sub” more than once/],
    [
      'a repeated name that is escaped',
      token('{"alg":"RS256"}', '{"sub":"a","s\\u0075b":"b"}'),
      /“sub” more than once/,
    ],
    ['a repeated name in the header', token('{"alg":"none","alg":"RS256"}', '{"exp":1}'), /“alg” more than once/],
    ['a repeated name further in', token('{"alg":"RS256"}', '{"a":[{"b":1,"b":2}]}'), /“b” more than once/],
    [
      'a repeated name that would change the text direction',
      token('{"alg":"RS256"}', '{"\u202e]":1,"\u202e]":2}'),
      /has “]” more/,
    ],
    ['one name in two objects', token('{"alg":"RS256"}', '{"a":{"b":1},"c":{"b":1},"d":{"a":1}}'), undefined],
    [
      'many repeated names',
      token(
        '{"alg":"RS256"}',
        `{${'a b c d a b c d'
          .split(' ')
          .map((name) => `"${name}":1`)
          .join()}}`,
      ),
      /“a”, “b”, “c” and others more than once/,
    ],
    ['an opaque token', 'a.b', undefined],
  ];
  for (const [name, text, expected] of written) {
    it(`${name}: ${expected === undefined ? 'nothing' : 'a warning'}`, () => {
      const found = warningsOf({ header: { alg: 'RS256' }, claims: { exp: 1 } }, text);
      assert.equal(found.length, expected === undefined ? 0 : 1, found.join('\n'));
      if (expected !== undefined) assert.match(found[0] ?? '', expected);
    });
  }

  it('looks only at the header where there are no claims', () => {
    assert.deepEqual(warningsOf({ header: { alg: 'RS256' } }, token('{"alg":"RS256"}', 'text')), []);
    assert.match(warningsOf({ header: { alg: 'none' } }, token('{"alg":"none"}', 'text')).join(), /not signed/);
  });
  it('does not warn twice of an unsecured token without a signature', () => {
    assert.deepEqual(warningsOf({ header: { alg: 'none' } }, token('{"alg":"none"}', 'text', '')).length, 1);
  });
});
