import assert from 'node:assert/strict';
import { authenticate } from '../../../../src/oauth/client-auth/client-secret-post';
import { authenticated } from './authenticated';

describe('oauth: client_secret_post', () => {
  it('sends id and secret in the body, and no header', () => {
    const clientSecret = 'p w+%&/é';
    assert.deepEqual(authenticated(authenticate, { clientSecret }), {
      headers: {},
      form: { client_id: 'c', client_secret: clientSecret },
    });
  });
});
