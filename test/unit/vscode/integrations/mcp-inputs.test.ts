import assert from 'node:assert/strict';
import { commandInputs } from '../../../../src/vscode/integrations/mcp-inputs';

/** The texts of the places that are found. */
const found = (text: string, path = ['inputs']) =>
  commandInputs(text, path).map(({ offset, length }) => text.slice(offset, offset + length));
const input = (fields: object) => ({ id: 'token', type: 'command', command: 'tokenDeck.getToken', ...fields });
const file = (...inputs: unknown[]) => JSON.stringify({ servers: {}, inputs });

describe('inputs of MCP servers', () => {
  const rows: [what: string, text: string, expected: string[], path?: string[]][] = [
    ['a command of Token Deck', file(input({ args: { profile: 'p' } })), ['"tokenDeck.getToken"']],
    [
      'several, among others',
      file(input({}), input({ command: 'other.run' }), input({ command: 'tokenDeck.getAuthorizationHeaders' })),
      ['"tokenDeck.getToken"', '"tokenDeck.getAuthorizationHeaders"'],
    ],
    ['a command of another extension', file(input({ command: 'tokenDecker.getToken' })), []],
    ['another type', file(input({ type: 'promptString' })), []],
    ['no type', file(input({ type: undefined })), []],
    ['a command that is not text', file(input({ command: 7 })), []],
    ['inputs of other shapes', file(null, 7, 'tokenDeck.getToken', [input({})]), []],
    ['inputs that are not a list', '{"inputs":{"type":"command","command":"tokenDeck.getToken"}}', []],
    ['no inputs', '{"servers":{}}', []],
    ['inputs elsewhere', JSON.stringify({ tasks: { inputs: [input({})] } }), []],
    ['a workspace file', JSON.stringify({ mcp: { inputs: [input({})] } }), ['"tokenDeck.getToken"'], ['mcp', 'inputs']],
    [
      'comments and trailing commas',
      '{ // first\n "inputs": [ { "type": "command", /* ours */ "command": "tokenDeck.getToken", }, ], }',
      ['"tokenDeck.getToken"'],
    ],
    [
      'a text that is being written',
      '{ "inputs": [ { "type": "command", "command": "tokenDeck.getToken" }, { "type": ',
      ['"tokenDeck.getToken"'],
    ],
    ['a byte order mark', `\uFEFF${file(input({}))}`, ['"tokenDeck.getToken"']],
    [
      'repeated names',
      '{"inputs":[{"type":"promptString","type":"command","command":"other.run","command":"tokenDeck.getToken"}]}',
      ['"tokenDeck.getToken"'],
    ],
    ['an empty text', '', []],
    ['no JSON', 'tokenDeck.getToken', []],
    ['values that are nested too deeply', `{"inputs":${'['.repeat(20_000)}`, []],
  ];
  for (const [what, text, expected, path] of rows)
    it(`of ${what}: ${expected.length} found`, () => assert.deepEqual(found(text, path), expected));
});
