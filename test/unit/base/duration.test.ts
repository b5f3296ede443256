import assert from 'node:assert/strict';
import {
  formatLeft,
  formatMinutes,
  formatSpan,
  untilMinutesChange,
  untilSpanChanges,
  untilTextChanges,
} from '../../../src/base/duration';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe('formatSpan', () => {
  const rows: [milliseconds: number, text: string][] = [
    [0, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_599_999, '59 min'],
    [3_600_000, '1 h 0 min'],
    [172_799_999, '47 h 59 min'],
    [172_800_000, '2 d'],
    [730 * day - 1, '729 d'],
    [730 * day, '2 y'],
  ];
  for (const [milliseconds, text] of rows) {
    it(`writes ${milliseconds} ms as ${text}`, () => assert.equal(formatSpan(milliseconds), text));
  }
});

describe('untilSpanChanges', () => {
  for (const span of [
    0,
    1,
    59_999,
    60_000,
    3_599_999,
    3_600_000,
    172_799_999,
    172_800_000,
    300_000_000,
    700 * day,
    800 * day,
  ]) {
    it(`is when the text of ${span} ms changes`, () => {
      const delay = untilSpanChanges(span);
      assert.equal(formatSpan(span + delay - 1), formatSpan(span));
      assert.notEqual(formatSpan(span + delay), formatSpan(span));
    });
  }
});

describe('formatLeft and untilTextChanges', () => {
  const texts: [left: number, text: string][] = [
    [0, '0:00'],
    [999, '0:00'],
    [second, '0:01'],
    [59 * second, '0:59'],
    [minute, '1:00'],
    [4 * minute + 32 * second, '4:32'],
    [5 * minute - 1, '4:59'],
    [5 * minute, '5 min'],
    [42 * minute + 59 * second, '42 min'],
    [hour - 1, '59 min'],
    [hour, '1 h 00 min'],
    [2 * hour + 5 * minute, '2 h 05 min'],
    [day, '24 h 00 min'],
    [2 * day - 1, '47 h 59 min'],
    [2 * day, '2 d 0 h'],
    [3 * day + 4 * hour, '3 d 4 h'],
    [100 * day - 1, '99 d 23 h'],
    [100 * day, '100 d'],
    [730 * day - 1, '729 d'],
    [730 * day, '2 y'],
    [36_500 * day, '100 y'],
  ];
  for (const [left, text] of texts) it(`write ${left} ms as ${text}`, () => assert.equal(formatLeft(left), text));

  /** Around every boundary, and spread over all lengths. */
  const samples = [
    ...[second, minute, 5 * minute, hour, day, 2 * day, 3 * day, 100 * day, 101 * day, 730 * day, 1000 * day].flatMap(
      (at) =>
        [-minute, -second - 1, -second, -2, -1, 0, 1, 2, 499, 500, second, second + 1, minute].map((off) => at + off),
    ),
    ...Array.from({ length: 3000 }, (_, index) => Math.floor(1.0075 ** index + index * 37)),
  ].filter((left) => left > 0 && left < 1e12);

  it('agree on when the text changes', () => {
    for (const left of samples) {
      const delay = untilTextChanges(left);
      assert.ok(delay >= 1 && delay <= left, `${left}: ${delay}`);
      const text = formatLeft(left);
      // It can only change at whole units, which a step of a sixtieth of the way and its very end cannot miss.
      for (let part = 0; part < 60; part++) {
        assert.equal(formatLeft(left - Math.floor(((delay - 1) * part) / 60)), text, `${left} changed too early`);
      }
      assert.equal(formatLeft(left - (delay - 1)), text, `${left} changed a millisecond early`);
      if (left > delay) assert.notEqual(formatLeft(left - delay), text, `${left} did not change at ${delay}`);
    }
  });

  it('end exactly when nothing is left', () => {
    for (const start of [999, 61_234, 5 * minute + 1, 3 * hour + 7]) {
      let left = start;
      for (let ticks = 0; left > 0; ticks++) {
        assert.ok(ticks < 1000);
        left -= untilTextChanges(left);
      }
      assert.equal(left, 0);
    }
  });

  it('tick once a minute above five minutes, once an hour above two days', () => {
    assert.equal(untilTextChanges(20 * minute + 30 * second), 30 * second + 1);
    assert.equal(untilTextChanges(3 * day + 30 * minute), 30 * minute + 1);
    assert.equal(untilTextChanges(200 * day + hour), hour + 1);
  });

  for (const left of [0, -1, -Infinity, Infinity, NaN]) {
    it(`never tick with ${left} ms left`, () => assert.equal(untilTextChanges(left), Infinity));
  }
});

describe('formatMinutes and untilMinutesChange', () => {
  const rows: [left: number, text: string, until: number][] = [
    [minute, '1 min', 1],
    [minute + 1, '1 min', 2],
    [4 * minute + 59 * second, '4 min', 59 * second + 1],
    [5 * minute, '5 min', 1],
    [42 * minute + 30 * second, '42 min', 30 * second + 1],
    [2 * hour + 5 * minute, '2 h 05 min', 1],
    [3 * day + 4 * hour + minute, '3 d 4 h', minute + 1],
  ];
  for (const [left, text, until] of rows)
    it(`write ${left} ms as ${text}, for ${until} ms`, () => {
      assert.equal(formatMinutes(left), text);
      assert.equal(untilMinutesChange(left), until);
    });

  it('wait for the end where less than a minute is left', () =>
    assert.equal(untilMinutesChange(59 * second), 59 * second));

  for (const left of [0, -1, -Infinity, Infinity, NaN])
    it(`never change with ${left} ms left`, () => assert.equal(untilMinutesChange(left), Infinity));
});
