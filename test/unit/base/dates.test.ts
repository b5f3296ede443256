import assert from 'node:assert/strict';
import { clockTime, localDay, localTime, timeText } from '../../../src/base/dates';
import { setLanguage } from '../../../src/base/language';

describe('localTime and timeText', () => {
  afterEach(() => setLanguage('en'));

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
    [1000, 'in 1 second'],
    [-59_999, '59 seconds ago'],
    [720_000, 'in 12 minutes'],
    [3_599_999, 'in 59 minutes'],
    [3_600_000, 'in 1 hour'],
    [86_399_999, 'in 23 hours'],
    // Not “tomorrow”: it may be the day after.
    [2 * 86_400_000 - 1, 'in 1 day'],
    [-86_400_000, '1 day ago'],
    [-400 * 86_400_000, '1 year ago'],
    [8.64e15 - now, 'in 273,734 years'],
  ];
  for (const [distance, words] of distances) {
    it(`write ${distance} ms from now as “${words}”`, () => {
      assert.equal(timeText(now + distance, now), `${localTime(now + distance)} (${words})`);
    });
  }

  it('follow the language that is set', () => {
    setLanguage('de');
    assert.equal(timeText(now + 720_000, now), `${localTime(now + 720_000)} (in 12 Minuten)`);
    setLanguage('en');
    assert.match(timeText(now + 720_000, now), /in 12 minutes/);
  });
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
