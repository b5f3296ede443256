import assert from 'node:assert/strict';
import { Fault } from '../../../src/faults/fault';
import type { TokenSet } from '../../../src/storage/token-set';
import { revokeTokens } from '../../../src/tokens/revocation';

const now = 1_000_000;
const access = { accessToken: 'a', tokenType: 'bearer', obtainedAt: 0, expiresAt: now + 1 };
const both = { ...access, refreshToken: 'r' };

const notOfThisKind = new Fault('request-refused', 'No.', { error: 'unsupported_token_type' });
const over = new Fault('request-refused', 'No.', { error: 'invalid_token' });
const missing = new Fault('endpoint-missing', 'None.');
const down = new Fault('unreachable', 'Gone.');

describe('tokens: revoking a set', () => {
  const rows: [what: string, set: TokenSet, faults: Record<string, Fault>, asked: string[], outcome: string][] = [
    ['a login’s', both, {}, ['refresh_token r', 'access_token a'], 'revoked'],
    ['one without a refresh token', access, {}, ['access_token a'], 'revoked'],
    ['one whose access token has expired', { ...both, expiresAt: now }, {}, ['refresh_token r'], 'revoked'],
    ['one that has expired', { ...access, expiresAt: now }, {}, [], 'nothing'],
    ['one of unknown expiry', { ...access, expiresAt: undefined }, {}, ['access_token a'], 'revoked'],
    ['where there is no endpoint', both, { r: missing }, ['refresh_token r'], 'unsupported'],
    ['where only refresh tokens can be', both, { a: notOfThisKind }, ['refresh_token r', 'access_token a'], 'partly'],
    ['where access tokens cannot be', access, { a: notOfThisKind }, ['access_token a'], 'unsupported'],
    ['where only access tokens can be', both, { r: notOfThisKind }, ['refresh_token r', 'access_token a'], 'partly'],
    [
      'one whose access token ended with the refresh token',
      both,
      { a: over },
      ['refresh_token r', 'access_token a'],
      'revoked',
    ],
    ['where the provider is down', both, { r: down }, ['refresh_token r'], 'failed'],
    ['where the provider goes down', both, { a: down }, ['refresh_token r', 'access_token a'], 'failed'],
  ];
  for (const [what, set, faults, asked, outcome] of rows) {
    it(`${what}: ${outcome}`, async () => {
      const told: string[] = [];
      const revoked = await revokeTokens(set, now, async (token, kind) => {
        told.push(`${kind} ${token}`);
        const fault = faults[token];
        if (fault !== undefined) throw fault;
      });
      assert.deepEqual([told, revoked.outcome], [asked, outcome]);
      if (revoked.outcome === 'failed') assert.equal(revoked.fault, down);
    });
  }

  it('does not take a mistake of ours for an answer', async () => {
    const mistake = new Error('a mistake');
    await assert.rejects(
      revokeTokens(access, now, () => Promise.reject(mistake)),
      mistake,
    );
  });
});
