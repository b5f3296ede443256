import assert from 'node:assert/strict';
import { grant } from '../../../../src/oauth/grants/client-credentials';
import { clientOf, machine, provider, settingsOf } from '../provider';

describe('oauth: client credentials', () => {
  const fields = {
    ...machine,
    ...{ scope: 'a b', audience: ['x', 'y'], clientAuth: 'client_secret_post' },
    params: { token: { tier: 'gold' }, authorization: { prompt: 'login' }, refresh: { z: 'z' } },
  };

  it('ask for scope, audience and their own parameters, in one request', async () => {
    const { oauth, sent } = provider();
    const set = await oauth.obtain(clientOf(fields, { clientSecret: 's' }));
    assert.equal(set.accessToken, 'a');
    assert.equal(sent.length, 1);
    assert.deepEqual([...(sent[0]?.init.body as URLSearchParams)].sort(), [
      ['audience', 'x'],
      ['audience', 'y'],
      ['client_id', 'c'],
      ['client_secret', 's'],
      ['grant_type', 'client_credentials'],
      ['scope', 'a b'],
      ['tier', 'gold'],
    ]);
  });

  it('are told to a person as they are asked for', () => {
    assert.equal(grant.parameters(settingsOf(fields)).toString(), 'scope=a+b&audience=x&audience=y&tier=gold');
  });
});
