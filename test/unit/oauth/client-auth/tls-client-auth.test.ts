import assert from 'node:assert/strict';
import { authenticate } from '../../../../src/oauth/client-auth/tls-client-auth';
import { clientOf, issuer, machine } from '../provider';

describe('oauth: tls_client_auth', () => {
  it('sends only the id, in the body', () => {
    const headers = new Headers();
    const body = new URLSearchParams();
    const client = clientOf({ ...machine, clientAuth: 'tls_client_auth' }, { clientCertificate: 'c', privateKey: 'k' });
    authenticate(client)({ issuer }, { client_id: 'c' }, body, headers);
    assert.deepEqual([[...headers], [...body]], [[], [['client_id', 'c']]]);
  });
});
