import assert from 'node:assert/strict';
import { isFault } from '../../../../src/faults/fault';
import { implementedClientAuths } from '../../../../src/oauth/client-auth/table';
import { clientAuths, type ClientAuth } from '../../../../src/profile/client-auth/table';
import { clientOf, issuer, person } from '../provider';

const names = Object.keys(implementedClientAuths) as ClientAuth[];

describe('oauth: client authentication methods', () => {
  for (const name of names) {
    const { secret } = clientAuths[name];
    it(`${name} wants ${secret ?? 'no secret'}, as its facts say`, async () => {
      const { authenticate } = await implementedClientAuths[name]();
      const client = (credentials: object) => clientOf({ ...person, issuer, clientAuth: name }, credentials);
      assert.equal(typeof authenticate(client(secret === undefined ? {} : { [secret]: 's' })), 'function');
      if (secret === undefined) return void authenticate(client({}));
      assert.throws(
        () => authenticate(client({})),
        (thrown) => isFault(thrown) && thrown.code === 'secret-missing',
      );
    });
  }
});
