import assert from 'node:assert/strict';
import { asksOpenid } from '../../../src/profile/openid';

describe('profile: whether an ID token is asked for', () => {
  const rows: [settings: Parameters<typeof asksOpenid>[0], expected: boolean][] = [
    [{}, false],
    [{ scope: 'read' }, false],
    [{ scope: 'openidx' }, false],
    [{ scope: 'read openid' }, true],
    [{ scope: 'read', params: { authorization: { scope: 'openid' } } }, true],
    [{ scope: 'openid', params: { authorization: { scope: 'read' } } }, false],
    [{ params: { authorization: { scope: ['read', 'openid'] } } }, true],
    [{ scope: 'openid', params: { authorization: { prompt: 'login' } } }, true],
  ];
  for (const [settings, expected] of rows)
    it(`${JSON.stringify(settings)}: ${expected}`, () => assert.equal(asksOpenid(settings), expected));
});
