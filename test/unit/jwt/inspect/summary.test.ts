import assert from 'node:assert/strict';
import { findJwts } from '../../../../src/jwt/find/scan';
import { signedPart, summarize, usableUntil } from '../../../../src/jwt/inspect/summary';
import { jwe, jwt } from '../../../support/jwts';

const jws = (claims: string, header = '{"alg":"ES256"}') => jwt(claims, header);

function summaryOf(token: string) {
  const [found] = findJwts(token);
  assert.ok(found, token);
  return summarize(found);
}

describe('summarize and usableUntil', () => {
  const rows: [what: string, token: string, summary: object, until: number | undefined][] = [
    ['its issuer’s host', jws('{"iss":"https://login.example.com/a?b"}'), { issuer: 'login.example.com' }, Infinity],
    ['its issuer’s port', jws('{"iss":"http://a.example:8080"}'), { issuer: 'a.example:8080' }, Infinity],
    ['an issuer that is not an address', jws('{"iss":"me"}'), { issuer: 'me' }, Infinity],
    ['an issuer that is an address without a host', jws('{"iss":"urn:me"}'), { issuer: 'urn:me' }, Infinity],
    ['no empty issuer', jws('{"iss":""}'), {}, Infinity],
    ['no issuer that is not a text', jws('{"iss":["a"]}'), {}, Infinity],
    ['no icon and no control characters', jws('{"iss":"$(bug)\\u0007\\u202e"}'), { issuer: '$ (bug)' }, Infinity],
    ['the beginning of a long issuer', jws(`{"iss":"${'a'.repeat(500)}"}`), { issuer: `${'a'.repeat(59)}…` }, Infinity],
    ['when it expires', jws('{"exp":5}'), { expires: 5000 }, 5000],
    [
      'when it becomes valid, which does not limit its use',
      jws('{"nbf":7,"exp":9}'),
      { notBefore: 7000, expires: 9000 },
      9000,
    ],
    ['no exp that is not a time', jws('{"exp":"5"}'), {}, Infinity],
    ['that it is not signed', jws('{}', '{"alg":"none"}'), { signed: false }, undefined],
    ['that it is not signed, in other letter case', jws('{}', '{"alg":"None"}'), { signed: false }, undefined],
    ['that it has disclosures', `${jws('{"exp":5}')}~WyJhIl0~`, { kind: 'sd-jwt', expires: 5000 }, 5000],
    ['that it is encrypted', jwe(), { kind: 'jwe', readable: false }, undefined],
    ['that its claims cannot be read', jws('[1]'), { readable: false }, undefined],
    ['nothing from names that every object has', jws('{"__proto__":{"iss":"a","exp":1}}'), {}, Infinity],
  ];
  for (const [what, token, summary, until] of rows) {
    it(`tell ${what}`, () => {
      const found = summaryOf(token);
      assert.deepEqual(found, { kind: 'jws', readable: true, signed: true, ...summary });
      assert.equal(usableUntil(found), until);
    });
  }
});

describe('signedPart', () => {
  it('leaves out disclosures', () => assert.equal(signedPart('a.b.c~d~e'), 'a.b.c'));
  it('is all of a token without them', () => assert.equal(signedPart('a.b.c'), 'a.b.c'));
});
