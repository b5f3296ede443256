import assert from 'node:assert/strict';
import { knownProfile, type Home, type UsableProfile } from '../../../../src/profile/known';
import { destinationFor, type Destination } from '../../../../src/profile/origins';
import { parseProfile } from '../../../../src/profile/parse';
import { auditLine } from '../../../../src/storage/audit-entry';
import { auditEntryOf } from '../../../../src/vscode/access/audit-passage';

const at = new Date(2026, 10, 21, 14, 3, 5).getTime();
const time = new Date(at).toISOString();

function profileOf(id: string, name: string, home: Home = { kind: 'personal' }): UsableProfile {
  const known = knownProfile({ id, home }, parseProfile({ id, name, grant: 'static' }));
  assert.ok(known.usable);
  return known;
}
const prod = profileOf('prod', 'Prod');
const team = { kind: 'team', folder: 'shop', uri: 'file:///shop', folderId: 'f-1' } as const;
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
        ...{ time, profile: 'personal:prod', name: 'Prod', door: 'sender', caller: 'program' },
        ...(to !== undefined && { destination: to }),
      });
      assert.doesNotMatch(auditLine(entry), /SECRET/);
    });
  }

  it('is the full name of a folder’s profile, and why the token was refused', () => {
    assert.deepEqual(
      auditEntryOf({ door: 'command', caller: 'program', profile: orders, refused: 'access-denied' }, at),
      {
        ...{ time, profile: 'team:shop:orders', name: 'Orders API', door: 'command', caller: 'program' },
        refused: 'access-denied',
      },
    );
  });
});
