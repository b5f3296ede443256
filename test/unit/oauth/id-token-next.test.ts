import assert from 'node:assert/strict';
import { nextForIdToken } from '../../../src/oauth/id-token-next';

/** An error as oauth4webapi throws them, wrapped as openid-client wraps them. */
function refused(code: string, message: string, cause?: unknown): Error {
  const inner = Object.assign(new Error(message, { cause }), { code });
  return Object.assign(new Error('invalid response encountered', { cause: inner }), { code: 'OAUTH_INVALID_RESPONSE' });
}

const [passing, ofProfile, ofProvider] = ['id-token-passing', 'id-token-profile', 'id-token-provider'];

describe('what to do about an ID token that was refused', () => {
  const rows: [what: string, thrown: unknown, next: RegExp, reason: string | undefined][] = [
    [
      'no key that fits',
      refused('OAUTH_KEY_SELECTION_FAILED', 'no applicable keys found'),
      /key set has no key/,
      passing,
    ],
    [
      'an unsigned one',
      refused('OAUTH_INVALID_RESPONSE', 'unexpected JWT "alg" header parameter'),
      /default algorithm/,
      ofProvider,
    ],
    [
      'an unknown algorithm',
      refused('OAUTH_UNSUPPORTED_OPERATION', 'unsupported JWS algorithm'),
      /default algorithm/,
      ofProvider,
    ],
    [
      'a wrong signature',
      refused('OAUTH_INVALID_RESPONSE', 'JWT signature verification failed'),
      /do not sign in/,
      ofProvider,
    ],
    ['an expired one', refused('OAUTH_JWT_TIMESTAMP_CHECK_FAILED', 'expired', { claim: 'exp' }), /clock/, passing],
    [
      'another issuer',
      refused('OAUTH_JWT_CLAIM_COMPARISON_FAILED', 'iss', { claim: 'iss' }),
      /issuer in the profile/,
      ofProfile,
    ],
    ['another client', refused('OAUTH_JWT_CLAIM_COMPARISON_FAILED', 'aud', { claim: 'aud' }), /client ID/, ofProfile],
    [
      'another sign-in',
      refused('OAUTH_JWT_CLAIM_COMPARISON_FAILED', 'nonce', { claim: 'nonce' }),
      /sign in again/,
      passing,
    ],
  ];
  for (const [what, thrown, next, reason] of rows)
    it(`says for ${what} “${next.source}”, and what it is about`, () => {
      const known = nextForIdToken(thrown);
      assert.match(known?.next ?? '', next);
      assert.equal(known?.reason, reason);
    });

  it('is not said where the library says no more', () => {
    assert.equal(nextForIdToken(refused('OAUTH_INVALID_RESPONSE', '"exp" is missing')), undefined);
    assert.equal(
      nextForIdToken(refused('OAUTH_JWT_CLAIM_COMPARISON_FAILED', 'c_hash', { claim: 'c_hash' })),
      undefined,
    );
    assert.equal(nextForIdToken('not an error'), undefined);
  });
});
