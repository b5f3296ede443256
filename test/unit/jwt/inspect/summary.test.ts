import assert from 'node:assert/strict';
import { findJwts } from '../../../../src/jwt/find/scan';
import { signedPart, summarize, usableUntil } from '../../../../src/jwt/inspect/summary';

const encode = (text: string) => Buffer.from(text).toString('base64url');
const jws = (claims: string, header = '{"alg":"ES256"}') => `${encode(header)}.${encode(claims)}.c2ln`;
const jwe = `${encode('{"alg":"dir","enc":"A256GCM"}')}..aXY.Y2lwaGVy.dGFn`;

function summaryOf(token: string) {
  const [found] = findJwts(token);
  assert.ok(found, token);
  return summarize(found);
}

describe('what a mark tells of a JWT', () => {
  const rows: [what: string, token: string, summary: object, until: number | undefined][] = [
    ['its issuer’s host', jws('{"iss":"https://login.example.com/a?b"}'), { issuer: 'login.example.com' }, Infinity],
    ['its issuer’s port', jws('{"iss":"http://a.example:8080"}'), { issuer: 'a.example:8080' }, Infinity],
    ['an issuer that is no address', jws('{"iss":"me"}'), { issuer: 'me' }, Infinity],
    ['an issuer that is an address without a host', jws('{"iss":"urn:me"}'), { issuer: 'urn:me' }, Infinity],
    ['no issuer that is empty', jws('{"iss":""}'), {}, Infinity],
    ['no issuer that is no text', jws('{"iss":["a"]}'), {}, Infinity],
    ['no icon and no control characters', jws('{"iss":"$(bug)\\u0007\\u202e"}'), { issuer: '$ (bug)' }, Infinity],
    ['of a long issuer its beginning', jws(`{"iss":"${'a'.repeat(500)}"}`), { issuer: `${'a'.repeat(59)}…` }, Infinity],
    ['its end', jws('{"exp":5}'), { expires: 5000 }, 5000],
    ['its beginning, which does not matter', jws('{"nbf":7,"exp":9}'), { notBefore: 7000, expires: 9000 }, 9000],
    ['no end that is no time', jws('{"exp":"5"}'), {}, Infinity],
    ['that it is not signed', jws('{}', '{"alg":"none"}'), { signed: false }, undefined],
    ['that it is not signed, written otherwise', jws('{}', '{"alg":"None"}'), { signed: false }, undefined],
    ['that it has disclosures', `${jws('{"exp":5}')}~WyJhIl0~`, { kind: 'sd-jwt', expires: 5000 }, 5000],
    ['that it is encrypted', jwe, { kind: 'jwe', readable: false }, undefined],
    ['that its claims cannot be read', jws('[1]'), { readable: false }, undefined],
    ['nothing of what objects have already', jws('{"__proto__":{"iss":"a","exp":1}}'), {}, Infinity],
  ];
  for (const [what, token, summary, until] of rows) {
    it(what, () => {
      const found = summaryOf(token);
      assert.deepEqual(found, { kind: 'jws', readable: true, signed: true, ...summary });
      assert.equal(usableUntil(found), until);
    });
  }

  it('is of the part that is signed', () => assert.equal(signedPart('a.b.c~d~e'), 'a.b.c'));
});
