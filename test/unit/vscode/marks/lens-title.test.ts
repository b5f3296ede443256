import assert from 'node:assert/strict';
import type { JwtSummary } from '../../../../src/jwt/inspect/summary';
import { lensTitle, untilTitleChanges } from '../../../../src/vscode/marks/lens-title';

const now = 1_800_000_000_000;
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const summary = (fields: Partial<JwtSummary>): JwtSummary => ({ kind: 'jws', readable: true, signed: true, ...fields });

describe('the line above a JWT', () => {
  const rows: [fields: Partial<JwtSummary>, title: string][] = [
    [{}, 'JWT · never expires'],
    [{ issuer: 'a.example' }, 'JWT from a.example · never expires'],
    [{ issuer: 'a · expires in 9 d', expires: now }, 'JWT from a   expires in 9 d · expired under a minute ago'],
    [{ expires: now + 42 * minute }, 'JWT · expires in 42 min'],
    [{ expires: now + 4 * minute + 59 * second }, 'JWT · expires in 4 min'],
    [{ expires: now + minute }, 'JWT · expires in 1 min'],
    [{ expires: now + 59 * second }, 'JWT · expires in under a minute'],
    [{ expires: now + 2 * hour + 5 * minute }, 'JWT · expires in 2 h 05 min'],
    [{ expires: now + 3 * day + 4 * hour }, 'JWT · expires in 3 d 4 h'],
    [{ expires: now }, 'JWT · expired under a minute ago'],
    [{ expires: now - 5 * minute }, 'JWT · expired 5 min ago'],
    [{ expires: now - 47 * hour }, 'JWT · expired 1 d ago'],
    [{ expires: now - 3 * day }, 'JWT · expired 3 d ago'],
    [{ notBefore: now + 2 * minute, expires: now + hour }, 'JWT · valid in 2 min'],
    [{ notBefore: now - 1, expires: now + hour }, 'JWT · expires in 1 h 00 min'],
    [{ signed: false, issuer: 'me' }, 'JWT from me · not signed · never expires'],
    [{ signed: false, expires: now - day }, 'JWT · not signed · expired 1 d ago'],
    [{ kind: 'sd-jwt', expires: now + hour }, 'SD-JWT · expires in 1 h 00 min'],
    [{ kind: 'jwe', readable: false }, 'Encrypted JWT (JWE)'],
    [{ readable: false }, 'JWT with a payload that isn’t a claims set'],
  ];
  for (const [fields, title] of rows) it(title, () => assert.equal(lensTitle(summary(fields), 0, now), title));

  it('counts the others on its line', () => {
    assert.equal(lensTitle(summary({}), 2, now), 'JWT · never expires · +2 more');
  });

  const spans = [1, 900, minute, minute + 1, 4.5 * minute, 42 * minute, 3 * hour, 50 * hour, 200 * day];
  for (const span of spans) {
    it(`stays the same until it is said to change: ${span} ms before the end`, () => {
      const one = summary({ expires: now + span });
      const change = untilTitleChanges(one, now);
      assert.ok(change > 0 && change <= span + 1, String(change));
      assert.equal(lensTitle(one, 0, now + change - 1), lensTitle(one, 0, now));
      assert.notEqual(lensTitle(one, 0, now + change), lensTitle(one, 0, now));
    });
  }
  it('of what is over is looked at each minute, then each hour', () => {
    assert.equal(untilTitleChanges(summary({ expires: now - 1 }), now), minute);
    assert.equal(untilTitleChanges(summary({ expires: now - 2 * hour }), now), hour);
  });
  it('never changes where there is no time in it', () => {
    for (const fields of [{}, { kind: 'jwe' as const, readable: false }])
      assert.equal(untilTitleChanges(summary(fields), now), Infinity);
  });
});
