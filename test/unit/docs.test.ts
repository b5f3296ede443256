import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { publicCommands } from '../../src/vscode/commands/public';
import { settings } from '../../src/vscode/ui/contributions';

const read = (file: string) => readFileSync(file, 'utf8');

describe('the documentation', () => {
  const commands = read('docs/commands.md');
  it('lists every command for programs', () => {
    for (const command of Object.keys(publicCommands)) assert.ok(commands.includes(`\`${command}\``), command);
  });

  it('lists every setting with its default', () => {
    const readme = read('README.md');
    for (const [name, value] of Object.entries(settings)) {
      assert.match(
        readme,
        new RegExp(`\\| \`tokenDeck\\.${name.replace('.', '\\.')}\` +\\| \`${String(value)}\` +\\|`),
        name,
      );
    }
  });
});
