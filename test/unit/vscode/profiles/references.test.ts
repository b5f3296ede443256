import assert from 'node:assert/strict';
import { findOldNames, oldNames } from '../../../../src/vscode/profiles/references';
import { personal, team } from '../../storage/profiles-of';

const folder = team('app');

describe('names that no longer fit a profile', () => {
  const cases: [
    what: string,
    before: Parameters<typeof oldNames>[0],
    after: Parameters<typeof oldNames>[0],
    names: string[],
    variable?: string,
  ][] = [
    ['another id', { id: 'a', home: personal }, { id: 'b', home: personal }, ['a', 'personal:a'], 'TOKEN_DECK_A'],
    ['a folder, with the same id', { id: 'a', home: personal }, { id: 'a', home: folder }, ['personal:a']],
    [
      'a folder, with another id',
      { id: 'a', home: personal },
      { id: 'b', home: folder },
      ['a', 'personal:a'],
      'TOKEN_DECK_A',
    ],
    [
      'another id in a folder',
      { id: 'a', home: folder },
      { id: 'b', home: folder },
      ['a', 'team:app:a', 'team:file:///app:a'],
      'TOKEN_DECK_A',
    ],
    [
      'an id with the same variable',
      { id: 'a.b', home: personal },
      { id: 'a-b', home: personal },
      ['a.b', 'personal:a.b'],
    ],
    ['nothing new', { id: 'a', home: folder }, { id: 'a', home: folder }, []],
  ];
  for (const [what, before, after, names, variable] of cases)
    it(`${what}: ${names.length} names${variable === undefined ? '' : ' and the variable'}`, () => {
      const old = oldNames(before, after);
      assert.deepEqual([[...old.names], old.variable], [names, variable]);
    });
});

describe('places that use the old names of a profile', () => {
  const old = oldNames({ id: 'prod', home: personal }, { id: 'live', home: personal });
  const input = (rest: object) => JSON.stringify({ inputs: [{ id: 'x', type: 'command', ...rest }] });
  type Kind = Parameters<typeof findOldNames>[1];
  const cases: [what: string, kind: Kind, text: string, found: string[]][] = [
    ['a header', 'text', 'GET /\nAuthorization: Bearer {{$processEnv TOKEN_DECK_PROD}}', ['TOKEN_DECK_PROD']],
    [
      'two headers',
      'text',
      '{{$processEnv TOKEN_DECK_PROD}} {{$processEnv %TOKEN_DECK_PROD}}',
      ['TOKEN_DECK_PROD', 'TOKEN_DECK_PROD'],
    ],
    ['the variable of another profile', 'text', 'TOKEN_DECK_PROD_2 MY_TOKEN_DECK_PROD TOKEN_DECK_PRODUCTION', []],
    ['a variable in a task', 'json', '{"env":{"T":"${env:TOKEN_DECK_PROD}"}}', ['TOKEN_DECK_PROD']],
    ['an argument', 'json', input({ command: 'tokenDeck.getToken', args: { profile: 'prod' } }), ['"prod"']],
    ['an argument that is only the id', 'json', input({ command: 'tokenDeck.getToken', args: 'prod' }), ['"prod"']],
    ['a full name', 'json', input({ command: 'tokenDeck.copyToken', args: 'personal:prod' }), ['"personal:prod"']],
    ['the full name of another profile', 'json', input({ command: 'tokenDeck.getToken', args: 'team:app:prod' }), []],
    ['another id', 'json', input({ command: 'tokenDeck.getToken', args: { profile: 'prod-2' } }), []],
    ['another extension’s command', 'json', input({ command: 'other.getToken', args: { profile: 'prod' } }), []],
    ['another extension’s profile', 'json', '{"configurations":[{"type":"aws","profile":"prod"}]}', []],
    [
      'a launch configuration',
      'json',
      '{ // ours\n"configurations":[{"profile":"prod","env":{"T":"${command:tokenDeck.getToken}"},},]}',
      ['"prod"'],
    ],
    ['another profile', 'profiles', '{"profiles":[{"id":"x","subject":{"profile":"prod"}}]}', ['"prod"']],
    ['a profile of that id', 'profiles', '{"profiles":[{"id":"prod","name":"prod"}]}', []],
    ['JSON in a text', 'text', input({ command: 'tokenDeck.getToken', args: 'prod' }), []],
    ['unfinished JSON', 'json', '{"inputs":[{"command":"tokenDeck.getToken","args":{"profile":"prod"', ['"prod"']],
    ['what is nested very deeply', 'json', `${'['.repeat(100_000)}TOKEN_DECK_PROD`, ['TOKEN_DECK_PROD']],
    ['arguments of other types', 'json', input({ command: 'tokenDeck.getToken', args: [7, null, ['prod']] }), []],
    ['nothing', 'json', '', []],
  ];
  for (const [what, kind, text, found] of cases)
    it(`${what}: ${found.length}`, () => {
      const places = findOldNames(text, kind, old);
      assert.deepEqual(
        places.map(({ offset, length }) => text.slice(offset, offset + length)),
        found,
      );
    });

  it('are in their order, each once', () => {
    const text = JSON.stringify({
      tasks: [{ env: { A: 'TOKEN_DECK_PROD' } }],
      inputs: [{ command: 'tokenDeck.getToken', args: { profile: 'prod' } }],
      env: { B: 'TOKEN_DECK_PROD' },
      configurations: [{ profile: 'prod', env: { T: '${command:tokenDeck.getToken}' } }],
    });
    const offsets = findOldNames(text, 'json', old).map(({ offset }) => offset);
    assert.equal(new Set(offsets).size, 4);
    assert.deepEqual(
      offsets,
      [...offsets].sort((a, b) => a - b),
    );
  });
});
