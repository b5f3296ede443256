import assert from 'node:assert/strict';
import { faultOf } from '../../faults/fault-of';
import { clientOf, endpoints, issuer, provider } from '../provider';

const fields = { grant: 'token_exchange', clientId: 'c', issuer, endpoints, clientAuth: 'none', audience: 'api' };
const urn = (type: string) => `urn:ietf:params:oauth:token-type:${type}`;
const common = { grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange', client_id: 'c', audience: 'api' };

describe('oauth: a token exchange', () => {
  it('sends a pasted token', async () => {
    const { oauth, sent } = provider();
    await oauth.obtain(clientOf(fields, { subjectToken: 's' }));
    assert.deepEqual(sent[0]?.form, { ...common, subject_token: 's', subject_token_type: urn('access_token') });
  });

  it('sends tokens of other profiles, with their types and the one that is asked for', async () => {
    const { oauth, sent } = provider();
    const named = {
      subject: { profile: 'personal:user', type: 'id_token' },
      actor: { profile: 'service', type: 'urn:example:badge' },
      requestedTokenType: 'jwt',
    };
    const client = clientOf({ ...fields, ...named });
    await oauth.obtain({ ...client, sources: { subject: 's', actor: 'a' } });
    assert.deepEqual(sent[0]?.form, {
      ...common,
      ...{ subject_token: 's', subject_token_type: urn('id_token') },
      ...{ actor_token: 'a', actor_token_type: 'urn:example:badge', requested_token_type: urn('jwt') },
    });
  });

  it('sends a pasted token of an actor', async () => {
    const { oauth, sent } = provider();
    const credentials = { subjectToken: 's', actorToken: 'a' };
    await oauth.obtain(clientOf({ ...fields, actor: { type: 'jwt' } }, credentials));
    assert.equal(sent[0]?.form.actor_token, 'a');
    assert.equal(sent[0]?.form.actor_token_type, urn('jwt'));
  });

  it('sends a pasted token of an actor that the profile does not name', async () => {
    const { oauth, sent } = provider();
    await oauth.obtain(clientOf(fields, { subjectToken: 's', actorToken: 'a' }));
    assert.deepEqual(sent[0]?.form, {
      ...common,
      ...{ subject_token: 's', subject_token_type: urn('access_token') },
      ...{ actor_token: 'a', actor_token_type: urn('access_token') },
    });
  });

  const missing: [what: string, more: object][] = [
    ['a pasted subject', {}],
    ['the subject of another profile', { subject: { profile: 'other' } }],
  ];
  for (const [what, more] of missing)
    it(`is refused without ${what}, and nothing is sent`, async () => {
      const { oauth, asked } = provider();
      assert.equal((await faultOf(oauth.obtain(clientOf({ ...fields, ...more })))).code, 'secret-missing');
      assert.deepEqual(asked(), []);
    });

  it('does not repeat a token in a message of the provider', async () => {
    const { oauth } = provider({
      '/token': Response.json({ error: 'invalid_request', error_description: 'bad the-subject' }, { status: 400 }),
    });
    const client = clientOf({ ...fields, subject: { profile: 'other' } });
    const fault = await faultOf(oauth.obtain({ ...client, sources: { subject: 'the-subject' } }));
    assert.ok(!fault.message.includes('the-subject'), fault.message);
  });
});
