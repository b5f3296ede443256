import assert from 'node:assert/strict';
import { localTime } from '../../../../src/base/dates';
import type { ProfilePlace } from '../../../../src/profile/known';
import { readAudit, type AuditEntry } from '../../../../src/storage/audit-entry';
import { auditRow, filtered } from '../../../../src/vscode/access/audit-row';

const at = new Date(2026, 10, 21, 14, 3, 5).getTime();
const time = new Date(at).toISOString();
const prod: ProfilePlace = { id: 'prod', home: { kind: 'personal' } };
const team = { kind: 'team', folder: 'shop', uri: 'file:///shop', folderId: 'f-1' } as const;
const orders: ProfilePlace = { id: 'orders', home: team };

describe('access: a row of the audit', () => {
  const entry: AuditEntry = { time, profile: 'personal:prod', name: 'Prod', door: 'clipboard', caller: 'person' };
  const rows: [changes: Partial<AuditEntry>, description: string, detail?: string][] = [
    [{}, 'Prod: clipboard, by you'],
    [{ caller: 'program', door: 'command' }, 'Prod: command, by a program'],
    [{ door: 'sender', destination: 'https://a.example' }, 'Prod: sent with a request, by you', 'to https://a.example'],
    [{ refused: 'access-denied' }, 'Prod: clipboard, by you', 'refused (access-denied)'],
    [
      { destination: 'https://a.example', refused: 'cancelled' },
      'Prod: clipboard, by you',
      'to https://a.example · refused (cancelled)',
    ],
    [{ name: 'A customer’s API with a very long name' }, 'A customer’s API… very long name: clipboard, by you'],
    [{ door: 'toString' }, 'Prod: toString, by you'],
  ];
  for (const [changes, description, detail] of rows) {
    it(`says ${description}${detail === undefined ? '' : `, ${detail}`}`, () => {
      const icon = changes.refused === undefined ? 'check' : 'circle-slash';
      const label = `$(${icon}) ${localTime(at)}`;
      assert.deepEqual(auditRow({ ...entry, ...changes }), {
        label,
        description,
        detail: detail ?? '',
      });
    });
  }

  it('shows no icon, link or second line of a name that another program wrote', () => {
    const line = JSON.stringify({ ...entry, name: '$(check)\n\u202e[x](command:a)' });
    const [read] = readAudit(line).entries;
    assert.ok(read);
    assert.equal(auditRow(read).description, '$ (check) [x] (command:a): clipboard, by you');
  });
});

describe('access: the audit, filtered', () => {
  const entries: AuditEntry[] = [
    { time, profile: 'personal:prod', name: 'Prod', door: 'clipboard', caller: 'person' },
    {
      time,
      profile: 'team:shop:prod',
      name: 'Prod',
      door: 'sender',
      caller: 'person',
      destination: 'https://a.example',
    },
    {
      time,
      profile: 'team:shop:orders',
      name: 'Orders API',
      door: 'command',
      caller: 'program',
      refused: 'access-denied',
    },
  ];
  const cases: [filter: { text?: string; profile?: ProfilePlace }, left: number[]][] = [
    [{}, [0, 1, 2]],
    [{ text: '  ' }, [0, 1, 2]],
    [{ text: 'PROD' }, [0, 1]],
    [{ text: 'prod request' }, [1]],
    [{ text: 'a.example 14:03' }, [1]],
    [{ text: 'denied' }, [2]],
    [{ text: 'by a program' }, [2]],
    [{ text: 'circle-slash' }, []],
    [{ text: 'personal:' }, [0]],
    [{ text: 'with a very' }, []],
    [{ text: 'refused' }, [2]],
    [{ profile: prod }, [0]],
    [{ profile: orders }, [2]],
    [{ profile: orders, text: 'sent' }, []],
  ];
  for (const [filter, left] of cases) {
    it(`${JSON.stringify({ ...filter, profile: filter.profile?.id })} leaves ${left.join(', ') || 'nothing'}`, () => {
      const found = filtered(entries, filter.text ?? '', filter.profile);
      assert.deepEqual(
        found.map((entry) => entries.indexOf(entry)),
        left,
      );
    });
  }
});
