import assert from 'node:assert/strict';
import { parseTokenSet } from '../../../src/storage/token-set';

const least = { accessToken: 'a', tokenType: 'bearer', obtainedAt: 1 };
const whole = {
  ...least,
  ...{ idToken: 'i', refreshToken: 'r', scope: 's', expiresAt: 2, expirySource: 'expires_in', replacesRejected: true },
  extra: { instance_url: 'https://x.example' },
};

describe('storage: a stored token set', () => {
  const taken: [what: string, entry: Record<string, unknown>, set: object][] = [
    ['the least', least, least],
    ['everything', whole, whole],
    ['what a newer version adds', { ...whole, more: 1, version: 1 }, whole],
    ['optional fields of another kind', { ...least, idToken: 7, scope: [], expiresAt: 'x', expirySource: 'y' }, least],
  ];
  const odd: [what: string, extra: unknown][] = [
    ['a text', 'x'],
    ['a list', [1]],
    ['null', null],
    ['a token', { refresh_token: 'x', copy: 'a' }],
    ['more levels than there may be', { x: [[[[[['deep']]]]]] }],
  ];
  for (const [what, extra] of odd) taken.push([`further fields that are ${what}`, { ...least, extra }, least]);
  for (const [what, entry, set] of taken) it(`is read with ${what}`, () => assert.deepEqual(parseTokenSet(entry), set));

  const none: [what: string, entry: Record<string, unknown> | undefined][] = [
    ['nothing', undefined],
    ['no token', { ...least, accessToken: undefined }],
    ['an empty token', { ...least, accessToken: '' }],
    ['a token that is not text', { ...least, accessToken: 7 }],
    ['no type', { ...least, tokenType: undefined }],
    ['no time', { ...least, obtainedAt: 'now' }],
    ['a time without end', { ...least, obtainedAt: Infinity }],
  ];
  for (const [what, entry] of none) it(`is none with ${what}`, () => assert.equal(parseTokenSet(entry), undefined));
});
