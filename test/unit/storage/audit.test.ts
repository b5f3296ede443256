import assert from 'node:assert/strict';
import { bounds, openAudit } from '../../../src/storage/audit';
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
    openAudit({
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
    ...{
      time: new Date(now).toISOString(),
      profile: 'personal:prod',
      name: 'Prod',
      door: 'command',
      caller: 'program',
    },
    ...changes,
  });
  /** Lets the timers run out. */
  const written = () => {
    for (const callback of [...due]) callback();
  };
  const textOf = (id: string) => [...folder.files].find(([name]) => name.includes(id))?.[1].text;

  it('does nothing until something passes, and writes what comes together at once', () => {
    const audit = open();
    written();
    assert.deepEqual(folder.calls, []);
    audit.add(entry());
    audit.add(entry({ refused: 'access-denied' }));
    assert.deepEqual([folder.calls, due.size], [[], 1], 'no token waits for it');
    written();
    assert.deepEqual(folder.calls, ['append', 'list']);
    assert.deepEqual([...folder.files.keys()], ['20261121T130305Z-one.jsonl']);
    audit.add(entry());
    written();
    assert.deepEqual(folder.calls, ['append', 'list', 'append'], 'old files are looked for once');
  });

  it('has the entries of all windows, the newest first, those too that were not written yet', () => {
    const [one, two] = [open('one'), open('two')];
    one.add(entry({ name: 'first' }));
    written();
    now += 1000;
    two.add(entry({ name: 'second' }));
    written();
    now += 1000;
    one.add(entry({ name: 'third' }));
    one.add(entry({ name: 'fourth' }));
    const { entries, skipped } = one.read();
    assert.deepEqual(
      entries.map(({ name }) => name),
      ['fourth', 'third', 'second', 'first'],
    );
    assert.deepEqual([skipped, folder.files.size], [0, 2]);
  });

  it('counts what is no entry, and leaves out what is no file of its own', () => {
    const audit = open();
    audit.add(entry());
    written();
    folder.files.set('20260101T000000Z-odd.jsonl', { text: 'garbage\n{}\n', changed: now });
    folder.files.set('notes.txt', { text: auditLine(entry()), changed: now });
    const { entries, skipped } = audit.read();
    assert.deepEqual([entries.length, skipped], [1, 2]);
  });

  const wide = '😀'.repeat(200);
  for (const [what, changes, most] of [
    ['entries', {}, 250],
    ['long entries', { name: wide, profile: wide, refused: wide }, 1000],
  ] as const) {
    it(`keeps the newest ${what} of a window`, () => {
      const audit = open();
      const count = 6 * (bounds.length / most);
      for (let index = 0; index < count; index++) {
        audit.add(entry({ ...changes, destination: `https://${index}.example` }));
        if (index % 100 === 99) written();
        assert.ok((textOf('one') ?? '').length <= bounds.length);
      }
      const { entries, skipped } = audit.read();
      assert.equal(skipped, 0);
      assert.ok(entries.length >= bounds.length / 2 / most && entries.length < count / 2, String(entries.length));
      const last = Math.ceil(count) - 1;
      for (const [index, { destination }] of entries.entries())
        assert.equal(destination, `https://${last - index}.example`);
    });
  }

  it('keeps what came after another window has cleared a full file', () => {
    const audit = open();
    for (let index = 0; index < bounds.length / 250; index++) audit.add(entry());
    written();
    open('two').clear();
    for (let index = 0; index < bounds.length / 250; index++) audit.add(entry({ name: 'later' }));
    const { entries } = audit.read();
    assert.equal(entries.length, Math.ceil(bounds.length / 250));
  });

  it('removes files that are old or too many with a window’s first entry, and only its own', () => {
    for (let index = 0; index < bounds.files + 5; index++) {
      const name = `20261101T000000Z-${String(index).padStart(2, '0')}.jsonl`;
      folder.files.set(name, { text: '', changed: now - index * 1000 });
    }
    folder.files.set('20260901T000000Z-old.jsonl', { text: '', changed: now - bounds.age - 1 });
    folder.files.set('20260901T000000Z-in-use.jsonl', { text: '', changed: now });
    folder.files.set('notes.txt', { text: '', changed: 0 });
    open().add(entry());
    written();
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

  it('has the other entries where a file cannot be read', () => {
    const [one, two] = [open('one'), open('two')];
    for (const audit of [one, two]) audit.add(entry());
    written();
    const read = folder.read.bind(folder);
    folder.read = (name) => {
      if (name.includes('two')) throw new Error('EACCES');
      return read(name);
    };
    const { entries, skipped } = one.read();
    assert.deepEqual([entries.length, skipped], [1, 1]);
  });

  it('that is cleared has no entry of any window, and goes on from there', () => {
    const [one, two] = [open('one'), open('two')];
    for (const audit of [one, two]) audit.add(entry());
    written();
    one.add(entry());
    one.clear();
    written();
    assert.equal(folder.files.size, 0);
    two.add(entry({ name: 'later' }));
    assert.deepEqual(
      two.read().entries.map(({ name }) => name),
      ['later'],
    );
  });

  it('writes what is left when the window closes', () => {
    const audit = open();
    audit.add(entry());
    audit.dispose();
    assert.equal(textOf('one'), auditLine(entry()));
    assert.deepEqual([folder.calls, due.size], [['append', 'list'], 0]);
    audit.dispose();
    assert.deepEqual(folder.calls, ['append', 'list']);
  });

  it('that cannot be written is one line of the log', () => {
    const audit = open();
    folder.failure = new Error('/home/me/secret-path');
    for (let count = 0; count < 3; count++) {
      audit.add(entry());
      written();
    }
    assert.deepEqual(lines, ['the audit could not be written']);
    audit.add(entry());
    audit.dispose();
    folder.failure = undefined;
    const again = open('two');
    again.add(entry());
    written();
    assert.equal(again.read().entries.length, 1);
  });
});
