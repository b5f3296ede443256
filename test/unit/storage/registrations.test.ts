import assert from 'node:assert/strict';
import { RegistrationStore, type Registration } from '../../../src/storage/registrations';
import { SecretsStore } from '../../../src/storage/secrets';
import { MemorySecrets } from './memory-secrets';
import { team, usableProfile } from './profiles-of';

const issuer = 'https://sso.example.com';
const fields = { id: 'p', grant: 'authorization_code', issuer };
const known = usableProfile(fields);
const registration: Registration = {
  clientId: 'c',
  clientSecret: 'a-client-secret',
  clientAuth: 'client_secret_basic',
  redirectUris: ['http://127.0.0.1/callback'],
  wanted: { redirectUris: [], grantType: 'authorization_code', scope: '' },
  endpoint: `${issuer}/register`,
  management: { uri: `${issuer}/register/c`, token: 'a-registration-token' },
  registeredAt: 1,
};

describe('storage: the clients that were registered', () => {
  const world = () => {
    const memory = new MemorySecrets();
    const secrets = new SecretsStore(memory, () => undefined);
    return { memory, secrets, store: new RegistrationStore(secrets) };
  };

  it('are stored one for each profile, each as one versioned entry, and deleted', async () => {
    const { store, memory } = world();
    await store.set(known, registration);
    assert.deepEqual(await store.get(known), registration);
    const [[key, text] = ['', '']] = memory.entries;
    assert.match(key, /^secret\./);
    assert.equal((JSON.parse(text) as { version: number }).version, 1);
    await store.delete(known);
    assert.deepEqual([await store.get(known), memory.entries.size], [undefined, 0]);
  });

  const endpoints = { token: `${issuer}/token`, authorization: `${issuer}/authorize` };
  const others = {
    'of another id': usableProfile({ ...fields, id: 'q' }),
    'of a folder': usableProfile(fields, team('app')),
    'with another issuer': usableProfile({ ...fields, issuer: 'https://evil.example' }),
    'with another token endpoint': usableProfile({ ...fields, endpoints: { token: 'https://evil.example/token' } }),
    'with another registration endpoint': usableProfile({
      ...fields,
      endpoints: { ...endpoints, registration: 'https://evil.example/register' },
    }),
    'with a client ID': usableProfile({ ...fields, clientId: 'c' }),
    'with another revocation endpoint': usableProfile({ ...fields, endpoints: { revocation: `${issuer}/r` } }),
  };
  for (const [what, other] of Object.entries(others))
    it(`are not found by a profile ${what}`, async () => {
      const { store } = world();
      await store.set(known, registration);
      assert.equal(await store.get(other), undefined);
    });

  const garbled: unknown[] = [
    ...['', 'no JSON', '[]', 'null', '1', '{}'],
    ...[{ clientId: 1 }, { clientSecret: 1 }, { clientAuth: 'magic' }, { redirectUris: [1] }, { redirectUris: 'x' }],
    ...[{ wanted: undefined }, { wanted: { redirectUris: [] } }, { endpoint: undefined }, { secretExpiresAt: 'soon' }],
    ...[{ management: { uri: 1, token: 't' } }, { management: 'x' }, { registeredAt: undefined }],
  ].map((each) => (typeof each === 'string' ? each : JSON.stringify({ ...registration, ...each })));
  it('that are garbled count as missing', async () => {
    for (const text of garbled) {
      const { store, secrets } = world();
      await secrets.set('registration', known, text as string);
      assert.equal(await store.get(known), undefined, text as string);
    }
  });
});
