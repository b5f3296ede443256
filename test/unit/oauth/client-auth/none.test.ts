import assert from 'node:assert/strict';
import { authenticate } from '../../../../src/oauth/client-auth/none';
import { authenticated } from './authenticated';

describe('oauth: the client authentication none', () => {
  it('sends the id alone, and no secret even where one is stored', () => {
    assert.deepEqual(authenticated(authenticate, { clientSecret: 's' }), { headers: {}, form: { client_id: 'c' } });
  });
});
