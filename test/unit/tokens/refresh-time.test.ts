import assert from 'node:assert/strict';
import type { TokenSet } from '../../../src/storage/token-set';
import { pauseAfter, refreshTime } from '../../../src/tokens/refresh-time';
import { jwt } from '../../support/jwts';
import { usableProfile } from '../storage/profiles-of';

const obtainedAt = 1_800_000_000_000;
const minute = 60_000;
const set = (minutes: number | undefined, more: Partial<TokenSet> = {}): TokenSet => ({
  ...{ accessToken: 'a', tokenType: 'bearer', obtainedAt },
  ...(minutes !== undefined && { expiresAt: obtainedAt + minutes * minute }),
  ...more,
});
const settingsOf = (grant: string, fields: object = {}) =>
  usableProfile({ id: 'p', grant, clientId: 'c', issuer: 'https://sso.example', username: 'ada', ...fields }).settings;
const machine = settingsOf('client_credentials');
const login = settingsOf('authorization_code');

describe('tokens: when they are renewed', () => {
  const rows: [what: string, set: TokenSet, settings: typeof machine, least: number, most: number][] = [
    ['of an hour: a minute before the end, or half a minute earlier', set(60), machine, 58.5, 59],
    ['of an hour with refreshAhead of ten minutes', set(60), { ...machine, refreshAhead: 600 }, 49.5, 50],
    ['of a minute: at half of its life, or 3 seconds earlier', set(1), machine, 0.45, 0.5],
    ['of a login with a refresh token', set(60, { refreshToken: 'r' }), login, 58.5, 59],
    ['of a login without a refresh token', set(60), login, Infinity, Infinity],
    ['without an end', set(undefined), machine, Infinity, Infinity],
    ['pasted', set(60), settingsOf('static'), Infinity, Infinity],
  ];
  for (const [what, token, settings, least, most] of rows) {
    it(what, () => {
      const minutesAt = (random: number) => (refreshTime(token, settings, random) - obtainedAt) / minute;
      assert.deepEqual([minutesAt(1), minutesAt(0)], [least, most]);
    });
  }

  it('by the expiry of the ID token, where that is the bearer', () => {
    const idToken = jwt({ exp: (obtainedAt + 10 * minute) / 1000 });
    const at = refreshTime(set(60, { refreshToken: 'r', idToken }), { ...login, use: 'id_token' }, 0);
    assert.equal((at - obtainedAt) / minute, 9);
  });

  const pauses: [failures: number, retryAfter: number | undefined, random: number, seconds: number][] = [
    [1, undefined, 0, 30],
    [2, undefined, 0, 60],
    [3, undefined, 0, 120],
    [30, undefined, 0, 900],
    [1, undefined, 1, 37.5],
    [1, 5, 0, 30],
    [1, 100, 0, 100],
    [1, 3600, 0, 3600],
  ];
  for (const [failures, retryAfter, random, seconds] of pauses) {
    it(`${seconds} s after failure ${failures}${retryAfter === undefined ? '' : ` that asks for ${retryAfter} s`}`, () => {
      assert.equal(pauseAfter(failures, retryAfter, random), seconds * 1000);
    });
  }
});
