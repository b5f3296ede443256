import assert from 'node:assert/strict';
import { encodeEntry } from '../../../src/storage/entry';
import { collectTokens } from '../../../src/storage/token-collection';
import { TokenStore } from '../../../src/storage/tokens';
import { TokenUses } from '../../../src/storage/token-uses';
import { FailingSecrets } from './failing-secrets';

const day = 24 * 60 * 60_000;
const key = 'token.one';
const tokenSet = (obtainedAt: number) => ({ accessToken: 'a', tokenType: 'bearer', refreshToken: 'r', obtainedAt });

/** The clock of all windows of a test, which begins on a day of 2026. */
function clock() {
  let at = Date.UTC(2026, 10, 21);
  return { now: () => at, pass: (days: number) => void (at += days * day) };
}

/** SecretStorage, and VS Code windows over it that open and close. */
function world() {
  const secrets = new FailingSecrets();
  const { now, pass } = clock();
  const stored: string[] = [];
  const store = secrets.store.bind(secrets);
  secrets.store = (entry, value) => {
    stored.push(entry);
    return store(entry, value);
  };
  /** A window that opens: it reads what is stored, and collects. */
  const start = async () => {
    const clocks = { now, elapsed: now };
    const tokens = new TokenStore(
      secrets,
      () => true,
      () => undefined,
      clocks,
    );
    const uses = new TokenUses(secrets, now);
    let rests = 0;
    const rest = async () => void rests++;
    await tokens.load(async () => undefined);
    await collectTokens(tokens, uses, now, rest);
    const use = async () => uses.note(key, tokens.peek(key)?.obtainedAt ?? now());
    return { tokens, uses, use, rests };
  };
  const kept = () => [...secrets.entries.keys()].filter((entry) => entry.startsWith('token.'));
  return { secrets, now, pass, start, kept, stored };
}

