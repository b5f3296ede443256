import assert from 'node:assert/strict';
import { auditLine, keptName, readAudit, type AuditEntry } from '../../../src/storage/audit-entry';

const entry: AuditEntry = {
  time: '2026-11-21T13:03:05.000Z',
  profile: 'team:shop:orders',
  name: 'Orders API',
  door: 'sender',
  caller: 'person',
  destination: 'https://api.example.com',
};

describe('storage: an entry of the audit', () => {
  it('is a line of JSON with the time in ISO 8601', () => {
    assert.equal(
      auditLine(entry),
      '{"time":"2026-11-21T13:03:05.000Z","profile":"team:shop:orders","name":"Orders API","door":"sender",' +
        '"caller":"person","destination":"https://api.example.com"}\n',
    );
  });

  const entries: AuditEntry[] = [
    entry,
    { ...entry, caller: 'program', refused: 'access-denied' },
    { ...entry, door: 'api' },
  ];
  it('is read as it was written, after others, whatever is between them', () => {
    const garbage = [
      '',
      '{',
      '[]',
      'null',
      '7',
      '"text"',
      '{"time":"2026-11-21T13:03:05.000Z"}',
      '\u0000',
      '{'.repeat(99_999),
    ];
    const text = entries.map(
      (each, index) => `${garbage.slice(index * 3, index * 3 + 3).join('\n')}\n${auditLine(each)}`,
    );
    assert.deepEqual(readAudit(text.join('')), { entries, skipped: garbage.length - 1 });
    assert.deepEqual(readAudit(''), { entries: [], skipped: 0 });
  });

  it('that was cut off by a crash is skipped', () => {
    assert.deepEqual(readAudit(auditLine(entry) + auditLine(entry).slice(0, 40)), { entries: [entry], skipped: 1 });
  });

  const wrong: [what: string, member: object][] = [
    ['a time that is none', { time: 'yesterday' }],
    ['no time', { time: undefined }],
    ['a time beyond what a date can be', { time: '+999999-01-01T00:00:00.000Z' }],
    ['no caller', { caller: undefined }],
    ['a name that is no text', { name: {} }],
    ['no profile', { profile: undefined }],
    ['no door', { door: null }],
    ['a list of origins', { destination: [] }],
    ['a code that is no text', { refused: true }],
  ];
  for (const [what, member] of wrong) {
    it(`is none with ${what}`, () => {
      const line = JSON.stringify({ ...(JSON.parse(auditLine(entry)) as object), ...member });
      assert.deepEqual(readAudit(line), { entries: [], skipped: 1 });
    });
  }

  const hostile = [
    'a\nb',
    'a\r\nb\u2028c',
    '\u202egnp.exe',
    '$(check) [x](command:evil)',
    '\ud800',
    '='.repeat(100_000),
  ];
  for (const text of hostile) {
    it(`is one short line of plain text with ${JSON.stringify(text.slice(0, 30))} from a repository or another program`, () => {
      const all = {
        ...entry,
        profile: `team:${text}:${text}`,
        name: text,
        door: text,
        destination: `https://${text}`,
        refused: text,
      };
      const line = auditLine(all);
      assert.equal(line.indexOf('\n'), line.length - 1);
      assert.ok(line.length < 800, String(line.length));
      for (const read of [readAudit(line), readAudit(JSON.stringify(all))]) {
        assert.equal(read.entries.length, 1);
        assert.doesNotMatch(JSON.stringify(read), /[\n\r\u2028\u202e\ud800]|\$\(|\]\(/u);
      }
      assert.equal(readAudit(line).entries[0]?.profile, keptName(all.profile));
    });
  }
});
