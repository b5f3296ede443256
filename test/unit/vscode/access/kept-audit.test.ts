import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { knownProfile } from '../../../../src/profile/known';
import { parseProfile } from '../../../../src/profile/parse';
import { keptAudit } from '../../../../src/vscode/access/kept-audit.node';
import { temporaryFolder } from '../../../host/temporary';

describe('access: the audit of a machine', () => {
  it('has what two windows have noted, the last one when it closed, and no file before', async () => {
    const temporary = await temporaryFolder();
    try {
      const folder = path.join(temporary.path, 'audit');
      const profile = knownProfile(
        { id: 'prod', home: { kind: 'personal' } },
        parseProfile({ id: 'prod', grant: 'static' }),
      );
      assert.ok(profile.usable);
      const lines: string[] = [];
      const open = () => keptAudit(folder, Date.now, (line) => lines.push(line));
      const [one, two] = [open(), open()];
      assert.ok(!existsSync(folder));
      const at = Date.parse('2026-01-15T08:00:00.000Z');
      one.note({ door: 'clipboard', caller: 'person', profile }, at);
      one.dispose();
      two.note({ door: 'command', caller: 'program', profile, refused: 'access-denied' }, at + 1000);
      assert.deepEqual(
        two.read().entries.map(({ time, door, refused }) => [time, door, refused ?? '']),
        [
          ['2026-01-15T08:00:01.000Z', 'command', 'access-denied'],
          ['2026-01-15T08:00:00.000Z', 'clipboard', ''],
        ],
      );
      assert.deepEqual(lines, []);
    } finally {
      await temporary.remove();
    }
  });
});
