import assert from 'node:assert/strict';
import { validityOf, warningsOf } from '../../../src/jwt/warnings';

describe('what of a JWT deserves a second look', () => {
  const good = { header: { alg: 'RS256' }, claims: { iss: 'https://a.example', iat: 1000, exp: 4600 } };
  const rows: [string, object, object, RegExp | undefined][] = [
    ['nothing', {}, {}, undefined],
    ['no signature', { alg: 'none' }, {}, /not signed/],
    ['no signature, written otherwise', { alg: 'NoNe' }, {}, /not signed/],
    ['a shared secret with a public issuer', { alg: 'HS256' }, {}, /shared secret/],
    ['a shared secret with an issuer of one’s own: nothing', { alg: 'HS256' }, { iss: 'me' }, undefined],
    ['no end', {}, { exp: undefined }, /never expires/],
    ['an end that is no time', {}, { exp: 'soon' }, /never expires/],
    ['a long life', {}, { exp: 1000 + 86_401 }, /more than a day/],
    ['a day: nothing', {}, { exp: 1000 + 86_400 }, undefined],
    ['critical extensions', { crit: ['b64'] }, {}, /critical/],
  ];
  for (const [name, header, claims, expected] of rows) {
    it(name, () => {
      const found = warningsOf({ header: { ...good.header, ...header }, claims: { ...good.claims, ...claims } }, '');
      if (expected === undefined) assert.deepEqual(found, []);
      else assert.match(found.join(), expected);
    });
  }
});

describe('whether a JWT is valid now', () => {
  const now = 10_000_000;
  const rows: [object, ReturnType<typeof validityOf>][] = [
    [{}, { kind: 'unlimited' }],
    [{ exp: 10_060 }, { kind: 'valid', distance: 60_000 }],
    [{ exp: 10_000 }, { kind: 'expired', distance: 0 }],
    [{ exp: 9_000 }, { kind: 'expired', distance: 1_000_000 }],
    [
      { nbf: 10_001, exp: 20_000 },
      { kind: 'not-yet', distance: 1000 },
    ],
    [{ nbf: 10_000 }, { kind: 'unlimited' }],
  ];
  for (const [claims, expected] of rows) {
    it(JSON.stringify(claims), () => assert.deepEqual(validityOf(claims as Record<string, unknown>, now), expected));
  }
});
