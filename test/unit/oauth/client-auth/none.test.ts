import assert from 'node:assert/strict';
import { authenticate } from '../../../../src/oauth/client-auth/none';
import { authenticated } from './authenticated';

describe('oauth: the client authentication none', () => {
  it('sends only the id, and no secret even if one is stored', () => {
    assert.deepEqual(authenticated(authenticate, { clientSecret: 's' }), { headers: {}, form: { client_id: 'c' } });
  });
});
