import assert from 'node:assert/strict';
import { decodeProtectedHeader } from 'jose';
import { clientOf, machine, provider } from '../provider';

describe('oauth: client_secret_jwt', () => {
  it('sends a JWT in the body, and not the secret', async () => {
    const { oauth, sent } = provider();
    const clientSecret = 'a secret of at least 32 bytes, long enough';
    await oauth.obtain(clientOf({ ...machine, clientAuth: 'client_secret_jwt' }, { clientSecret }));
    const [request] = sent;
    assert.equal(decodeProtectedHeader(request?.form.client_assertion ?? '').alg, 'HS256');
    assert.ok(!JSON.stringify([request?.form, request?.init.headers]).includes('secret'));
  });
});
