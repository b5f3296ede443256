import assert from 'node:assert/strict';
import { jweRoles, jwsRoles, partsOf } from '../../../../src/jwt/read/token-parts';

describe('partsOf', () => {
  it('tells where each part begins and ends', () => {
    assert.deepEqual(partsOf(['abc', 'de', 'f'], jwsRoles), [
      { role: 'header', start: 0, end: 3 },
      { role: 'payload', start: 4, end: 6 },
      { role: 'signature', start: 7, end: 8 },
    ]);
  });
  it('leaves out empty parts, and keeps their place', () => {
    assert.deepEqual(partsOf(['abc', '', 'iv', 'c', 't'], jweRoles), [
      { role: 'header', start: 0, end: 3 },
      { role: 'iv', start: 5, end: 7 },
      { role: 'ciphertext', start: 8, end: 9 },
      { role: 'tag', start: 10, end: 11 },
    ]);
  });
  it('leaves out parts without a role', () => {
    assert.deepEqual(
      partsOf(['a', 'b', 'c', 'd', 'e'], jwsRoles).map(({ role }) => role),
      ['header', 'payload', 'signature'],
    );
  });
  it('counts from where the first part begins', () => {
    assert.deepEqual(partsOf(['ab', 'c'], ['disclosure', 'disclosure'], 10), [
      { role: 'disclosure', start: 10, end: 12 },
      { role: 'disclosure', start: 13, end: 14 },
    ]);
  });
});
