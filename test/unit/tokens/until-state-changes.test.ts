import assert from 'node:assert/strict';
import { untilStateChanges, type TokenState } from '../../../src/tokens/state';

describe('when a state is drawn anew', () => {
  const minute = 60_000;
  const rows: [TokenState, number, number][] = [
    [{ kind: 'signed-out' }, 300, Infinity],
    [{ kind: 'expired' }, 300, Infinity],
    [{ kind: 'valid', left: undefined }, 300, Infinity],
    // The text changes first.
    [{ kind: 'valid', left: 12 * minute + 500 }, 300, 501],
    // The warning comes first, in the middle of a minute.
    [{ kind: 'valid', left: 12 * minute + 30_000 }, 12 * 60 + 10, 20_000],
    // Past the warning, the text alone.
    [{ kind: 'expiring', left: 12 * minute + 30_000 }, 3600, 30_001],
  ];
  for (const [state, warnBefore, expected] of rows) {
    it(`${JSON.stringify(state)}, ${warnBefore} s → ${expected} ms`, () =>
      assert.equal(untilStateChanges(state, warnBefore), expected));
  }
});