describe('storage: the collection of tokens', () => {
  it('keeps a token for 90 days without use, then deletes it and the date of its use', async () => {
    const { secrets, now, pass, start, kept } = world();
    secrets.entries.set(key, encodeEntry(tokenSet(now())));
    pass(2);
    await start();
    pass(89);
    await start();
    assert.deepEqual(kept(), [key]);
    pass(3);
    const { tokens } = await start();
    assert.deepEqual(kept(), []);
    assert.equal(await tokens.get(key), undefined);
    await start();
    assert.equal(secrets.entries.size, 0);
  });

  it('keeps a token that is used, though it is never renewed', async () => {
    const { secrets, now, pass, start, kept } = world();
    secrets.entries.set(key, encodeEntry(tokenSet(now())));
    for (let month = 0; month < 12; month++) {
      pass(30);
      await (await start()).use();
    }
    assert.deepEqual(kept(), [key]);
  });

  it('keeps a token that is renewed, without a date of its use', async () => {
    const { secrets, now, pass, start, kept } = world();
    for (let month = 0; month < 12; month++) {
      secrets.entries.set(key, encodeEntry(tokenSet(now())));
      pass(1);
      await start();
    }
    assert.deepEqual([...secrets.entries.keys()], [key]);
    assert.deepEqual(kept(), [key]);
  });

  it('gives a token of version 0.1, whose uses were not noted, 90 days from when it is first seen', async () => {
    const { secrets, now, pass, start, kept } = world();
    secrets.entries.set(key, encodeEntry(tokenSet(now())));
    pass(1000);
    await start();
    pass(90);
    await start();
    assert.deepEqual(kept(), [key]);
    pass(2);
    await start();
    assert.deepEqual(kept(), []);
  });

  it('does not ask whose a token is: nothing but its date counts', async () => {
    const { secrets, now, pass, start, kept } = world();
    // Of folders that are not open, of profiles that are gone, and of requests that this version cannot make.
    for (const name of ['token.elsewhere', 'token.gone', 'token.newer'])
      secrets.entries.set(name, encodeEntry({ ...tokenSet(now()), further: 1 }));
    pass(60);
    await start();
    assert.equal(kept().length, 3);
  });

  const foreign = ['', '{"version":2,"accessToken":"a"}', encodeEntry({ obtainedAt: 1 }), '{"accessTo'];
  for (const text of foreign)
    it(`never deletes what it cannot read: ${JSON.stringify(text)}`, async () => {
      const { secrets, pass, start } = world();
      secrets.entries.set(key, text);
      for (let year = 0; year < 3; year++) {
        await start();
        pass(365);
      }
      assert.deepEqual([...secrets.entries], [[key, text]]);
    });

  for (const text of ['{"version":2,"usedAt":1}', '{"us'])
    it(`never deletes a token whose date another version wrote: ${text}`, async () => {
      const { secrets, now, pass, start } = world();
      secrets.entries
        .set(key, encodeEntry(tokenSet(now())))
        .set('used.one', text)
        .set('used.gone', text);
      pass(1000);
      await (await start()).use();
      await start();
      assert.equal(secrets.entries.size, 3);
      assert.equal(secrets.entries.get('used.one'), text);
    });

  it('leaves a token that another window renews while its last use is looked up', async () => {
    const { secrets, now, pass, start, kept } = world();
    secrets.entries.set(key, encodeEntry(tokenSet(now())));
    pass(2);
    await start();
    pass(100);
    const get = secrets.get.bind(secrets);
    secrets.get = async (entry) => {
      const text = await get(entry);
      if (entry !== 'used.one') return text;
      secrets.get = get;
      secrets.entries.set(key, encodeEntry(tokenSet(now())));
      return text;
    };
    await start();
    assert.deepEqual(kept(), [key]);
  });

  it('rests before each token that it looks up, and looks up only those that may be old', async () => {
    const { secrets, now, pass, start } = world();
    for (let index = 0; index < 30; index++) secrets.entries.set(`token.${index}`, encodeEntry(tokenSet(now())));
    pass(2);
    assert.equal((await start()).rests, 30);
    secrets.reads.length = 0;
    pass(30);
    assert.equal((await start()).rests, 0);
    assert.ok(
      secrets.reads.every((entry) => entry.startsWith('token.')),
      'only as they are loaded',
    );
    pass(60);
    assert.equal((await start()).rests, 30);
  });

  it('deletes nothing where SecretStorage fails, and goes on with the next start', async () => {
    const { secrets, now, pass, start, kept } = world();
    secrets.entries.set(key, encodeEntry(tokenSet(now())));
    pass(2);
    await start();
    pass(100);
    for (const fails of ['delete', 'keys'] as const) {
      secrets.fails = (call) => call === fails;
      await assert.rejects(start());
      assert.deepEqual(kept(), [key]);
    }
    secrets.fails = () => false;
    await start();
    assert.deepEqual(kept(), []);
  });

  it('keeps tokens while the clock is behind', async () => {
    const { secrets, now, pass, start, kept } = world();
    secrets.entries.set(key, encodeEntry(tokenSet(now())));
    pass(-400);
    await (await start()).use();
    assert.deepEqual(kept(), [key]);
  });
});

describe('storage: the dates of uses', () => {
  it('are not written for a token that was obtained today', async () => {
    const { secrets, now, pass, start, stored } = world();
    secrets.entries.set(key, encodeEntry(tokenSet(now())));
    const { use } = await start();
    pass(0.9);
    await use();
    assert.deepEqual(stored, []);
  });

  it('are written once a day, over all windows', async () => {
    const { secrets, now, pass, start, stored } = world();
    secrets.entries.set(key, encodeEntry(tokenSet(now())));
    const [one, two] = [await start(), await start()];
    for (let hour = 0; hour < 72; hour++) {
      pass(1 / 24);
      await one.use();
      await two.use();
    }
    assert.deepEqual(stored, ['used.one', 'used.one', 'used.one']);
    const { usedAt } = JSON.parse(secrets.entries.get('used.one') ?? '') as { usedAt: number };
    assert.ok(now() - usedAt <= day);
  });

  it('never fail a use, and are written with the next one', async () => {
    const { secrets, now, pass, start, stored } = world();
    secrets.entries.set(key, encodeEntry(tokenSet(now())));
    const { use } = await start();
    pass(2);
    for (const fails of ['get', 'store'] as const) {
      secrets.fails = (call) => call === fails;
      await use();
    }
    secrets.fails = () => false;
    await use();
    assert.equal(stored.filter((entry) => entry === 'used.one').length, 2, 'one that failed, and one');
    assert.ok(secrets.entries.has('used.one'));
  });
});
