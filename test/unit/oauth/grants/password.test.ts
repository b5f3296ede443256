import assert from 'node:assert/strict';
import { grant } from '../../../../src/oauth/grants/password';
import { faultOf } from '../../faults/fault-of';
import { clientOf, endpoints, issuer, provider, settingsOf } from '../provider';

const fields = {
  ...{ grant: 'password', clientId: 'c', issuer, endpoints, username: 'ada', scope: 'read' },
  params: { token: { realm: 'staff' } },
};

describe('oauth: the password grant', () => {
  it('sends user name and password with what is asked for', async () => {
    const { oauth, sent } = provider();
    const set = await oauth.obtain(clientOf(fields, { password: 'p w+' }));
    assert.equal(set.accessToken, 'a');
    assert.deepEqual(sent[0]?.form, {
      ...{ grant_type: 'password', client_id: 'c', username: 'ada', password: 'p w+', scope: 'read', realm: 'staff' },
    });
  });

  it('tells no password to a person', () => {
    assert.equal(grant.parameters(settingsOf(fields)).toString(), 'scope=read&username=ada&realm=staff');
  });

  it('is refused without a password, and nothing is sent', async () => {
    const { oauth, asked } = provider();
    assert.equal((await faultOf(oauth.obtain(clientOf(fields)))).code, 'secret-missing');
    assert.deepEqual(asked(), []);
  });

  it('does not repeat the password in a message of the provider', async () => {
    const { oauth } = provider({
      '/token': Response.json({ error: 'invalid_grant', error_description: 'wrong: p w+' }, { status: 400 }),
    });
    const fault = await faultOf(oauth.obtain(clientOf(fields, { password: 'p w+' })));
    assert.equal(fault.code, 'grant-refused');
    assert.ok(!fault.message.includes('p w+'), fault.message);
  });
});
