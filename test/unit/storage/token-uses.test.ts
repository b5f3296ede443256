import assert from 'node:assert/strict';
import { exactness, TokenUses } from '../../../src/storage/token-uses';
import { MemorySecrets } from './memory-secrets';

describe('storage: when tokens were used last', () => {
  it('is written at most once a day, and read by other windows', async () => {
    const memory = new MemorySecrets();
    const clock = { now: 1_800_000_000_000 };
    const uses = new TokenUses(memory, () => clock.now);
    await uses.note('token.k', clock.now);
    assert.equal(await uses.last('token.k'), undefined, 'a token that was just obtained needs no date');
    clock.now += exactness;
    await uses.note('token.k', clock.now - exactness);
    const first = clock.now;
    clock.now += exactness / 2;
    await uses.note('token.k', 0);
    assert.equal(await new TokenUses(memory.otherWindow(), () => clock.now).last('token.k'), first);
    assert.deepEqual(await uses.keys(), ['token.k']);
    await uses.forget('token.k');
    assert.equal(memory.entries.size, 0);
  });

  it('is not forgotten where another version wrote it', async () => {
    const memory = new MemorySecrets(new Map([['used.k', '{"version":2}']]));
    await new TokenUses(memory, () => 0).forget('token.k');
    assert.equal(memory.entries.size, 1);
  });
});
