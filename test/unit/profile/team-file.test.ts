import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseProfile } from '../../../src/profile/parse';
import { removeAt } from '../../../src/profile/remove-value';
import { profileSchema } from '../../../src/profile/schema';
import {
  addTo,
  emptyTeamFile,
  locate,
  parseTeamFile,
  problemsInTeamFile,
  setText,
  valueAt,
  type TeamFile,
} from '../../../src/profile/team-file';
import { applyEdits } from '../../../src/profile/text-edits';
import { assertSentence } from '../../support/sentence';
import { assertProperty } from '../../support/property';

const a = '{ "id": "a", "grant": "static" }';
const b = '{ "id": "b", "grant": "static" }';
const file = (...profiles: string[]) => `{ "version": 1, "profiles": [${profiles.join(', ')}] }`;
const read = (text: string): TeamFile => parseTeamFile(text, parseProfile);
const summary = ({ profiles }: TeamFile) => profiles.map(({ id, parsed }) => `${id}${parsed.ok ? '' : '!'}`);

describe('profile: team files', () => {
  const readable: [what: string, text: string, profiles: string[], problems: RegExp[]][] = [
    ['profiles', file(a, b), ['a', 'b'], []],
    ['no profiles', file(), [], []],
    ['comments', `// one\n{ /* two */ "version": 1, // three\n "profiles": [ ${a} /* four */ ] } // five`, ['a'], []],
    ['trailing commas', `{ "version": 1, "profiles": [ { "id": "a", "grant": "static", }, ], }`, ['a'], []],
    ['a byte order mark', `\uFEFF${file(a)}`, ['a'], []],
    ['CRLF', file(a).replace(/ /g, '\r\n'), ['a'], []],
    ['its schema', `{ "$schema": "./x.json", "version": 1, "profiles": [${a}] }`, ['a'], []],
    [
      'an unknown field',
      `{ "version": 1, "profiles": [${a}], "profile": [] }`,
      ['a'],
      [/“profile” is an unknown field/],
    ],
    ['two unknown fields', `{ "x": 1, "version": 1, "profiles": [], "y": 1 }`, [], [/“x”/, /“y”/]],
    ['a broken profile among others', file(a, '{ "id": "x", "grant": "magic" }', b), ['a', 'x!', 'b'], []],
    ['a secret among others', file(a, '{ "id": "x", "grant": "static", "token": "t" }', b), ['a', 'x!', 'b'], []],
    [
      'an entry that is not a profile, among others',
      file(a, 'null', '7', '"x"', '[]', '{}', b),
      ['a', 'profile 2!', 'profile 3!', 'profile 4!', 'profile 5!', 'profile 6!', 'b'],
      [],
    ],
    ['an id twice', file(a, b, a), ['a', 'b', 'a (profile 3)!'], []],
    ['an id three times', file(a, a, a), ['a', 'a (profile 2)!', 'a (profile 3)!'], []],
    ['an id that a broken one has taken', file('{ "id": "a", "grant": "magic" }', a), ['a!', 'a (profile 2)!'], []],
    [
      'a profile that was polluted',
      file('{ "id": "a", "grant": "static", "__proto__": { "x": 1 } }', b),
      ['a!', 'b'],
      [],
    ],
  ];
  const long = 'x'.repeat(400);
  const movable: [what: string, fields: object, problem: RegExp | undefined][] = [
    ['an ordinary profile', {}, undefined],
    ['a parameter that the question could not show', { params: { token: { claims: long } } }, /too long to be shown/],
    ['a character that nobody sees', { scope: 'a\u2800b' }, /not visible/],
  ];
  for (const [what, fields, problem] of movable) {
    it(`tells before it is written whether ${what} can be used there`, () => {
      const parsed = parseProfile({
        id: 'p',
        grant: 'client_credentials',
        clientId: 'c',
        issuer: 'https://a.example',
        ...fields,
      });
      assert.ok(parsed.ok);
      const problems = problemsInTeamFile(parsed.profile, parseProfile).map(({ message }) => message);
      if (problem === undefined) assert.deepEqual(problems, []);
      else assert.match(problems.join(), problem);
    });
  }

  for (const [what, text, profiles, problems] of readable) {
    it(`reads ${what}`, () => {
      const found = read(text);
      assert.deepEqual(summary(found), profiles);
      assert.equal(found.problems.length, problems.length);
      problems.forEach((problem, index) => assert.match(found.problems[index]?.message ?? '', problem));
      for (const { message } of found.problems) assertSentence(message);
    });
  }

  const lists = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  const objects = (depth: number) => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);
  const broken: [what: string, profile: string, field: string, message: RegExp][] = [
    ['half a character', '{ "id": "x", "grant": "static", "realm": "\\ud800" }', 'realm', /half a character/],
    ['half a character as its id', '{ "id": "\\ud800", "grant": "static" }', 'id', /“id” must match/],
    ['lists nested deeply', `{ "id": "x", "grant": "static", "subject": ${lists(100_000)} }`, 'subject', /too deeply/],
    ['objects nested deeply', `{ "id": "x", "grant": "static", "actor": ${objects(20_000)} }`, 'actor', /too deeply/],
    ['an unknown field nested deeply', `{ "id": "x", "grant": "static", "x": ${objects(99)} }`, 'x', /too deeply/],
    ['nothing but lists', lists(100_000), '0', /“0” is nested too deeply/],
  ];
  for (const [what, profile, field, message] of broken) {
    it(`a profile with ${what} leaves its neighbours usable, and has its problem`, () => {
      const text = file(a, profile, b);
      const { profiles, problems } = read(text);
      assert.deepEqual(problems, []);
      assert.deepEqual(
        profiles.map(({ parsed }) => parsed.ok),
        [true, false, true],
      );
      const [first, own, last] = profiles;
      assert.ok(own && first && last && !own.parsed.ok);
      const at = ({ offset, length }: { offset: number; length: number }) => text.slice(offset, offset + length);
      assert.deepEqual([at(first.span), at(own.span), at(last.span)], [a, profile, b]);
      const problem = own.parsed.problems.find(({ path }) => path.join('.') === field);
      assert.match(problem?.message ?? '', message);
      assertSentence(problem?.message ?? '');
    });
  }

  it('tells of two fields of a profile that are nested too deeply, each once', () => {
    const deep = `[${lists(200)}, ${lists(200)}]`;
    const [only] = read(file(`{ "id": "x", "grant": "static", "subject": ${deep}, "actor": ${deep} }`)).profiles;
    assert.ok(only && !only.parsed.ok);
    const told = only.parsed.problems.filter(({ message }) => message.includes('nested too deeply'));
    assert.deepEqual(
      told.map(({ path }) => path),
      [['subject'], ['actor']],
    );
  });

  it('a profile on which the parser fails leaves its neighbours usable', () => {
    const found = parseTeamFile(file(a, b), (input) => {
      if ((input as { id: string }).id === 'a') throw new Error('a fault of ours');
      return parseProfile(input);
    });
    assert.deepEqual(summary(found), ['profile 1!', 'b']);
  });

  it('a comment that is not closed is a problem within the text', () => {
    const { problems } = parseTeamFile('/*', parseProfile);
    assert.deepEqual(
      problems.map(({ offset, length }) => offset + length <= 2),
      [true],
    );
  });

  it('any text gives profiles and problems, and never throws', () => {
    const piece = fc.oneof(
      fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', '//', '/*', '*/', '\n', '\uFEFF', '\ud800', '\\ud800'),
      fc.constantFrom(
        '"version":1,',
        '"profiles":',
        '"id":"a"',
        a,
        '['.repeat(300),
        ']'.repeat(300),
        '{"a":'.repeat(101),
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    );
    assertProperty(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const { profiles, problems } = read(text);
        for (const { offset, length } of [...profiles.map(({ span }) => span), ...problems])
          assert.ok(offset >= 0 && offset + length <= text.length);
        locate(text, 0, ['id']);
        valueAt(text, ['profiles', 0]);
        removeAt(text, ['profiles', 0]);
      }),
    );
  });

  it('any profile leaves its neighbours usable', () => {
    const deep = fc.integer({ min: 0, max: 3000 }).map((depth) => objects(depth));
    const value = fc.oneof(
      fc.jsonValue().map((any) => JSON.stringify(any)),
      deep,
      fc.string({ unit: 'binary' }).map((any) => JSON.stringify(any)),
    );
    const field = fc.oneof(
      fc.constantFrom(...Object.keys(profileSchema.entries).filter((name) => name !== 'id')),
      fc.string({ unit: 'binary' }).filter((name) => name !== 'id'),
    );
    const profile = fc
      .array(fc.tuple(field, value))
      .map((fields) => `{ "id": "x", ${fields.map(([name, any]) => `${JSON.stringify(name)}: ${any}, `).join('')} }`);
    assertProperty(
      fc.property(profile, (between) => {
        const text = file(a, between, b);
        assert.deepEqual(
          summary(read(text)).filter((id) => !id.startsWith('x')),
          ['a', 'b'],
        );
        assert.equal(valueAt(text, ['profiles', 2, 'id']), 'b');
      }),
    );
  });

  const unreadable: [what: string, text: string, problem: RegExp][] = [
    ['nothing', '', /The file is empty/],
    ['white space', ' \n\t', /The file is empty/],
    ['only comments', '// x', /not valid JSON/],
    ['words', 'not json', /not valid JSON/],
    ['a truncated file', file(a).slice(0, -4), /not valid JSON/],
    ['a comma that is missing', `{ "version": 1 "profiles": [${a}] }`, /not valid JSON: line 1, column 16\.$/],
    [
      'a comma that is missing in a later line',
      '{ "version": 1,\r\n"a": 2\n  "b": 3 }',
      /not valid JSON: line 3, column 3\.$/,
    ],
    ['two values', `${file(a)} {}`, /not valid JSON/],
    ['a list', `[${a}]`, /must be an object/],
    ['null', 'null', /must be an object/],
    ['a text', '"x"', /must be an object/],
    ['no version', `{ "profiles": [${a}] }`, /"version": 1 is missing/],
    ['another version', `{ "version": 2, "profiles": [${a}] }`, /must be 1/],
    ['a version that is a text', `{ "version": "1", "profiles": [${a}] }`, /must be 1/],
    ['no profiles', '{ "version": 1 }', /"profiles" must be a list/],
    ['profiles that are an object', `{ "version": 1, "profiles": { "a": ${a} } }`, /"profiles" must be a list/],
    ['profiles that are null', '{ "version": 1, "profiles": null }', /"profiles" must be a list/],
    ['what is nested very deeply', '['.repeat(200_000), /not valid JSON/],
    [
      'what is nested very deeply and closed',
      `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
      /nested too deeply|must be an object/,
    ],
    ['bytes', '\u0000\uFFFF\uD800', /not valid JSON/],
  ];
  for (const [what, text, problem] of unreadable) {
    it(`gives no profiles for ${what}, and one problem within the file`, () => {
      const found = read(text);
      assert.deepEqual(found.profiles, []);
      assert.equal(found.problems.length, 1);
      const [only] = found.problems;
      assert.match(only?.message ?? '', problem);
      assertSentence(only?.message ?? '');
      assert.ok(only !== undefined && only.offset >= 0 && only.offset + only.length <= text.length);
    });
  }

  it('tells where each profile and each problem is', () => {
    const text = file(a, b).replace('"version"', '"other": 1, "version"');
    const found = read(text);
    const at = ({ offset, length }: { offset: number; length: number }) => text.slice(offset, offset + length);
    assert.deepEqual(
      found.profiles.map(({ span }) => at(span)),
      [a, b],
    );
    assert.deepEqual(found.problems.map(at), ['"other"']);
  });

  it('shows a secret also in a profile that repeats an id', () => {
    const found = read(file(a, '{ "id": "a", "grant": "static", "token": "t" }')).profiles[1];
    assert.ok(found && !found.parsed.ok);
    assert.deepEqual(
      found.parsed.problems.map(({ path, secret }) => [path.join('.'), secret]),
      [
        ['id', undefined],
        ['token', 'token'],
      ],
    );
  });

  it('a field’s name or an id cannot become a link in a message', () => {
    const hostile = '[x](command:y)';
    const messages = [
      ...read(`{ "version": 1, "profiles": [], "${hostile}": 1 }`).problems,
      ...read(file(`{ "id": "${hostile}" }`, `{ "id": "${hostile}" }`)).profiles.flatMap(({ parsed }) =>
        parsed.ok ? [] : parsed.problems,
      ),
    ].map(({ message }) => message);
    assert.ok(messages.length >= 3);
    for (const message of messages) assert.doesNotMatch(message, /\]\(/);
  });

  it('a profile that is repeated many times is listed each time', () => {
    const text = '{ "version": 1, "profiles": [' + `${a},`.repeat(500) + '] }';
    assert.equal(read(text).profiles.length, 500);
  });
});

describe('profile: places in a team file', () => {
  const text = `{
  "version": 1,
  "profiles": [
    { "id": "a" },
    // the second
    {
      "id": "b",
      "params": { "token": { "client_secret": "s", "x": "y" } },
      "audience": ["p", "q"],
    },
  ],
}`;
  const cases: [index: number, path: (string | number)[], found: string | undefined][] = [
    [0, [], '{ "id": "a" }'],
    [0, ['id'], '"id": "a"'],
    [1, ['params', 'token', 'client_secret'], '"client_secret": "s"'],
    [1, ['audience', 1], '"q"'],
    [1, ['audience', 7], '"audience": ["p", "q"]'],
    [0, ['missing'], '{ "id": "a" }'],
    [0, ['missing', 'too'], '{ "id": "a" }'],
    [0, ['__proto__'], '{ "id": "a" }'],
    [2, [], undefined],
    [-1, ['id'], undefined],
  ];
  for (const [index, path, found] of cases) {
    it(`${index} ${path.join('.')}: ${found}`, () => {
      const span = locate(text, index, path);
      assert.equal(span && text.slice(span.offset, span.offset + span.length), found);
    });
  }
  it('are none in what cannot be read', () => {
    for (const garbled of ['', '{', 'null', '['.repeat(200_000)]) {
      assert.equal(locate(garbled, 0, ['id']), undefined);
      assert.equal(valueAt(garbled, ['profiles', 0]), undefined);
      assert.deepEqual(removeAt(garbled, ['profiles', 0, 'token']), []);
    }
  });
  it('have values', () => {
    assert.equal(valueAt(text, ['version']), 1);
    assert.equal(valueAt(text, ['profiles', 1, 'params', 'token', 'client_secret']), 's');
    assert.equal(JSON.stringify(valueAt(text, ['profiles', 0])), '{"id":"a"}');
    assert.equal(valueAt(text, ['profiles', 9]), undefined);
    assert.equal(valueAt(text, ['constructor']), undefined);
  });
});

describe('team file: adding a profile', () => {
  const profile = { id: 'b', grant: 'static' };
  const apply = (text: string) => applyEdits(text, addTo(text, profile));
  const added = '{\n      "id": "b",\n      "grant": "static"\n    }';
  const cases: [what: string, before: string, after: string][] = [
    ['makes a file where there is none', ' \n', `{\n  "version": 1,\n  "profiles": [\n    ${added}\n  ]\n}\n`],
    ['adds to an empty list', '{ "version": 1, "profiles": [] }', `{ "version": 1, "profiles": [\n    ${added}\n  ] }`],
    [
      'keeps comments, layout and a byte order mark',
      '\uFEFF{\n  // ours\n  "version": 1,\n  "profiles": [\n    { "id": "a", "grant": "static" } // a\n  ]\n}',
      `\uFEFF{\n  // ours\n  "version": 1,\n  "profiles": [\n    { "id": "a", "grant": "static" }, // a\n    ${added}\n  ]\n}`,
    ],
    [
      'keeps a comma at the end',
      '{ "version": 1, "profiles": [\n    { "id": "a", "grant": "static" }, // a\n  ] }',
      `{ "version": 1, "profiles": [\n    { "id": "a", "grant": "static" }, // a\n    ${added}\n  ] }`,
    ],
    [
      'keeps line ends',
      '{ "version": 1, "profiles": [\r\n    { "id": "a", "grant": "static" }\r\n] }',
      `{ "version": 1, "profiles": [\r\n    { "id": "a", "grant": "static" },\r\n    ${added.replaceAll('\n', '\r\n')}\r\n] }`,
    ],
  ];
  for (const [what, before, after] of cases)
    it(what, () => {
      const text = apply(before);
      assert.equal(text, after);
      assert.equal(parseTeamFile(text, parseProfile).profiles.at(-1)?.id, 'b');
      assert.deepEqual(parseTeamFile(text, parseProfile).problems, []);
    });
});

