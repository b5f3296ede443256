import assert from 'node:assert/strict';
import { DpopKeys } from '../../../src/storage/dpop-keys';
import { secretKey } from '../../../src/storage/keys';
import { SecretsStore } from '../../../src/storage/secrets';
import { noLock, type WindowLock } from '../../../src/storage/window-lock';
import { MemorySecrets } from './memory-secrets';
import { team, usableProfile } from './profiles-of';

const fields = { grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example.com' };
const profile = usableProfile({ id: 'p', ...fields });

function keysIn(memory: MemorySecrets, lock: WindowLock = noLock) {
  return new DpopKeys(new SecretsStore(memory, () => undefined), lock);
}

describe('DpopKeys', () => {
  it('makes one ES256 key for a profile, and keeps it', async () => {
    const memory = new MemorySecrets();
    const [first, second] = await Promise.all([keysIn(memory).of(profile), keysIn(memory).of(profile)]);
    assert.deepEqual(Object.keys(JSON.parse(first) as object), ['kty', 'crv', 'x', 'y', 'd']);
    assert.equal(await keysIn(memory.otherWindow()).of(profile), await keysIn(memory).of(profile));
    assert.ok([first, second].includes(await keysIn(memory).of(profile)));
    assert.deepEqual([...memory.entries.keys()], [await secretKey('dpopKey', profile)]);
  });

  it('makes only one for callers that ask at the same time', async () => {
    const keys = keysIn(new MemorySecrets());
    assert.equal(new Set(await Promise.all([1, 2, 3].map(() => keys.of(profile)))).size, 1);
  });

  it('makes only one for windows that take turns', async () => {
    const memory = new MemorySecrets();
    let last: Promise<unknown> = Promise.resolve();
    const lock: WindowLock = {
      ...noLock,
      run: (_name, work) => {
        const run = last.then(work);
        last = run;
        return run;
      },
    };
    const made = await Promise.all([memory, memory.otherWindow()].map((each) => keysIn(each, lock).of(profile)));
    assert.equal(new Set(made).size, 1);
  });

  it('makes another for another profile, another home and another issuer', async () => {
    const keys = keysIn(new MemorySecrets());
    const others = [
      usableProfile({ id: 'q', ...fields }),
      usableProfile({ id: 'p', ...fields }, team('app')),
      usableProfile({ id: 'p', ...fields, issuer: 'https://other.example.com' }),
    ];
    const made = await Promise.all([profile, ...others].map((each) => keys.of(each)));
    assert.equal(new Set(made).size, 4);
  });

  it('takes the one that a window without the lock stored at the same time', async () => {
    const secrets = new SecretsStore(new MemorySecrets(), () => undefined);
    const theirs = await keysIn(new MemorySecrets()).of(profile);
    const slow = {
      get: secrets.get.bind(secrets),
      set: async () => secrets.set('dpopKey', profile, theirs),
    };
    assert.equal(await new DpopKeys(slow, noLock).of(profile), theirs);
  });

  it('makes a new one in the place of what is garbled', async () => {
    for (const text of ['{}', 'x', '{"crv":"P-256","x":"a","y":"b"}']) {
      const memory = new MemorySecrets();
      const secrets = new SecretsStore(memory, () => undefined);
      await secrets.set('dpopKey', profile, text);
      const made = await keysIn(memory).of(profile);
      assert.notEqual(made, text);
      assert.equal(await keysIn(memory).of(profile), made);
    }
  });

  it('does not give one that could be neither stored nor kept', async () => {
    const memory = new MemorySecrets();
    memory.storeFailure = new Error('locked');
    await assert.rejects(keysIn(memory).of(profile), { code: 'storage-failed' });
  });
});
