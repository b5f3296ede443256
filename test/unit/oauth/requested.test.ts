import assert from 'node:assert/strict';
import { requestedParameters } from '../../../src/oauth/requested';
import { issuer, settingsOf } from './provider';

describe('oauth: what a profile will ask for', () => {
  const fields = {
    ...{ clientId: 'c', issuer, scope: 'openid offline_access', audience: ['a', 'b'], resource: 'urn:r' },
    ...{ organization: 'o', username: 'alice' },
    params: { authorization: { acr_values: 'high' }, token: { tier: 'gold' }, refresh: { x: 'y' } },
  };
  const target: [string, string][] = [
    ['scope', 'openid offline_access'],
    ['audience', 'a'],
    ['audience', 'b'],
    ['resource', 'urn:r'],
    ['organization', 'o'],
  ];
  const rows: [grant: string, more: [string, string][]][] = [
    ['client_credentials', [['tier', 'gold']]],
    [
      'authorization_code',
      [
        ['login_hint', 'alice'],
        ['prompt', 'consent'],
        ['acr_values', 'high'],
      ],
    ],
    // It cannot be done yet: what any grant would send.
    [
      'password',
      [
        ['acr_values', 'high'],
        ['tier', 'gold'],
      ],
    ],
  ];
  for (const [grant, more] of rows) {
    it(`is what goes into its first request with ${grant}`, async () =>
      assert.deepEqual([...(await requestedParameters(settingsOf({ ...fields, grant })))], [...target, ...more]));
  }
});
