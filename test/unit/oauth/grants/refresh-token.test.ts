import assert from 'node:assert/strict';
import type { TokenSet } from '../../../../src/storage/token-set';
import { faultOf } from '../../faults/fault-of';
import { clientOf, endpoints, issuer, person, provider } from '../provider';

const previous: TokenSet = {
  ...{ accessToken: 'old', tokenType: 'bearer', refreshToken: 'r', idToken: 'old.id.token', scope: 'granted' },
  extra: { instance_url: 'https://x.example' },
  obtainedAt: 0,
};
const who = (fields: object = {}) => clientOf({ ...person, issuer, endpoints, ...fields });

describe('oauth: a refresh', () => {
  it('sends the refresh token, resource and own parameters, and no scope', async () => {
    const { oauth, sent } = provider();
    const params = { refresh: { tier: 'gold' }, token: { x: 'y' } };
    await oauth.refresh(who({ scope: 'a', resource: 'urn:r', params }), previous);
    assert.deepEqual(sent[0]?.form, {
      grant_type: 'refresh_token',
      refresh_token: 'r',
      resource: 'urn:r',
      tier: 'gold',
      client_id: 'c',
    });
  });

  it('keeps the refresh token, the ID token, the scope and what the server added where none is sent', async () => {
    const { oauth } = provider();
    const { obtainedAt: _, ...set } = await oauth.refresh(who(), previous);
    const { obtainedAt: __, ...kept } = previous;
    assert.deepEqual({ ...set }, { ...kept, accessToken: 'a' });
  });

  it('takes what the server adds now', async () => {
    const { oauth } = provider({ '/token': { access_token: 'a', token_type: 'Bearer', refresh_expires_in: 5 } });
    assert.deepEqual((await oauth.refresh(who(), previous)).extra, { refresh_expires_in: 5 });
  });

  it('takes a new refresh token and scope', async () => {
    const { oauth } = provider({
      '/token': { access_token: 'a', token_type: 'Bearer', refresh_token: 'r2', scope: 'less' },
    });
    const set = await oauth.refresh(who(), previous);
    assert.deepEqual([set.refreshToken, set.scope], ['r2', 'less']);
  });

  it('asks for no keys where no ID token is wanted, and keeps none that comes all the same', async () => {
    const { oauth, asked } = provider({ '/token': { access_token: 'a', token_type: 'Bearer', id_token: 'x.y.z' } });
    const set = await oauth.refresh(who(), { ...previous, idToken: undefined });
    assert.equal(set.idToken, undefined);
    assert.deepEqual(asked(), ['/token']);
  });

  it('needs a refresh token', async () => {
    const { oauth, asked } = provider();
    const fault = await faultOf(oauth.refresh(who(), { ...previous, refreshToken: undefined }));
    assert.equal(fault.code, 'interaction-required');
    assert.deepEqual(asked(), []);
  });

  it('that is refused tells neither the refresh token nor the client’s secret', async () => {
    const { oauth } = provider({
      '/token': Response.json(
        { error: 'invalid_grant', error_description: 'the-refresh-token the-client-secret' },
        { status: 400 },
      ),
    });
    const client = clientOf({ ...person, issuer, endpoints }, { clientSecret: 'the-client-secret' });
    const fault = await faultOf(oauth.refresh(client, { ...previous, refreshToken: 'the-refresh-token' }));
    assert.equal(fault.error, 'invalid_grant');
    assert.doesNotMatch(fault.message, /the-/);
  });
});
