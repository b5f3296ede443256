import assert from 'node:assert/strict';
import { parseProfile } from '../../../src/profile/parse';
import { removeAt } from '../../../src/profile/remove-value';
import { locate, parseTeamFile, valueAt, type TeamFile } from '../../../src/profile/team-file';
import { applyEdits } from '../../../src/profile/text-edits';

const read = (text: string): TeamFile => parseTeamFile(text, parseProfile);
const summary = ({ profiles }: TeamFile) => profiles.map(({ id, parsed }) => `${id}${parsed.ok ? '' : '!'}`);

describe('profile: taking a value out of a JSON text', () => {
  const remove = (text: string, path: (string | number)[]) => applyEdits(text, removeAt(text, path));

  const at = ['profiles', 0, 'clientSecret'];
  const cases: [what: string, text: string, path: (string | number)[], rest: string][] = [
    ['the last', '{"profiles":[{"id":"a","clientSecret":"s"}]}', at, '{"profiles":[{"id":"a"}]}'],
    ['the first', '{"profiles":[{"clientSecret":"s","id":"a"}]}', at, '{"profiles":[{"id":"a"}]}'],
    [
      'one between',
      '{"profiles":[{"id":"a","clientSecret":"s","name":"n"}]}',
      at,
      '{"profiles":[{"id":"a","name":"n"}]}',
    ],
    ['the only one', '{"profiles":[{"clientSecret":"s"}]}', at, '{"profiles":[{}]}'],
    ['one that is not there', '{"profiles":[{"id":"a"}]}', at, '{"profiles":[{"id":"a"}]}'],
    ['one of a profile that is not there', '{"profiles":[]}', at, '{"profiles":[]}'],
    [
      'one on a line of its own',
      '{\n  "profiles": [\n    {\n      "id": "a",\n      "clientSecret": "s",\n      "name": "n"\n    }\n  ]\n}\n',
      at,
      '{\n  "profiles": [\n    {\n      "id": "a",\n      "name": "n"\n    }\n  ]\n}\n',
    ],
    [
      'one deep down',
      '{"profiles":[{"params":{"token":{"client_secret":"s","x":"y"}}}]}',
      ['profiles', 0, 'params', 'token', 'client_secret'],
      '{"profiles":[{"params":{"token":{"x":"y"}}}]}',
    ],
    ['a whole profile', '{"profiles":[{"id":"a"},{"id":"b"}]}', ['profiles', 0], '{"profiles":[{"id":"b"}]}'],
  ];
  for (const [what, text, path, rest] of cases) it(what, () => assert.equal(remove(text, path), rest));

  const lines: [what: string, text: string, rest: string][] = [
    [
      'one behind another on its line',
      '{ "id": "a", "clientSecret": "s",\n  "grant": "static" }',
      '{ "id": "a",\n  "grant": "static" }',
    ],
    [
      'one before another on its line',
      '{\n  "clientSecret": "s", "id": "a",\n  "grant": "static"\n}',
      '{\n  "id": "a",\n  "grant": "static"\n}',
    ],
    ['one before the end of its line', '{ "id": "a",\n  "clientSecret": "s" }', '{ "id": "a"\n   }'],
    ['the last of its line', '{\n  "id": "a", "clientSecret": "s"\n}', '{\n  "id": "a"\n}'],
    ['the last of its profile', '{\r\n  "id": "a",\r\n  "clientSecret": "s"\r\n}\r\n', '{\r\n  "id": "a"\r\n}\r\n'],
    [
      'one with a comment behind it, which goes along',
      '{\n  "id": "a",\n  "clientSecret": "s", // its secret\n  "grant": "static"\n}',
      '{\n  "id": "a",\n  "grant": "static"\n}',
    ],
    [
      'the last, where a comment is behind the one before',
      '{\n  "id": "a", // ours, fixed\n  "clientSecret": "s"\n}',
      '{\n  "id": "a" // ours, fixed\n}',
    ],
    [
      'one before a comma on the next line',
      '{\n  "id": "a",\n  "clientSecret": "s"\n  , "grant": "static"\n}',
      '{\n  "id": "a",\n  "grant": "static"\n}',
    ],
    ['the only one on a line', '{\n  "clientSecret": "s"\n}', '{\n}'],
  ];
  for (const [what, text, rest] of lines)
    it(`keeps the lines around ${what}`, () => assert.equal(remove(text, ['clientSecret']), rest));

  it('takes out the one beside what is nested deeply', () => {
    const deep = '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000);
    const text = `{"profiles":[{"actor":${deep},"clientSecret":"s"},{"id":"b"}]}`;
    assert.equal(valueAt(text, at), 's');
    assert.equal(remove(text, at), `{"profiles":[{"actor":${deep}},{"id":"b"}]}`);
    assert.equal(remove(text, ['profiles', 0]), '{"profiles":[{"id":"b"}]}');
    assert.deepEqual(locate(text, 1, ['id']), { offset: text.lastIndexOf('"id"'), length: 8 });
  });

  const kept: [what: string, text: string][] = [
    ['a trailing comma behind it', '{"version":1,"profiles":[{"id":"a","grant":"static","clientSecret":"hunter2",}]}'],
    [
      'trailing commas everywhere',
      '{"version":1,"profiles":[{"clientSecret":"hunter2","id":"a","grant":"static",},],}',
    ],
    [
      'a comment above it',
      '{"version":1,"profiles":[{\n// KEEP\n"id":"a","grant":"static",\n// its secret\n"clientSecret":"hunter2"}]}',
    ],
    [
      'a comment behind it',
      '{"version":1,"profiles":[{"clientSecret":"hunter2", // its secret\n"id":"a","grant":"static" /* KEEP */}]}',
    ],
    ['a byte order mark', '\uFEFF{"version":1,"profiles":[{"id":"a","grant":"static","clientSecret":"hunter2"}]}'],
  ];
  for (const [what, text] of kept) {
    it(`leaves a file that can be read: ${what}`, () => {
      const rest = remove(text, at);
      assert.deepEqual(summary(read(rest)), ['a'], rest);
      assert.doesNotMatch(rest, /hunter2/);
      assert.equal(rest.includes('KEEP'), text.includes('KEEP'));
    });
  }
});
