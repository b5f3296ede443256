import assert from 'node:assert/strict';
import { isFault } from '../../../src/faults/fault';
import { SecretsStore } from '../../../src/storage/secrets';
import { FallbackStorage } from '../../../src/storage/fallback';
import { FailingSecrets, systemMessage, type Call } from './failing-secrets';
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

describe('stored secrets, where SecretStorage fails', () => {
  /** A window whose SecretStorage fails at those calls, with an older secret in it where one is given. */
  async function failing(calls: readonly Call[], older?: string) {
    const secrets = new FailingSecrets();
    if (older !== undefined) await open(secrets).store.set('clientSecret', known, older);
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    const store = new SecretsStore(new FallbackStorage(secrets, log), log);
    secrets.fails = (call) => calls.includes(call);
    const works = async () => {
      secrets.fails = () => false;
      await store.set('password', known, 'next write');
    };
    const inNextWindow = () => open(secrets.otherWindow()).store.get('clientSecret', known);
    return { secrets, store, lines, works, inNextWindow };
  }
  const everything: Call[] = ['get', 'store', 'delete', 'keys'];

  it('count as missing where they cannot be read, but not for callers that must tell the two apart', async () => {
    const { store, lines } = await failing(['get'], 'old');
    assert.equal(await store.get('clientSecret', known), undefined);
    assert.match(lines.join(), /could not be read/);
    assert.doesNotMatch(lines.join(), new RegExp(systemMessage));
    await assert.rejects(store.read('clientSecret', known), { code: 'storage-failed' });
  });

  for (const calls of [['store'], everything] as Call[][])
    it(`are kept in memory where ${calls.join(', ')} fails, and stored with the next write that works`, async () => {
      const { store, works, inNextWindow } = await failing(calls);
      await store.set('clientSecret', known, 's3cret');
      assert.equal(await store.get('clientSecret', known), 's3cret');
      assert.equal(await store.isKept('clientSecret', known), true);
      await works();
      assert.equal(await inNextWindow(), 's3cret');
      assert.equal(await store.isKept('clientSecret', known), false);
    });

  it('replace the older one once it works, where a person set them', async () => {
    const { store, works, inNextWindow } = await failing(everything, 'old');
    await store.set('clientSecret', known, 'new');
    await works();
    assert.equal(await inNextWindow(), 'new');
  });

  for (const calls of [['get'], everything] as Call[][])
    it(`never replace one that could not be read, where they were asked for as missing (${calls.join(', ')})`, async () => {
      const { store, works, inNextWindow } = await failing(calls, 'old');
      await store.set('clientSecret', known, 'typed', false);
      assert.equal(await store.get('clientSecret', known), 'typed');
      await works();
      assert.equal(await inNextWindow(), 'old');
    });

  it('are still there if they cannot be deleted, and that is said', async () => {
    const { store } = await failing(['delete'], 'old');
    await assert.rejects(
      store.delete('clientSecret', known),
      (thrown) =>
        isFault(thrown) && thrown.code === 'storage-failed' && /secret could not be deleted/.test(thrown.what),
    );
    assert.equal(await store.get('clientSecret', known), 'old');
  });
});
