import assert from 'node:assert/strict';
import { Fault } from '../../../src/faults/fault';
import type { TokenSet } from '../../../src/storage/token-set';
import {
  describeState,
  tokenState,
  untilRowChanges,
  untilStateChanges,
  type StateFacts,
  type TokenState,
} from '../../../src/tokens/state';

const now = 1_000_000;
const set = (left?: number): TokenSet => ({
  accessToken: 'a',
  tokenType: 'bearer',
  obtainedAt: 0,
  ...(left !== undefined && { expiresAt: now + left * 1000 }),
});
const failure = new Fault('unreachable', 'The server did not answer.', { next: 'Start it.' });
const failed: TokenState = { kind: 'failed', reason: 'The server did not answer.', next: 'Start it.' };

describe('tokens: states', () => {
  const cases: [
    what: string,
    set: TokenSet | undefined,
    failure: Fault | undefined,
    warn: number,
    state: TokenState,
    more?: Partial<StateFacts>,
  ][] = [
    ['nothing', undefined, undefined, 300, { kind: 'signed-out' }],
    ['nothing but a failure', undefined, failure, 300, failed],
    ['valid', set(301), undefined, 300, { kind: 'valid', left: 301_000 }],
    ['valid, after a failure', set(301), failure, 300, { kind: 'valid', left: 301_000 }],
    ['about to expire', set(300), undefined, 300, { kind: 'expiring', left: 300_000 }],
    ['about to expire, after a failure', set(1), failure, 300, { kind: 'expiring', left: 1000 }],
    ['no warning wanted', set(0.001), undefined, 0, { kind: 'valid', left: 1 }],
    ['expired', set(0), undefined, 300, { kind: 'expired' }],
    ['expired long ago', set(-9999), undefined, 300, { kind: 'expired' }],
    ['expired, and not renewed', set(0), failure, 300, failed],
    ['of unknown expiry', set(), undefined, 300, { kind: 'valid', left: undefined }],
    ['of unknown expiry, after a failure', set(), failure, 300, { kind: 'valid', left: undefined }],
    ['nothing, of a machine', undefined, undefined, 300, { kind: 'ready' }, { renewsItself: true }],
    ['expired, and renewed when it is used next', set(0), undefined, 300, { kind: 'ready' }, { renewsItself: true }],
    ['expired, and its renewal failed', set(0), failure, 300, failed, { renewsItself: true }],
    [
      'nothing, of a machine without its secret',
      undefined,
      undefined,
      300,
      { kind: 'signed-out', lacks: 'secret' },
      { renewsItself: true, lacks: 'secret' },
    ],
    ['valid, and its secret is gone', set(301), undefined, 300, { kind: 'valid', left: 301_000 }, { lacks: 'secret' }],
  ];
  for (const [what, token, failed, warnBefore, state, more] of cases) {
    const facts = { set: token, failure: failed, now, warnBefore, renewsItself: false, ...more };
    it(what, () => assert.deepEqual(tokenState(facts), state));
  }

  const words: [TokenState, string][] = [
    [{ kind: 'unusable', reason: 'no issuer' }, 'no issuer'],
    [{ kind: 'busy' }, 'working…'],
    [{ kind: 'signing-in' }, 'signing in…'],
    [{ kind: 'signed-out' }, 'signed out'],
    [{ kind: 'signed-out', lacks: 'secret' }, 'no secret stored'],
    [{ kind: 'signed-out', lacks: 'token' }, 'no token stored'],
    [{ kind: 'ready' }, 'ready'],
    [{ kind: 'stored' }, 'stored'],
    [{ kind: 'failed', reason: 'x', next: 'Then y.' }, 'failed: x'],
    [{ kind: 'expired' }, 'expired'],
    [{ kind: 'valid', left: undefined }, 'valid, expiry unknown'],
    [{ kind: 'valid', left: 3_600_000 }, 'valid 1 h 00 min'],
    [{ kind: 'expiring', left: 272_000 }, 'expires in 4 min'],
    [{ kind: 'expiring', left: 60_000 }, 'expires in 1 min'],
    [{ kind: 'expiring', left: 59_999 }, 'expires in under a minute'],
    [{ kind: 'valid', left: 59_999 }, 'valid for under a minute'],
  ];
  for (const [state, text] of words) it(`${state.kind}: ${text}`, () => assert.equal(describeState(state), text));
});

describe('tokens: when a state is drawn again', () => {
  const minute = 60_000;
  const rows: [TokenState, number, number][] = [
    [{ kind: 'signed-out' }, 300, Infinity],
    [{ kind: 'expired' }, 300, Infinity],
    [{ kind: 'valid', left: undefined }, 300, Infinity],
    // The text changes first.
    [{ kind: 'valid', left: 12 * minute + 500 }, 300, 501],
    // The warning comes first, in the middle of a minute.
    [{ kind: 'valid', left: 12 * minute + 30_000 }, 12 * 60 + 10, 20_000],
    // Past the warning, only the text changes.
    [{ kind: 'expiring', left: 12 * minute + 30_000 }, 3600, 30_001],
  ];
  for (const [state, warnBefore, expected] of rows) {
    it(`${JSON.stringify(state)}, ${warnBefore} s → ${expected} ms`, () =>
      assert.equal(untilStateChanges(state, warnBefore), expected));
  }

  const late: [TokenState, warnBefore: number, due: number, latest: number][] = [
    [{ kind: 'expired' }, 300, Infinity, Infinity],
    [{ kind: 'valid', left: undefined }, 300, Infinity, Infinity],
    // A minute may be late, by a minute at most.
    [{ kind: 'valid', left: 12 * minute + 500 }, 300, 501, minute + 501],
    // The warning may not.
    [{ kind: 'valid', left: 12 * minute + 500 }, 12 * 60 - 10, 501, 10_500],
    [{ kind: 'valid', left: 12 * minute + 30_000 }, 12 * 60 + 10, 20_000, 20_000],
    // Nor may the end, and seconds are not shown.
    [{ kind: 'expiring', left: minute + 500 }, 300, 501, minute + 500],
    [{ kind: 'expiring', left: 20_000 }, 300, 20_000, 20_000],
  ];
  for (const [state, warnBefore, due, latest] of late)
    it(`as a row, ${JSON.stringify(state)}, ${warnBefore} s → ${due} ms, at the latest ${latest} ms`, () =>
      assert.deepEqual(untilRowChanges(state, warnBefore), { due, latest }));
});
