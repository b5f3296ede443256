import assert from 'node:assert/strict';
import { copiedKey, copiedSecret, type CopiedSecret, type TextClipboard } from '../../../src/storage/copied-secret';
import { FailingSecrets } from './failing-secrets';

const token = 'copied-token-of-20-letters';

/** The one clipboard of a machine. */
class Clipboard implements TextClipboard {
  text = 'before';
  reads = 0;
  /** As in a browser whose page does not have the focus. */
  refuses = false;

  async readText(): Promise<string> {
    await Promise.resolve();
    this.reads++;
    if (this.refuses) throw new Error('not focused');
    return this.text;
  }
  async writeText(text: string): Promise<void> {
    await Promise.resolve();
    this.text = text;
  }
}

/** One machine: its clock, its clipboard and its SecretStorage, which several windows share. */
class Machine {
  readonly clipboard = new Clipboard();
  readonly secrets = new FailingSecrets();
  private seconds = 0;
  private readonly timers = new Set<{ at: number; callback: () => void }>();

  /** Opens a window. @returns what it copies with, and how to close it */
  window(): CopiedSecret {
    const secrets = this.secrets.otherWindow();
    secrets.fails = (...call) => this.secrets.fails(...call);
    const opened = copiedSecret({
      clipboard: this.clipboard,
      secrets,
      now: () => this.seconds * 1000,
      startTimer: (callback, delay) => {
        const timer = { at: this.seconds + delay / 1000, callback };
        this.timers.add(timer);
        return () => this.timers.delete(timer);
      },
    });
    secrets.onDidChange(({ key }) => {
      if (key === copiedKey) void opened.resume();
    });
    return opened;
  }

  /** Lets seconds pass, with all that they bring about. */
  async pass(seconds: number): Promise<void> {
    await this.settled();
    this.seconds += seconds;
    for (const timer of [...this.timers].filter(({ at }) => at <= this.seconds)) {
      this.timers.delete(timer);
      timer.callback();
    }
    await this.settled();
  }

  async settled(): Promise<void> {
    // Hashes are computed by other threads: once these are, so are those that were begun before.
    for (let turn = 0; turn < 10; turn++) {
      await crypto.subtle.digest('SHA-256', new Uint8Array(1));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

describe('storage: a secret that was copied', () => {
  let machine: Machine;
  let first: CopiedSecret;
  beforeEach(() => {
    machine = new Machine();
    first = machine.window();
  });

  const cases: {
    title: string;
    run: () => Promise<unknown>;
    /** What the clipboard holds in the end. */
    then: string;
  }[] = [
    {
      title: 'is still in the clipboard before its time',
      run: () => machine.pass(29),
      then: token,
    },
    { title: 'is cleared at its time', run: () => machine.pass(30), then: '' },
    {
      title: 'leaves what was copied in the meantime, of the same length too',
      run: () => machine.clipboard.writeText(token.toUpperCase()).then(() => machine.pass(30)),
      then: token.toUpperCase(),
    },
    {
      title: 'leaves a text that only begins like it',
      run: () => machine.clipboard.writeText(`${token}.`).then(() => machine.pass(30)),
      then: `${token}.`,
    },
    {
      title: 'gets its whole time again where it is copied again',
      run: async () => {
        await machine.pass(20);
        await first.copy(token, 30);
        await machine.pass(20);
      },
      then: token,
    },
    {
      title: 'stays where it is copied again after the setting was turned off',
      run: async () => {
        await first.copy(token, 0);
        await machine.pass(1000);
      },
      then: token,
    },
    {
      title: 'is cleared by another window that was open, once its own is closed',
      run: async () => {
        machine.window();
        await first.copy(token, 30);
        await machine.settled();
        first.dispose();
        await machine.pass(30);
      },
      then: '',
    },
    {
      title: 'is cleared by the next window, at its time',
      run: async () => {
        first.dispose();
        const next = machine.window();
        await next.resume();
        await machine.pass(29);
        assert.equal(machine.clipboard.text, token);
        await machine.pass(1);
      },
      then: '',
    },
    {
      title: 'is cleared by the next window at once, where its time is over',
      run: async () => {
        first.dispose();
        await machine.pass(1000);
        await machine.window().resume();
        await machine.pass(0);
      },
      then: '',
    },
    {
      title: 'is followed by what another window copies, with less time',
      run: async () => {
        await machine.window().copy('another-secret', 10);
        await machine.pass(10);
      },
      then: '',
    },
    {
      title: 'is cleared once the page has the focus, where the clipboard could not be read',
      run: async () => {
        machine.clipboard.refuses = true;
        await machine.pass(30);
        machine.clipboard.refuses = false;
        assert.equal(machine.clipboard.text, token);
        await first.resume();
        await machine.pass(0);
      },
      then: '',
    },
    {
      title: 'stays where the page gets the focus before its time',
      run: () => first.resume(),
      then: token,
    },
  ];
  for (const { title, run, then } of cases) {
    it(title, async () => {
      await first.copy(token, 30);
      await machine.settled();
      await run();
      assert.equal(machine.clipboard.text, then);
    });
  }

  it('is cleared by its window where SecretStorage does not work', async () => {
    machine.secrets.fails = () => true;
    await first.copy(token, 30);
    await machine.pass(30);
    assert.equal(machine.clipboard.text, '');
  });

  it('is not looked for without the setting: nothing is stored, the clipboard is not read', async () => {
    await first.copy(token, 0);
    await machine.pass(1000);
    assert.deepEqual([machine.secrets.entries.size, machine.clipboard.reads], [0, 0]);
  });

  it('leaves nothing behind, and is stored only as a salted hash', async () => {
    await first.copy('1234', 30);
    await machine.settled();
    const [entry = ''] = machine.secrets.entries.values();
    await first.copy('1234', 30);
    await machine.settled();
    const [again = ''] = machine.secrets.entries.values();
    const hashOf = (text: string) => (JSON.parse(text) as { hash: string }).hash;
    assert.match(hashOf(entry), /^[\w-]{43}$/);
    assert.notEqual(hashOf(entry), hashOf(again));
    assert.deepEqual(Object.keys(JSON.parse(entry) as object).sort(), ['hash', 'length', 'salt', 'until', 'version']);
    await machine.pass(30);
    assert.equal(machine.secrets.entries.size, 0);
  });

  for (const garbage of ['', '{', '{"version":2}', '{"version":1,"salt":1,"hash":"a","length":4,"until":0}']) {
    it(`is not looked for where the entry is garbage: ${garbage || 'empty'}`, async () => {
      machine.secrets.entries.set(copiedKey, garbage);
      await machine.window().resume();
      await machine.pass(1000);
      assert.deepEqual([machine.clipboard.text, machine.clipboard.reads], ['before', 0]);
    });
  }
});
