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

interface Launch {
  configurations: { env: Record<string, string> }[];
  inputs: object[];
}

describe('the sample workspace of the demo', () => {
  const file = parseTeamFile(read('.vscode/token-deck.json'), parseProfile);
  const ids = (JSON.parse(read('.vscode/token-deck.json')) as { profiles: { id: string }[] }).profiles.map(
    ({ id }) => id,
  );

  it('its profiles are usable and hold no secret', () => {
    assert.deepEqual(file.problems, []);
    assert.deepEqual(
      file.profiles.filter(({ parsed }) => !parsed.ok),
      [],
    );
    assert.equal(file.profiles.length, 7);
  });

  it('each profile has a task, and its request reads the variable that the task sets', () => {
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

  it('has a task and launch configurations that take a token by a command and by an input, in the environment', () => {
    const launch = JSON.parse(read('.vscode/launch.json')) as Launch;
    const env = (values: { env?: Record<string, string> }[]) => values.map(({ env }) => env?.['TOKEN']);
    const command = '${command:tokenDeck.getToken}';
    assert.deepEqual(env(launch.configurations), ['${input:auth0-m2m}', command]);
    const input = { id: 'auth0-m2m', type: 'command', command: 'tokenDeck.getToken', args: { profile: 'auth0-m2m' } };
    assert.deepEqual(launch.inputs, [input]);
    const { tasks } = JSON.parse(read('.vscode/tasks.json')) as Tasks;
    assert.deepEqual(env(tasks.slice(ids.length).map(({ options }) => options)), [command]);
    assert.doesNotMatch(read('call-calendar.mjs'), /console\.log\(.*(?:TOKEN|headers)/);
  });
});
