import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseProfile } from '../../../src/profile/parse';
import { parseTeamFile } from '../../../src/profile/team-file';

const read = (name: string): string => readFileSync(path.join('demo', 'workspace', name), 'utf8');

interface Tasks {
  tasks: { args: string[]; options: { env: Record<string, string> } }[];
  inputs: { id: string; command: string; args: { profile: string } }[];
}

describe('the sample workspace of the demo', () => {
  const file = parseTeamFile(read('.vscode/token-deck.json'), parseProfile);
  const ids = (JSON.parse(read('.vscode/token-deck.json')) as { profiles: { id: string }[] }).profiles.map(
    ({ id }) => id,
  );

  it('has profiles that can be used, and no secret', () => {
    assert.deepEqual(file.problems, []);
    assert.deepEqual(
      file.profiles.filter(({ parsed }) => !parsed.ok),
      [],
    );
    assert.equal(file.profiles.length, 7);
  });

  it('has a task for each profile, whose request reads the variable that the task sets', () => {
    const { tasks, inputs } = JSON.parse(read('.vscode/tasks.json')) as Tasks;
    assert.deepEqual(
      inputs,
      ids.map((id) => ({ id, type: 'command', command: 'tokenDeck.getToken', args: { profile: id } })),
    );
    for (const [index, id] of ids.entries()) {
      const variable = `TOKEN_DECK_${id.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
      assert.deepEqual(tasks[index]?.options.env, { [variable]: `\${input:${id}}` });
      const request = read(tasks[index]?.args[2] ?? '');
      assert.ok(request.includes(`Authorization: Bearer {{$processEnv ${variable}}}`), request);
    }
  });
});
