import assert from 'node:assert/strict';
import type { JWK } from 'jose';
import { ambiguity, chooseKeys } from '../../../../src/jwt/keys/key-choice';

const key = (name: string, more: object = {}): JWK => ({ kty: 'RSA', n: name, e: 'AQAB', ...more });
const misfit = ({ use }: JWK) => (use === 'enc' ? 'It is for encryption.' : undefined);

describe('chooseKeys', () => {
  const chosen: [what: string, keys: JWK[], kid: unknown, names: string[]][] = [
    ['the key of the kid', [key('b', { kid: 'two' }), key('a', { kid: 'one' })], 'one', ['a']],
    ['all keys of the kid that fit', [key('a', { kid: 'one', use: 'enc' }), key('b', { kid: 'one' })], 'one', ['b']],
    ['a key without kid where none has the kid', [key('b', { kid: 'two' }), key('a')], 'one', ['a']],
    ['every key where the token has no kid', [key('a', { kid: 'one' }), key('b')], undefined, ['a', 'b']],
    ['every key where the kid is not a text', [key('a', { kid: 'one' }), key('b')], 1, ['a', 'b']],
    ['what fits of them', [key('a', { use: 'enc' }), key('b')], undefined, ['b']],
    ['up to 100 keys', Array.from({ length: 100 }, () => key('a')), undefined, Array.from({ length: 100 }, () => 'a')],
  ];
  for (const [what, keys, kid, names] of chosen) {
    it(`chooses ${what}`, () => {
      const found = chooseKeys(keys, kid, misfit);
      assert.ok(Array.isArray(found));
      assert.deepEqual(
        found.map(({ n }) => n),
        names,
      );
    });
  }

  const kids = (count: number) => Array.from({ length: count }, (_, index) => key('a', { kid: `k${index}` }));
  const refused: [what: string, keys: JWK[], kid: unknown, reason: RegExp][] = [
    ['no key has the kid', kids(2), 'one', /no key with the kid “one”; the set has “k0”, “k1”\.$/],
    ['none of many keys has the kid', kids(7), 'one', /the set has “k0”, “k1”, “k2”, “k3”, “k4” and 2 more\.$/],
    ['none of six keys has the kid', kids(6), 'one', /“k4” and 1 more\.$/],
    ['no key has a kid that is a text', [key('a', { kid: 1 })], 'one', /the set has keys without one\.$/],
    ['only one key is meant, and does not fit', [key('a', { use: 'enc' })], undefined, /^It is for encryption\.$/],
    ['the key of the kid does not fit', [key('a', { kid: 'one', use: 'enc' }), key('b')], 'one', /is for encryption/],
    [
      'no key fits',
      [key('a', { use: 'enc' }), key('b', { use: 'enc' })],
      undefined,
      /No key .* fits: it has 2 of other/,
    ],
    ['more than 100 keys fit', Array.from({ length: 101 }, () => key('a')), undefined, /More than 100 keys .* fit/],
  ];
  for (const [what, keys, kid, reason] of refused) {
    it(`gives a reason where ${what}`, () => {
      const found = chooseKeys(keys, kid, misfit);
      assert.ok(!Array.isArray(found));
      assert.match(found.reason, reason);
    });
  }
});

describe('ambiguity', () => {
  const secret = { kty: 'oct', k: 'AAAA' };
  const deep = JSON.parse('['.repeat(200_000) + ']'.repeat(200_000)) as string;
  const rows: [what: string, keys: JWK[], header: { alg: string; kid?: string }, problem: RegExp | undefined][] = [
    ['a secret beside a public key', [key('a', { kid: 'one' }), secret], { alg: 'RS256' }, /mixes shared secrets/],
    ['the same with HMAC', [key('a'), secret], { alg: 'HS256' }, /mixes shared secrets/],
    ['secrets only', [secret, secret], { alg: 'HS256' }, undefined],
    [
      'two keys of one kid',
      [key('a', { kid: 'one' }), key('b', { kid: 'one' })],
      { alg: 'RS256', kid: 'one' },
      /two different keys with the kid “one”/,
    ],
    [
      'two keys of another kid',
      [key('a', { kid: 'one' }), key('b', { kid: 'one' })],
      { alg: 'RS256', kid: 'two' },
      undefined,
    ],
    [
      'two secrets of one kid',
      [
        { ...secret, kid: 'a' },
        { kty: 'oct', k: 'BBBB', kid: 'a' },
      ],
      { alg: 'HS256' },
      /two different keys/,
    ],
    [
      'a secret nested beyond what JSON.stringify can write',
      [
        { kty: 'oct', kid: 'a', k: deep },
        { ...secret, kid: 'a' },
      ],
      { alg: 'HS256' },
      /two different keys/,
    ],
    ['one key twice', [key('a', { kid: 'one' }), key('a', { kid: 'one', x5t: 'a' })], { alg: 'RS256' }, undefined],
    [
      'one kid for two types',
      [{ kty: 'EC', crv: 'P-256', x: 'a', y: 'b', kid: 'one' }, key('a', { kid: 'one' })],
      { alg: 'RS256' },
      undefined,
    ],
    [
      'one kid for two uses',
      [key('a', { kid: 'one', use: 'enc' }), key('b', { kid: 'one' })],
      { alg: 'RS256' },
      undefined,
    ],
    [
      'one kid for two algorithms',
      [key('a', { kid: 'one', alg: 'PS256' }), key('b', { kid: 'one' })],
      { alg: 'RS256' },
      undefined,
    ],
    ['two keys without kid', [key('a'), key('b')], { alg: 'RS256' }, undefined],
  ];
  for (const [what, keys, header, problem] of rows) {
    it(`${problem === undefined ? 'is not' : 'is'} ${what}`, () => {
      if (problem === undefined) assert.equal(ambiguity(keys, header), undefined);
      else assert.match(ambiguity(keys, header) ?? '', problem);
    });
  }
});
