import assert from 'node:assert/strict';
import { Audit, bounds } from '../../../src/storage/audit';
import { auditLine, type AuditEntry } from '../../../src/storage/audit-entry';
import { MemoryAudit } from './memory-audit';

const start = Date.UTC(2026, 10, 21, 13, 3, 5);

describe('storage: the audit', () => {
  let now: number;
  let folder: MemoryAudit;
  let lines: string[];
  let due: Set<() => void>;
  beforeEach(() => {
    now = start;
    folder = new MemoryAudit(() => now);
    lines = [];
    due = new Set();
  });

  /** Opens a window. */
  const open = (id = 'one') =>
    new Audit({
      folder,
      id,
      now: () => now,
      startTimer: (callback) => {
        due.add(callback);
        return () => due.delete(callback);
      },
      log: (line) => lines.push(line),
    });
  const entry = (changes: Partial<AuditEntry> = {}): AuditEntry => ({
    ...{ at: now, profile: 'personal:prod', name: 'Prod', door: 'command', caller: 'program' },
    ...changes,
  });
  /** Lets the timers run out, and what they begin end. */
  const written = async () => {
    for (const callback of [...due]) callback();
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  const textOf = (id: string) => [...folder.files].find(([name]) => name.includes(id))?.[1].text;

  it('does nothing until something passes, and writes what comes together at once', async () => {
    const audit = open();
    await written();
    assert.deepEqual(folder.calls, []);
    audit.add(entry());
    audit.add(entry({ refused: 'access-denied' }));
    assert.deepEqual([folder.calls, due.size], [[], 1], 'no token waits for it');
    await written();
    assert.deepEqual(folder.calls, ['append', 'list']);
    assert.deepEqual([...folder.files.keys()], ['20261121T130305Z-one.jsonl']);
    audit.add(entry());
    await written();
    assert.deepEqual(folder.calls, ['append', 'list', 'append'], 'old files are looked for once');
  });

  it('has the entries of all windows, the newest first, those too that were not written yet', async () => {
    const [one, two] = [open('one'), open('two')];
    one.add(entry({ name: 'first' }));
    await written();
    now += 1000;
    two.add(entry({ name: 'second' }));
    await written();
    now += 1000;
    one.add(entry({ name: 'third' }));
    one.add(entry({ name: 'fourth' }));
    const { entries, skipped } = await one.read();
    assert.deepEqual(
      entries.map(({ name }) => name),
      ['fourth', 'third', 'second', 'first'],
    );
    assert.deepEqual([skipped, folder.files.size], [0, 2]);
  });

  it('counts what is no entry, and leaves out a file that is too large', async () => {
    const audit = open();
    audit.add(entry());
    await written();
    folder.files.set('20260101T000000Z-odd.jsonl', { text: 'garbage\n{}\n', changed: now });
    folder.files.set('20260101T000000Z-huge.jsonl', { text: auditLine(entry()).repeat(10_000), changed: now });
    folder.files.set('notes.txt', { text: auditLine(entry()), changed: now });
    const { entries, skipped } = await audit.read();
    assert.deepEqual([entries.length, skipped], [1, 3]);
  });

  for (const [what, size, count] of [
    ['many entries', 10, 2 * bounds.entries],
    ['large entries', 5000, 300],
  ] as const) {
    it(`keeps the newest of ${what} in a window’s file`, async () => {
      const audit = open();
      const wide = '😀'.repeat(80);
      for (let index = 0; index < count; index++) {
        const long = size > 1000;
        audit.add(
          entry({
            name: long ? wide : 'n',
            to: `https://${index}.example`,
            ...(long && { profile: wide, refused: wide }),
          }),
        );
        if (index % 50 === 49) await written();
        const text = textOf('one') ?? '';
        assert.ok(text.split('\n').length - 1 <= bounds.entries + 50);
        assert.ok(Buffer.byteLength(text) <= bounds.bytes + 50 * size);
      }
      await written();
      const { entries, skipped } = await audit.read();
      assert.equal(skipped, 0);
      assert.equal(entries[0]?.to, `https://${count - 1}.example`);
      assert.ok(entries.length >= 100 && entries.length < count);
      for (const [index, { to }] of entries.entries()) assert.equal(to, `https://${count - 1 - index}.example`);
    });
  }

  it('removes files that are old or too many with a window’s first entry, and only its own', async () => {
    for (let index = 0; index < bounds.files + 5; index++) {
      const name = `20261101T000000Z-${String(index).padStart(2, '0')}.jsonl`;
      folder.files.set(name, { text: '', changed: now - index * 1000 });
    }
    folder.files.set('20260901T000000Z-old.jsonl', { text: '', changed: now - bounds.age - 1 });
    folder.files.set('20260901T000000Z-in-use.jsonl', { text: '', changed: now });
    folder.files.set('notes.txt', { text: '', changed: 0 });
    open().add(entry());
    await written();
    const names = [...folder.files.keys()];
    assert.equal(names.length, bounds.files + 1);
    const some = ['20261101T000000Z-27.jsonl', '20261101T000000Z-28.jsonl', '20260901T000000Z-old.jsonl'];
    assert.deepEqual(
      some.map((name) => names.includes(name)),
      [true, false, false],
    );
    for (const name of ['20260901T000000Z-in-use.jsonl', 'notes.txt', '20261121T130305Z-one.jsonl'])
      assert.ok(names.includes(name), name);
  });

  it('that is cleared has no entry of any window, and goes on from there', async () => {
    const [one, two] = [open('one'), open('two')];
    for (const audit of [one, two]) audit.add(entry());
    await written();
    one.add(entry());
    await one.clear();
    await written();
    assert.equal(folder.files.size, 0);
    two.add(entry({ name: 'later' }));
    assert.deepEqual(
      (await two.read()).entries.map(({ name }) => name),
      ['later'],
    );
  });

  it('writes what is left when the window closes', () => {
    const audit = open();
    audit.add(entry());
    audit.dispose();
    assert.equal(textOf('one'), auditLine(entry()));
    assert.deepEqual([folder.calls, due.size], [['appendNow'], 0]);
    audit.dispose();
    assert.deepEqual(folder.calls, ['appendNow']);
  });

  it('that cannot be written is one line of the log', async () => {
    const audit = open();
    folder.failure = new Error('/home/me/secret-path');
    for (let count = 0; count < 3; count++) {
      audit.add(entry());
      await written();
    }
    assert.deepEqual(lines, ['the audit could not be written']);
    audit.add(entry());
    audit.dispose();
    folder.failure = undefined;
    const again = open('two');
    again.add(entry());
    await written();
    assert.equal((await again.read()).entries.length, 1);
  });
});
