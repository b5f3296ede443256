import assert from 'node:assert/strict';
import { verdictLine } from '../../../src/webview/verdict';
import type { Check } from '../../../src/jwt/verify/verify';

const now = Date.UTC(2026, 10, 21);
const minute = 60_000;
const source = 'https://login.example.com';

type Outcomes = [format: Check['ok'], signature: Check['ok'], claims: Check['ok'], permissions: Check['ok']];
const names = ['format', 'signature', 'claims', 'permissions'] as const;

function checked(outcomes: Outcomes, named: { kid?: string; source?: string } = {}, clockTolerance = 0) {
  const checks = names.map((name, index) => ({ name, ok: outcomes[index] ?? null, reason: 'R.' }));
  const [format, signature, ...others] = outcomes;
  const valid = format === true && signature === true && others.every((ok) => ok !== false);
  const result = { valid, checks, ...(named.kid !== undefined && { kid: named.kid }) };
  return { result, source: named.source, clockTolerance, at: now };
}

describe('inspector: the verdict of a check', () => {
  const lasting = { expiresAt: now + 59 * minute };
  const expired = { expiresAt: now - 3 * minute };
  const saved = { ...expired };
  const early = { notBefore: now + 42 * minute };
  const good: Outcomes = [true, true, true, null];
  const rows: [
    what: string,
    token: { expiresAt?: number; notBefore?: number },
    outcomes: Outcomes,
    named: { kid?: string; source?: string },
    text: string,
    kind: string,
  ][] = [
    [
      'names the key and whose it is',
      lasting,
      good,
      { kid: 'k1', source },
      'Valid for another 59 min, verified with the key “k1” of https://login.example.com',
      'good',
    ],
    [
      'names whose key it is',
      lasting,
      good,
      { source },
      'Valid for another 59 min, verified with a key of https://login.example.com',
      'good',
    ],
    ['names a given key', lasting, good, { kid: 'k1' }, 'Valid for another 59 min, verified with the key “k1”', 'good'],
    ['of a secret', lasting, good, {}, 'Valid for another 59 min, verified with the given key', 'good'],
    [
      'of a token that expires soon warns',
      { expiresAt: now + minute },
      good,
      {},
      'Valid for another 1:00, verified with the given key',
      'warn',
    ],
    ['of a token without an end', {}, good, {}, 'Valid and never expires, verified with the given key', 'good'],
    [
      'of a token that the tolerance saves',
      saved,
      good,
      { kid: 'k1', source },
      'Valid only within the clock tolerance, verified with the key “k1” of https://login.example.com',
      'warn',
    ],
    [
      'without a key is none',
      lasting,
      [true, null, true, null],
      {},
      'Not verified: valid for another 59 min, but the signature was not checked',
      'warn',
    ],
    [
      'without a key and an end is none',
      {},
      [true, null, null, null],
      {},
      'Not verified: it never expires, but the signature was not checked',
      'warn',
    ],
    [
      'of an expired token',
      expired,
      [true, true, false, null],
      {},
      'Not valid: expired 3 min ago; the signature is valid',
      'bad',
    ],
    [
      'of an expired token without a key',
      expired,
      [true, null, false, null],
      {},
      'Not valid: expired 3 min ago; the signature was not checked',
      'bad',
    ],
    [
      'of an expired token with a wrong signature',
      expired,
      [true, false, false, null],
      {},
      'Not valid: expired 3 min ago; the signature check failed',
      'bad',
    ],
    [
      'of a token that is not valid yet',
      early,
      [true, true, false, null],
      {},
      'Not valid for another 42 min; the signature is valid',
      'bad',
    ],
    [
      'of another audience',
      lasting,
      [true, true, false, null],
      {},
      'Not valid: the claims are not as expected; the signature is valid',
      'bad',
    ],
    [
      'of another audience and key',
      lasting,
      [true, false, false, null],
      {},
      'Not valid: the signature check failed, and the claims are not as expected',
      'bad',
    ],
    ['of a wrong signature', lasting, [true, false, true, null], {}, 'Not valid: the signature check failed', 'bad'],
    [
      'of missing permissions',
      lasting,
      [true, true, true, false],
      {},
      'Not valid: permissions are missing; the signature is valid',
      'bad',
    ],
    ['of a broken token', {}, [false, false, null, null], {}, 'Not valid: it isn’t well formed', 'bad'],
  ];
  for (const [what, token, outcomes, named, text, kind] of rows) {
    it(what, () => {
      const line = verdictLine(token, checked(outcomes, named, token === saved ? 300 : 0), now);
      assert.deepEqual([line?.text, line?.kind], [text, kind]);
    });
  }

  it('counts down, and is no longer given once the token has expired', () => {
    const check = checked(good);
    assert.match(verdictLine(lasting, check, now + minute)?.text ?? '', /another 58 min/);
    assert.equal(verdictLine(lasting, check, now)?.next, 1);
    assert.equal(verdictLine(lasting, check, now + 59 * minute), undefined);
  });

  const odd: [what: string, token: object, tolerance: number, text: RegExp][] = [
    ['expired within the tolerance', { expiresAt: now - 30_000 }, 60, /^Not valid: the claims are not as expected/],
    ['that expired just beyond the tolerance', { expiresAt: now - 60_000 }, 60, /^Not valid: expired 1 min ago/],
    ['early within the tolerance', { notBefore: now + 60_000 }, 60, /^Not valid: the claims are not as expected/],
    ['early beyond the tolerance', { notBefore: now + 60_001 }, 60, /^Not valid for another 1:00/],
  ];
  for (const [what, token, tolerance, text] of odd) {
    it(`names what failed of a token for another audience, ${what}`, () =>
      assert.match(verdictLine(token, checked([true, true, false, null], {}, tolerance), now)?.text ?? '', text));
  }

  it('is no longer given once the tolerance is used up', () => {
    const token = { expiresAt: now - 90_000 };
    const check = checked(good, {}, 100);
    assert.match(verdictLine(token, check, now)?.text ?? '', /^Valid only within the clock tolerance/);
    assert.equal(verdictLine(token, check, now)?.next, 10_000);
    assert.equal(verdictLine(token, check, now + 10_000), undefined);
  });

  it('is no longer given once the token has become valid', () => {
    const check = checked([true, true, false, null]);
    assert.equal(verdictLine(early, check, now + 42 * minute), undefined);
  });
});
