import assert from 'node:assert/strict';
import { bindsToken, prefixOf } from '../../../src/profile/bound';
import { usableProfile } from '../storage/profiles-of';

const machine = { grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example.com' };

/** [what, fields of the profile, whether its token is bound, what stands before a bound token] */
const rows: [string, Record<string, unknown>, boolean, string][] = [
  ['that asks for it', { ...machine, security: { dpop: true } }, true, 'DPoP'],
  ['that does not ask for it', machine, false, 'DPoP'],
  ['that switches it off', { ...machine, security: { dpop: false } }, false, 'DPoP'],
  ['that hands out the ID token', { ...machine, security: { dpop: true }, use: 'id_token' }, false, 'DPoP'],
  ['whose token is pasted', { grant: 'static', security: { dpop: true } }, false, 'DPoP'],
  ['with a prefix of its own', { ...machine, security: { dpop: true }, headerPrefix: 'Token' }, true, 'Token'],
  ['without a prefix', { ...machine, security: { dpop: true }, headerPrefix: '' }, true, ''],
];

describe('a token that is bound to a key', () => {
  for (const [what, fields, isBound, prefix] of rows) {
    it(`is ${isBound ? '' : 'not '}that of a profile ${what}`, () => {
      const profile = usableProfile({ id: 'p', ...fields });
      assert.equal(bindsToken(profile), isBound);
      assert.equal(prefixOf(profile.settings, true), prefix);
      assert.equal(prefixOf(profile.settings, false), profile.settings.headerPrefix);
    });
  }
});
