import assert from 'node:assert/strict';
import { clockTime, localDay, localTime, timeText } from '../../../src/base/dates';

describe('localTime and timeText', () => {
  const iso = (text: string) => Date.parse(text.replace(/^(\S+) (\S+) (\S+)$/, '$1T$2$3'));
  for (const time of ['2026-11-21T13:03:05Z', '2026-06-01T00:00:00Z', '1970-01-01T00:00:00Z', '9998-12-30T01:02:03Z']) {
    it(`write ${time} so that it can be read again`, () => {
      const text = localTime(Date.parse(time));
      assert.match(text, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d$/);
      assert.equal(iso(text), Date.parse(time));
    });
  }
  for (const at of [-8.64e15, 8.64e15, -6.3e13, 1e14]) {
    it(`write ${at}`, () => assert.match(localTime(at), /^-?\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d$/));
  }

  const now = Date.parse('2026-01-01T00:00:00Z');
  const distances: [milliseconds: number, words: string][] = [
    [0, 'now'],
    [999, 'now'],
    [-999, 'now'],
    [1000, 'in 1 s'],
    [299_999, 'in 4 min'],
    [-1000, '1 s ago'],
    [-59_999, '59 s ago'],
    [720_000, 'in 12 min'],
    [86_399_999, 'in 23 h 59 min'],
    [-86_400_000, '24 h 0 min ago'],
    [-400 * 86_400_000, '400 d ago'],
    [8.64e15 - now, 'in 273916 y'],
  ];
  for (const [distance, words] of distances) {
    it(`write ${distance} ms from now as “${words}”`, () => {
      assert.equal(timeText(now + distance, now), `${localTime(now + distance)} (${words})`);
    });
  }
});

describe('localDay', () => {
  it('is the day within localTime, also before the year 0', () => {
    for (const at of [0, Date.UTC(2026, 10, 21, 23, 59), -70_000_000_000_000])
      assert.ok(localTime(at).startsWith(`${localDay(at)} `), String(at));
    assert.equal(localDay(new Date(2026, 10, 1, 4).getTime()), '2026-11-01');
  });
});

describe('clockTime', () => {
  it('is the time of day within localTime', () => {
    for (const at of [0, Date.UTC(2026, 0, 1, 3, 4, 5), -1, 8.64e15])
      assert.ok(localTime(at).includes(` ${clockTime(at)}:`), String(at));
    assert.equal(clockTime(new Date(2026, 10, 21, 4, 3, 5).getTime()), '04:03');
  });
});
