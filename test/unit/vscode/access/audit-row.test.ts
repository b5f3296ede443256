import assert from 'node:assert/strict';
import { knownProfile, type Home, type UsableProfile } from '../../../../src/profile/known';
import { parseProfile } from '../../../../src/profile/parse';
import { destinationFor, type Destination } from '../../../../src/profile/origins';
import { auditLine, readAudit, type AuditEntry } from '../../../../src/storage/audit-entry';
import { auditEntryOf, auditRow, filtered, type AuditFilter } from '../../../../src/vscode/access/audit-row';

const at = new Date(2026, 10, 21, 14, 3, 5).getTime();

function profileOf(id: string, name: string, home: Home = { kind: 'personal' }): UsableProfile {
  const known = knownProfile({ id, home }, parseProfile({ id, name, grant: 'static' }));
  assert.ok(known.usable);
  return known;
}
const prod = profileOf('prod', 'Prod');
const team = { kind: 'team', folder: 'shop', uri: 'file:///work/shop', folderId: 'f-1' } as const;
const orders = profileOf('orders', 'Orders API', team);

describe('access: what the audit keeps of a passage', () => {
  const secret = '/people/7?token=SECRET#SECRET';
  const destinations: [destination: Destination | undefined, to: string | undefined][] = [
    [undefined, undefined],
    [destinationFor(`https://api.example.com${secret}`, `https://api.example.com${secret}`), 'https://api.example.com'],
    [destinationFor('https://user:SECRET@api.example.com/', ''), 'https://api.example.com'],
    [destinationFor(`http://api.example.com:8080${secret}`, 'shown SECRET'), 'http://api.example.com:8080'],
    [destinationFor(`wss://api.example.com${secret}`, '', '.env SECRET'), 'https://api.example.com'],
    [destinationFor(undefined, `{{host}}${secret}`), undefined],
    [destinationFor(`not an address SECRET`, ''), undefined],
    [destinationFor(`data:SECRET`, ''), undefined],
    [destinationFor('https://bücher.example/SECRET', ''), 'https://xn--bcher-kva.example'],
    [destinationFor('https://аррӏе.com/SECRET', ''), 'https://xn--80ak6aa92e.com'],
  ];
  for (const [destination, to] of destinations) {
    it(`is of a destination its origin: ${to ?? 'none'}`, () => {
      const entry = auditEntryOf({ door: 'sender', caller: 'program', profile: prod, destination }, at);
      assert.deepEqual(entry, {
        ...{ at, profile: 'personal:prod', name: 'Prod', door: 'sender', caller: 'program' },
        ...(to !== undefined && { to }),
      });
      assert.doesNotMatch(auditLine(entry), /SECRET/);
    });
  }

  it('is the full name of a folder’s profile, and why the token was refused', () => {
    assert.deepEqual(
      auditEntryOf({ door: 'command', caller: 'program', profile: orders, refused: 'access-denied' }, at),
      {
        ...{ at, profile: 'team:shop:orders', name: 'Orders API', door: 'command', caller: 'program' },
        refused: 'access-denied',
      },
    );
  });
});

describe('access: a row of the audit', () => {
  const entry: AuditEntry = { at, profile: 'personal:prod', name: 'Prod', door: 'clipboard', caller: 'person' };
  const rows: [changes: Partial<AuditEntry>, description: string, detail?: string][] = [
    [{}, 'Prod: clipboard, by you'],
    [{ caller: 'program', door: 'command' }, 'Prod: command, by a program'],
    [{ door: 'sender', to: 'https://a.example' }, 'Prod: sent with a request, by you', 'to https://a.example'],
    [{ refused: 'access-denied' }, 'Prod: clipboard, by you', 'refused (access-denied)'],
    [
      { to: 'https://a.example', refused: 'cancelled' },
      'Prod: clipboard, by you',
      'to https://a.example, refused (cancelled)',
    ],
    [{ name: 'A customer’s API with a very long name' }, 'A customer’s API… very long name: clipboard, by you'],
    [{ door: 'toString' }, 'Prod: toString, by you'],
  ];
  for (const [changes, description, detail] of rows) {
    it(`says ${description}${detail === undefined ? '' : `, ${detail}`}`, () => {
      const icon = changes.refused === undefined ? 'check' : 'circle-slash';
      const label = `$(${icon}) 2026-11-21 14:03:05`;
      assert.deepEqual(auditRow({ ...entry, ...changes }), {
        label,
        description,
        ...(detail !== undefined && { detail }),
      });
    });
  }

  it('shows no icon, link or second line of a name that another program wrote', () => {
    const line = JSON.stringify({ ...entry, at: new Date(at).toISOString(), name: '$(check)\n\u202e[x](command:a)' });
    const [read] = readAudit(line).entries;
    assert.ok(read);
    assert.equal(auditRow(read).description, '$ (check) [x] (command:a): clipboard, by you');
  });
});

describe('access: the audit, filtered', () => {
  const entries: AuditEntry[] = [
    { at, profile: 'personal:prod', name: 'Prod', door: 'clipboard', caller: 'person' },
    { at, profile: 'team:shop:prod', name: 'Prod', door: 'sender', caller: 'person', to: 'https://a.example' },
    {
      at,
      profile: 'team:shop:orders',
      name: 'Orders API',
      door: 'command',
      caller: 'program',
      refused: 'access-denied',
    },
  ];
  const cases: [filter: Partial<AuditFilter>, left: number[]][] = [
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
    [{ refused: true }, [2]],
    [{ refused: true, text: 'prod' }, []],
    [{ profile: prod }, [0]],
    [{ profile: orders }, [2]],
    [{ profile: orders, text: 'sent' }, []],
  ];
  for (const [filter, left] of cases) {
    it(`${JSON.stringify({ ...filter, profile: filter.profile?.id })} leaves ${left.join(', ') || 'nothing'}`, () => {
      const found = filtered(entries, { text: '', refused: false, ...filter });
      assert.deepEqual(
        found.map((entry) => entries.indexOf(entry)),
        left,
      );
    });
  }
});
