import assert from 'node:assert/strict';
import { readJwks, readKey } from '../../../../src/jwt/keys/key-material';
import { base64url } from '../../../support/jwts';
import { bare, jwk, pairs, pem } from '../../../support/key-pairs';

const { rsa } = pairs;
const publicJwk = jwk(rsa.publicKey);
const spki = pem(rsa.publicKey, 'spki');

describe('readKey', () => {
  const keys: [what: string, key: unknown][] = [
    ['a JWK', publicJwk],
    ['a JWK as JSON', JSON.stringify(publicJwk, null, 2)],
    ['a JWK as JSON in JSON', JSON.stringify(JSON.stringify(publicJwk))],
    ['a PEM', spki],
    ['a PEM without its markers', bare(spki)],
    ['a PEM in base64', Buffer.from(spki).toString('base64')],
  ];
  for (const [what, key] of keys) {
    it(`reads ${what}`, async () => assert.deepEqual(await readKey(key), { kind: 'jwk', jwk: publicJwk }));
  }
  it('reads a JWK Set, and passes over what is not a key (RFC 7517 section 5)', async () => {
    const set = { keys: [1, null, {}, [publicJwk], { kty: 1 }, { kty: 'new' }, publicJwk] };
    const expected = { kind: 'set', keys: [{ kty: 'new' }, publicJwk] };
    assert.deepEqual(await readKey(set), expected);
    assert.deepEqual(await readKey(JSON.stringify(set)), expected);
  });

  const secrets: [what: string, text: string, readings: [text: string | Uint8Array, what: RegExp][]][] = [
    ['a text', 'a secret!', [['a secret!', /^text$/]]],
    [
      'a text with white space around it',
      ' a secret!\n',
      [
        ['a secret!', /^text$/],
        [' a secret!\n', /^untrimmed$/],
      ],
    ],
    [
      'base64url',
      base64url('a secret?>'),
      [
        [base64url('a secret?>'), /^text$/],
        ['a secret?>', /^base64url$/],
      ],
    ],
    [
      'base64',
      '//8=',
      [
        ['//8=', /^text$/],
        [Uint8Array.of(255, 255), /^base64$/],
      ],
    ],
  ];
  for (const [what, text, expected] of secrets) {
    it(`reads a secret that is ${what} in every way it can be meant`, async () => {
      const material = await readKey(text);
      assert.ok(material.kind === 'secret');
      assert.equal(material.readings.length, expected.length);
      for (const [index, { bytes, as }] of material.readings.entries()) {
        const [octets, name] = expected[index] ?? [];
        assert.deepEqual(Buffer.from(bytes), Buffer.from(octets ?? ''));
        assert.match(as, name ?? /^$/);
      }
    });
  }

  const refused: [what: string, key: unknown, message: RegExp][] = [
    ['an empty text', ' ', /empty/],
    ['a number', 1, /neither an object nor a string/],
    ['nothing', undefined, /neither an object nor a string/],
    ['a list', [publicJwk], /neither an object nor a string/],
    ['another object', { a: 1 }, /neither a JWK .* nor a JWK Set/],
    ['other JSON', '{"a":1}', /neither a JWK .* nor a JWK Set/],
    ['a list as JSON', JSON.stringify([publicJwk]), /cannot be used\. It is a list; a JWK Set is an object/],
    ['broken JSON', JSON.stringify(publicJwk).slice(0, -1), /JSON is broken/],
    ['a kty that is a number', { kty: 1 }, /“kty” isn’t a string/],
    ['keys that are not a list', { keys: {} }, /“keys” isn’t a list/],
    ['a set without keys', { keys: [1] }, /no keys/],
    ['a public PEM as a secret JWK', { kty: 'oct', k: base64url(spki) }, /isn’t a shared secret/],
    [
      'a public key as a secret JWK',
      { kty: 'oct', k: base64url(Buffer.from(bare(spki), 'base64')) },
      /isn’t a shared secret/,
    ],
    ['a public JWK as a secret JWK', { kty: 'oct', k: base64url(JSON.stringify(publicJwk)) }, /isn’t a shared secret/],
    ['a public PEM as a secret in a set', { keys: [{ kty: 'oct', k: base64url(spki) }] }, /isn’t a shared secret/],
  ];
  for (const [what, key, message] of refused) {
    it(`refuses ${what}`, () => assert.rejects(readKey(key), { code: 'key-unusable', message }));
  }
});

describe('readJwks', () => {
  const set = { kind: 'set', keys: [publicJwk] };
  const rows: [what: string, given: unknown][] = [
    ['a JWK Set', { keys: [publicJwk] }],
    ['a JWK Set as JSON', JSON.stringify({ keys: [publicJwk] })],
    ['a JWK', publicJwk],
    ['a JWK as JSON', JSON.stringify(publicJwk)],
  ];
  for (const [what, given] of rows) it(`reads ${what}`, async () => assert.deepEqual(await readJwks(given), set));
  for (const given of ['a secret', spki, 1, null, [publicJwk]]) {
    it(`refuses ${JSON.stringify(given).slice(0, 20)}`, () =>
      assert.rejects(readJwks(given), { code: 'key-unusable', message: /isn’t a JWK Set/ }));
  }
});
