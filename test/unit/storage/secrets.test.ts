import assert from 'node:assert/strict';
import { isFault } from '../../../src/faults/fault';
import { SecretsStore } from '../../../src/storage/secrets';
import { MemorySecrets } from './memory-secrets';
import { team, usableProfile } from './profiles-of';

const fields = { id: 'prod', grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example.com' };
const known = usableProfile(fields);

function open(secrets = new MemorySecrets()) {
  const lines: string[] = [];
  return { secrets, lines, store: new SecretsStore(secrets, (line) => lines.push(line)) };
}

describe('stored secrets', () => {
  it('are found for their profile, and for another profile of the same client', async () => {
    const { store } = open();
    await store.set('clientSecret', known, 's3cret');
    assert.equal(await store.get('clientSecret', known), 's3cret');
    const other = usableProfile({ ...fields, id: 'other', audience: 'https://api.example.com' }, team('app'));
    assert.equal(await store.get('clientSecret', other), 's3cret');
  });

  it('are not found for a file that names the client and an endpoint of its own', async () => {
    const { store, secrets } = open();
    await store.set('clientSecret', known, 's3cret');
    const evil = usableProfile({ ...fields, endpoints: { token: 'https://evil.example/' } }, team('app'));
    assert.equal(await store.get('clientSecret', evil), undefined);
    await store.delete('clientSecret', evil);
    assert.equal(secrets.entries.size, 1);
  });

  it('are deleted one kind at a time', async () => {
    const { store } = open();
    await store.set('clientSecret', known, 's3cret');
    await store.set('privateKey', known, 'key');
    await store.delete('clientSecret', known);
    assert.equal(await store.get('clientSecret', known), undefined);
    assert.equal(await store.get('privateKey', known), 'key');
  });

  it('cannot be read from the keys that they are stored under', async () => {
    const { store, secrets } = open();
    await store.set('clientSecret', known, 's3cret');
    assert.doesNotMatch([...secrets.entries.keys()].join(), /s3cret|prod|example/);
  });

  const garbled = ['', '{', '{"version":9,"value":"s3cret"}', '{"version":1}', '{"version":1,"value":""}', 's3cret'];
  for (const text of garbled) {
    it(`are not read from ${JSON.stringify(text)}, which is logged and kept`, async () => {
      const { store, secrets, lines } = open();
      await store.set('clientSecret', known, 'x');
      const [key = ''] = secrets.entries.keys();
      secrets.entries.set(key, text);
      assert.equal(await store.get('clientSecret', known), undefined);
      assert.equal(secrets.entries.get(key), text);
      assert.match(lines.join(), /garbled/);
      assert.doesNotMatch(lines.join(), /s3cret/);
    });
  }

  it('are not in the fault if they cannot be stored', async () => {
    const { store, secrets } = open();
    secrets.storeFailure = new Error('no room for s3cret');
    await assert.rejects(
      store.set('clientSecret', known, 's3cret'),
      (thrown) => isFault(thrown) && thrown.code === 'storage-failed' && !thrown.message.includes('s3cret'),
    );
    assert.equal(await store.get('clientSecret', known), undefined);
  });
});
