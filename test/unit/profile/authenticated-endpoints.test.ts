import assert from 'node:assert/strict';
import { authenticatedEndpoints } from '../../../src/profile/authenticated-endpoints';
import { receivesSecret, type HostRole } from '../../../src/profile/disclosed';
import { secretKey } from '../../../src/storage/keys';
import { personal, usableProfile } from '../storage/profiles-of';

const machine = { id: 'm', grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example.com' };
const every = ['authorization', 'userinfo', 'endSession', 'jwks', ...authenticatedEndpoints];

describe('profile: an endpoint at which a client shows its secret', () => {
  for (const name of every) {
    const is = (authenticatedEndpoints as readonly string[]).includes(name);
    it(`${is ? 'is' : 'is not'} ${name}: in the secret's key and among the addresses that it goes to alike`, async () => {
      const known = usableProfile({ ...machine, endpoints: { [name]: 'https://other.example/x' } }, personal);
      const key = await secretKey('clientSecret', known);
      assert.equal(key !== (await secretKey('clientSecret', usableProfile(machine, personal))), is);
      assert.equal(receivesSecret(name as HostRole), is);
    });
  }
});
