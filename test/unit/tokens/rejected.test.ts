import assert from 'node:assert/strict';
import type { TokenSet } from '../../../src/storage/token-set';
import { bearerOf, rejectedFault, wasJustRenewed } from '../../../src/tokens/rejected';
import { jwt } from '../../support/jwts';
import { usableProfile } from '../storage/profiles-of';

const now = 1_800_000_000_000;
const setOf = (accessToken: string, more: Partial<TokenSet> = {}): TokenSet => ({
  ...{ accessToken, tokenType: 'bearer', obtainedAt: now },
  ...more,
});
const settingsOf = (fields: object = {}) =>
  usableProfile({ id: 'p', clientId: 'c', grant: 'client_credentials', issuer: 'https://sso.example', ...fields })
    .settings;
const claims = { iss: 'https://sso.example', aud: 'https://api.example', exp: now / 1000 + 60, scope: 'read' };

describe('tokens: rejected by their API', () => {
  it('are compared with what the profile hands out', () => {
    const set = setOf('access', { idToken: 'identity' });
    assert.equal(bearerOf(set, { use: 'access_token' }), 'access');
    assert.equal(bearerOf(set, { use: 'id_token' }), 'identity');
  });

  const ages: [minutes: number, replaces: boolean, just: boolean][] = [
    [0, true, true],
    [4, true, true],
    [6, true, false],
    [-6, true, false],
    [0, false, false],
  ];
  for (const [minutes, replacesRejected, just] of ages) {
    it(`${just ? 'are not' : 'are'} renewed ${minutes} minutes after they were obtained${replacesRejected ? ' for the same reason' : ''}`, () => {
      const set = setOf('t', { obtainedAt: now - minutes * 60_000, replacesRejected });
      assert.equal(wasJustRenewed(set, now), just);
    });
  }

  const lacks: [what: string, claims: object, fields: object, says: RegExp][] = [
    ['the audience', { ...claims, aud: 'other' }, { audience: 'https://api.example' }, /audience/],
    ['a scope', claims, { scope: 'read write' }, /write/],
    ['any audience', { ...claims, aud: undefined }, {}, /names no audience/],
    ['its issuer', { ...claims, iss: 'https://other.example' }, {}, /other\.example/],
    ['time', { ...claims, exp: now / 1000 - 60 }, {}, /expired/],
    ['nothing', claims, { audience: 'https://api.example', scope: 'read' }, /Its claims are what the profile asks for/],
  ];
  for (const [what, payload, fields, says] of lacks) {
    it(`lack ${what}, and the message says so`, async () => {
      const token = jwt(payload);
      const fault = await rejectedFault(setOf(token), settingsOf(fields), now);
      assert.equal(fault.code, 'token-rejected');
      assert.match(fault.message, says);
      assert.ok(!fault.message.includes(token));
    });
  }

  it('cannot be read where they are opaque, and the message says so', async () => {
    assert.match((await rejectedFault(setOf('opaque'), settingsOf(), now)).message, /not a JWT/);
  });
});
