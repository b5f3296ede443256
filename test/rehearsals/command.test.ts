import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pickHost } from '../host/pick';
import { temporaryFolder } from '../host/temporary';
import { rehearse, type Edit } from './rehearse';

const edits: Edit[] = [
  {
    file: 'src/vscode/profiles/count-profiles.ts',
    add: `import type { Profiles } from './profiles';

/** \`tokenDeck.countProfiles\`: how many profiles there are. */
export async function countProfiles(profiles: Profiles): Promise<number> {
  return (await profiles.all()).length;
}
`,
  },
  {
    file: 'src/vscode/commands/public.ts',
    after: 'export const publicCommands = {',
    insert: `  'tokenDeck.countProfiles': async ({ profiles }) =>
    (await import('../profiles/count-profiles')).countProfiles(profiles),
`,
  },
];

/** Calls the command in the extension host, and leaves what it returned in a file. */
const script = `
const vscode = require('vscode');
const { writeFileSync } = require('node:fs');
exports.run = async () => {
  const returned = await vscode.commands.executeCommand('tokenDeck.countProfiles');
  writeFileSync(process.env.RETURNED, JSON.stringify(returned));
  writeFileSync(process.env.TOKEN_DECK_RESULTS, JSON.stringify({ passed: 1, failed: 0, skipped: [], failures: [] }));
};
`;

rehearse('a public command is one function and one row', edits, (copy) => {
  it('is registered, and returns what its function does', async () => {
    const folder = await copy.build();
    // Its row in the manifest, by which it starts the extension.
    const manifestFile = path.join(folder, 'package.json');
    const manifest = JSON.parse(await readFile(manifestFile, 'utf8')) as { activationEvents: string[] };
    manifest.activationEvents = [
      ...manifest.activationEvents.filter((event) => event !== 'onStartupFinished'),
      'onCommand:tokenDeck.countProfiles',
    ];
    await writeFile(manifestFile, JSON.stringify(manifest));
    const temporary = await temporaryFolder();
    try {
      const testsPath = path.join(temporary.path, 'call.js');
      const returned = path.join(temporary.path, 'returned.json');
      await writeFile(testsPath, script);
      const host = await pickHost();
      const workspace = temporary.path;
      await host.runSuites({ workspace, developmentPath: folder, testsPath, env: { RETURNED: returned } });
      assert.equal(await readFile(returned, 'utf8'), '0');
    } finally {
      await temporary.remove();
    }
  });
});
