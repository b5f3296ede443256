import assert from 'node:assert/strict';
import { hostsOf } from '../../../src/profile/disclosed';
import { describeHost, describeParameter } from '../../../src/profile/disclosed-texts';

describe('profile: what is disclosed of it, in words', () => {
  it('is a host with all that it is for', () => {
    const endpoints = { token: 'https://sso.example.com/t', pushedAuthorizationRequest: 'https://sso.example.com/par' };
    assert.deepEqual(hostsOf({ issuer: 'https://sso.example.com', endpoints }).map(describeHost), [
      'https://sso.example.com (issuer, token endpoint, pushed authorization request endpoint)',
    ]);
  });

  it('is a host to its end, however long it is', () => {
    const origin = `https://${'sub.'.repeat(60)}evil.example`;
    assert.equal(describeHost({ origin, roles: ['token'] }), `${origin} (token endpoint)`);
  });

  for (const [leg, expected] of [
    ['authorization', 'Authorization request: prompt=none'],
    ['token', 'Token request: prompt=none'],
    ['refresh', 'Refresh request: prompt=none'],
  ] as const) {
    it(`is a parameter of the ${leg} request`, () => {
      assert.equal(describeParameter({ leg, name: 'prompt', value: 'none' }), expected);
    });
  }

  it('is a parameter in one line, without what would turn the text around', () => {
    const shown = describeParameter({ leg: 'token', name: 'a\nb', value: 'c\u202ed\nhttps://good.example (issuer)' });
    assert.doesNotMatch(shown, /[\n\u202e]/);
  });
});