describe('profile: another id or name in a team file', () => {
  const set = (text: string, field: 'id' | 'name', value: string, index = 0) =>
    applyEdits(text, setText(text, index, field, value));
  const cases: [what: string, before: string, field: 'id' | 'name', value: string, after: string][] = [
    ['an id', file(a, b), 'id', 'c', file(a.replace('"a"', '"c"'), b)],
    ['a name', file('{ "name": "A", "id": "a" }'), 'name', 'The “A”', file('{ "name": "The “A”", "id": "a" }')],
    [
      'a text with marks',
      file('{ "id": "a", "name": "A" }'),
      'name',
      'a"\\b',
      file('{ "id": "a", "name": "a\\"\\\\b" }'),
    ],
    [
      'a name that it lacked',
      file('{ "id": "a", "grant": "static" }'),
      'name',
      'A',
      file('{ "id": "a", "name": "A", "grant": "static" }'),
    ],
    [
      'a name that it lacked, without spaces',
      '{"profiles":[{"id":"a"}]}',
      'name',
      'A',
      '{"profiles":[{"id":"a","name": "A"}]}',
    ],
    [
      'a name on a line of its own, comments kept',
      '\uFEFF{"profiles":[{\r\n  // its id\r\n  "id": "a", // fixed\r\n  "grant": "static",\r\n}]}',
      'name',
      'A',
      '\uFEFF{"profiles":[{\r\n  // its id\r\n  "id": "a",\r\n  "name": "A", // fixed\r\n  "grant": "static",\r\n}]}',
    ],
  ];
  for (const [what, before, field, value, after] of cases)
    it(what, () => assert.equal(set(before, field, value), after));

  it('changes nothing where there is no such profile', () => {
    for (const text of ['', '{', file(), '{ "profiles": {} }', '{ "profiles": [7] }'])
      assert.deepEqual(setText(text, 0, 'name', 'A'), []);
  });
});

describe('profile: a new team file', () => {
  it('is valid, and takes a profile', () => {
    assert.deepEqual(read(emptyTeamFile()), { profiles: [], problems: [] });
    const text = applyEdits(emptyTeamFile(), addTo(emptyTeamFile(), { id: 'a', grant: 'static' }));
    assert.deepEqual(summary(read(text)), ['a']);
    assert.match(text, /^ {2}\/\/ .*secrets.*\n {2}"version": 1,\n {2}"profiles": \[\n {4}\{$/m);
  });
});
