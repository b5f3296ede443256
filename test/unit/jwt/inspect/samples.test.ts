import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { fingerprintOf, isSample } from '../../../../src/jwt/inspect/samples';
import { part } from '../../../support/jwts';

const person = { sub: '1234567890', name: 'John Doe' };

function sample(alg: string, claims: object, secret: string): string {
  const input = `${part({ alg, typ: 'JWT' })}.${part(claims)}`;
  return `${input}.${createHmac(`sha${alg.slice(2)}`, secret)
    .update(input)
    .digest('base64url')}`;
}

describe('samples of jwt.io', () => {
  const all = { ...person, admin: true, iat: 1516239022 };
  const es256 = `${part({ alg: 'ES256', typ: 'JWT' })}.${part(all)}.tyh-VfuzIxCyGYDlkBA7DfyjrqmSHu6pQ2hoZuFqUSLPNY2N0mpHb3nk5K17HWP_3cYHBw7AhHale5wky6-sVA`;
  const known: [what: string, token: string][] = [
    ['HS256', sample('HS256', all, 'a-string-secret-at-least-256-bits-long')],
    ['HS256 of before', sample('HS256', { ...person, iat: 1516239022 }, 'your-256-bit-secret')],
    ['the first HS256', sample('HS256', { ...person, admin: true }, 'secret')],
    ['HS384', sample('HS384', all, 'your-384-bit-secret')],
    ['HS512', sample('HS512', all, 'your-512-bit-secret')],
    ['ES256', es256],
  ];
  for (const [what, token] of known)
    it(`include ${what}`, async () => assert.equal(isSample(await fingerprintOf(token)), true));

  it('are themselves, not their claims with another signature', async () => {
    const own = sample('HS256', { ...person, iat: 1516239022 }, 'a secret of an API');
    for (const token of [own, `${es256}A`, '']) assert.equal(isSample(await fingerprintOf(token)), false, token);
  });

  it('are told by SHA-256', async () => {
    assert.equal(await fingerprintOf('é'), createHash('sha256').update('é').digest('base64url'));
  });
});
