import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pickHost } from '../host/pick';
import { temporaryFolder } from '../host/temporary';
import { rehearse, type Edit } from './rehearse';

const edits: Edit[] = [
  {
    file: 'src/vscode/profiles/profile-commands.ts',
    after: '    this.team = new TeamEditor(',
    insert: `  }

  /** \`tokenDeck.homeOf\`: whether a profile is a personal one or a team's. */
  async homeOf(argument: unknown): Promise<string> {
    return (await this.parts.target.profile(argument)).home.kind;`,
  },
  {
    file: 'src/vscode/commands/public.ts',
    after: 'export const publicCommands = {',
    insert:
      "  'tokenDeck.homeOf': async ({ profileCommands }, argument) => (await profileCommands()).homeOf(argument),",
  },
  { file: 'package.json', after: '"onUri",', insert: '    "onCommand:tokenDeck.homeOf",' },
  { file: 'docs/commands.md', after: '| `tokenDeck.removeProfile` ', insert: '| `tokenDeck.homeOf` | P | its home |' },
];

/** Calls the command in the extension host, which it starts, and leaves what it returned in a file. */
const script = `
const vscode = require('vscode');
const { writeFileSync } = require('node:fs');
exports.run = async () => {
  const call = (id, argument) => vscode.commands.executeCommand('tokenDeck.' + id, argument);
  const before = await call('homeOf', 'one').catch((thrown) => thrown.code);
  await call('addProfile', { id: 'one', grant: 'static' });
  const returned = [before, await call('homeOf', 'one')];
  writeFileSync(process.env.RETURNED, JSON.stringify(returned));
  writeFileSync(process.env.TOKEN_DECK_RESULTS, JSON.stringify({ passed: 1, failed: 0, skipped: [], failures: [] }));
};
`;

rehearse('a public command is one method and one row, and what the manifest and the docs say', edits, (copy) => {
  it('is registered, starts the extension, and returns what its method does', async () => {
    const folder = await copy.build();
    // It starts the extension by its own row.
    const manifestFile = path.join(folder, 'package.json');
    const manifest = JSON.parse(await readFile(manifestFile, 'utf8')) as { activationEvents: string[] };
    manifest.activationEvents = manifest.activationEvents.filter((event) => event !== 'onStartupFinished');
    await writeFile(manifestFile, JSON.stringify(manifest));
    const temporary = await temporaryFolder();
    try {
      const testsPath = path.join(temporary.path, 'call.js');
      const returned = path.join(temporary.path, 'returned.json');
      await writeFile(testsPath, script);
      const host = await pickHost();
      const workspace = temporary.path;
      await host.runSuites({ workspace, developmentPath: folder, testsPath, env: { RETURNED: returned } });
      assert.equal(await readFile(returned, 'utf8'), '["profile-not-found","personal"]');
    } finally {
      await temporary.remove();
    }
  });
});
