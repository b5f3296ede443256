import { jwtVerify } from 'jose';
import { pairs, pem } from '../../../support/key-pairs';
import { clientOf, issuer, machine, provider } from '../provider';

describe('oauth: private_key_jwt', () => {
  it('sends a JWT that the client’s public key verifies', async () => {
    const { oauth, sent } = provider();
    const privateKey = pem(pairs.ec.privateKey, 'pkcs8');
    await oauth.obtain(clientOf({ ...machine, clientAuth: 'private_key_jwt' }, { privateKey }));
    await jwtVerify(sent[0]?.form.client_assertion ?? '', pairs.ec.publicKey, { audience: issuer });
  });
});
