import assert from 'node:assert/strict';
import { editHeader, headerLine, referencesAt, referenceTo, variableOf } from '../../../src/http/request';

const line = 'Authorization: Bearer NEW';

/** A case: the file with `|` at the cursor, and the file that it becomes; undefined where there is no request. */
type Case = [what: string, before: string, after: string | undefined];

function edited(marked: string, header = line): string | undefined {
  const at = marked.indexOf('|');
  const text = marked.slice(0, at) + marked.slice(at + 1);
  const edit = editHeader(text, at, header);
  return edit && text.slice(0, edit.offset) + edit.text + text.slice(edit.offset + edit.length);
}

const adds: Case[] = [
  ['a request alone', 'GET https://a.example/|', `GET https://a.example/\n${line}`],
  ['a request with a newline', 'GET https://a.example/|\n', `GET https://a.example/\n${line}\n`],
  ['the cursor at the very end', 'GET https://a.example/\n|', `GET https://a.example/\n${line}\n`],
  ['CRLF', 'GET https://a.example/|\r\nAccept: x\r\n', `GET https://a.example/\r\n${line}\r\nAccept: x\r\n`],
  [
    'CRLF above, no newline below',
    '@a = 1\r\n\r\nGET https://a.example/|',
    `@a = 1\r\n\r\nGET https://a.example/\r\n${line}`,
  ],
  ['other headers', 'GET https://a.example/\nAccept: |x\n', `GET https://a.example/\n${line}\nAccept: x\n`],
  ['a body', 'POST https://a.example/\n\n{"a":|1}\n', `POST https://a.example/\n${line}\n\n{"a":1}\n`],
  [
    'a body that looks like a header',
    'POST https://a.example/\nAccept: x\n\nAuthorization: |Bearer OLD\n',
    `POST https://a.example/\n${line}\nAccept: x\n\nAuthorization: Bearer OLD\n`,
  ],
  [
    'white space on the empty line',
    'POST https://a.example/\n  \nAuthorization: |x',
    `POST https://a.example/\n${line}\n  \nAuthorization: x`,
  ],
  ['a method in small letters', 'get https://a.example/|\n', `get https://a.example/\n${line}\n`],
  ['HTTP/1.1 at the end', 'GET /a HTTP/1.1|\nHost: a.example', `GET /a HTTP/1.1\n${line}\nHost: a.example`],
  ['an indented request', '  GET https://a.example/|\n', `  GET https://a.example/\n${line}\n`],
  ['a bare address', 'https://a.example/x|\nAccept: x', `https://a.example/x\n${line}\nAccept: x`],
  ['a bare http: address', 'http://127.0.0.1:3000|', `http://127.0.0.1:3000\n${line}`],
  ['a path alone, with its host', '/a/b|\nHost: a.example', `/a/b\n${line}\nHost: a.example`],
  ['a variable for the host', '{{host}}/path|\nAccept: x', `{{host}}/path\n${line}\nAccept: x`],
  ['a variable for the host, and a method', 'GET {{host}}/path|', `GET {{host}}/path\n${line}`],
  ['a method of WebDAV', 'PROPFIND https://a.example/|', `PROPFIND https://a.example/\n${line}`],
  ['a method that is not listed', 'QUERY https://a.example/|', `QUERY https://a.example/\n${line}`],
  [
    'GraphQL as httpYac has it',
    'GRAPHQL https://a.example/\n\nquery |{ a }',
    `GRAPHQL https://a.example/\n${line}\n\nquery { a }`,
  ],
  [
    'GraphQL as REST Client has it',
    'POST https://a.example/\nX-Request-Type: GraphQL\n\nquery ($a: Int) {|\n  b\n}\n\n{"a": 1}\n',
    `POST https://a.example/\n${line}\nX-Request-Type: GraphQL\n\nquery ($a: Int) {\n  b\n}\n\n{"a": 1}\n`,
  ],
  [
    'gRPC after its proto file',
    'proto < ./a.proto\nGRPC a.example/S/M|\n{}',
    `proto < ./a.proto\nGRPC a.example/S/M\n${line}\n{}`,
  ],
  [
    'a query that goes on',
    'GET https://a.example/\n  ?a=1\n  &b=2|\nAccept: x',
    `GET https://a.example/\n  ?a=1\n  &b=2\n${line}\nAccept: x`,
  ],
  [
    'a query that goes on at the margin',
    'GET https://a.example/|\n?a=1\n&b=2',
    `GET https://a.example/\n?a=1\n&b=2\n${line}`,
  ],
  [
    'a query that goes on after a comment',
    'GET https://a.example/|\n# page\n  ?a=1\nAccept: x',
    `GET https://a.example/\n# page\n  ?a=1\n${line}\nAccept: x`,
  ],
  [
    'a path that goes on',
    'GET https://a.example\n  /a\n  /b|\nAccept: x',
    `GET https://a.example\n  /a\n  /b\n${line}\nAccept: x`,
  ],
  [
    'an assertion under it',
    'GET https://a.example/|\n?? status == 200',
    `GET https://a.example/\n${line}\n?? status == 200`,
  ],
  [
    'a header that is commented out by #',
    'GET https://a.example/|\n# Authorization: x\n',
    `GET https://a.example/\n${line}\n# Authorization: x\n`,
  ],
  [
    'a header that is commented out by //',
    'GET https://a.example/|\n// Authorization: x\n',
    `GET https://a.example/\n${line}\n// Authorization: x\n`,
  ],
  [
    'a header of a longer name',
    'GET https://a.example/|\nX-Authorization: x',
    `GET https://a.example/\n${line}\nX-Authorization: x`,
  ],
  ['a header of a shorter name', 'GET https://a.example/|\nAuth: x', `GET https://a.example/\n${line}\nAuth: x`],
  [
    'variables, metadata and comments above',
    '@host = https://a.example\n@b := {{c}}\n@global.d = 1\n\n# @name one\n// @no-log\n# a comment\nGET {{host}}/|\n',
    `@host = https://a.example\n@b := {{c}}\n@global.d = 1\n\n# @name one\n// @no-log\n# a comment\nGET {{host}}/\n${line}\n`,
  ],
  [
    'a script above',
    '{{\n  exports.a = 1;\n  GET = 2;\n}}\nGET https://a.example/|\n',
    `{{\n  exports.a = 1;\n  GET = 2;\n}}\nGET https://a.example/\n${line}\n`,
  ],
  [
    'a script with an event above',
    '{{+request\n  x;\n}}\nGET https://a.example/|',
    `{{+request\n  x;\n}}\nGET https://a.example/\n${line}`,
  ],
  [
    'the cursor in a script above',
    '{{\n  a|;\n}}\nGET https://a.example/',
    `{{\n  a;\n}}\nGET https://a.example/\n${line}`,
  ],
  [
    'a script of IntelliJ above',
    '< {%\n  a;\n%}\nGET https://a.example/|',
    `< {%\n  a;\n%}\nGET https://a.example/\n${line}`,
  ],
  ['such a script on one line', '< {% a; %}\nGET https://a.example/|', `< {% a; %}\nGET https://a.example/\n${line}`],
  ['a script in a file', '< ./before.js\nGET https://a.example/|', `< ./before.js\nGET https://a.example/\n${line}`],
  [
    'a long comment above',
    '/*\nGET https://b.example/\n*/\nGET https://a.example/|',
    `/*\nGET https://b.example/\n*/\nGET https://a.example/\n${line}`,
  ],
  [
    'a script below that has the name in it',
    'GET https://a.example/|\n{{\nAuthorization: 1\n}}',
    `GET https://a.example/\n${line}\n{{\nAuthorization: 1\n}}`,
  ],
  [
    'a header in another request only',
    'GET https://a.example/\nAuthorization: A\n\n###\n\nGET https://b.example/|\n\n###\nGET https://c.example/\nAuthorization: C\n',
    `GET https://a.example/\nAuthorization: A\n\n###\n\nGET https://b.example/\n${line}\n\n###\nGET https://c.example/\nAuthorization: C\n`,
  ],
  [
    'a header in the request right below the delimiter',
    'GET https://a.example/|\n###\nGET https://b.example/\nAuthorization: B',
    `GET https://a.example/\n${line}\n###\nGET https://b.example/\nAuthorization: B`,
  ],
  [
    'the cursor on the delimiter above',
    '##|# one\nGET https://a.example/\n',
    `### one\nGET https://a.example/\n${line}\n`,
  ],
  [
    'the cursor on the first of two delimiters',
    '|###\n### one\nGET https://a.example/',
    `###\n### one\nGET https://a.example/\n${line}`,
  ],
  [
    'the cursor on the empty line between',
    'GET https://a.example/\n|\n###\nGET https://b.example/',
    `GET https://a.example/\n${line}\n\n###\nGET https://b.example/`,
  ],
  [
    'the cursor on a delimiter between',
    'GET https://a.example/\n###|\nGET https://b.example/',
    `GET https://a.example/\n###\nGET https://b.example/\n${line}`,
  ],
  ['## is a comment', 'GET https://a.example/\n## x|\nAccept: x', `GET https://a.example/\n${line}\n## x\nAccept: x`],
  [
    'a second request of httpYac, without a delimiter',
    'GET https://a.example/\nAuthorization: A\n\nGET https://b.example/|\nAccept: x',
    `GET https://a.example/\nAuthorization: A\n\nGET https://b.example/\n${line}\nAccept: x`,
  ],
  [
    'the first of two without a delimiter',
    'GET https://a.example/|\n\nGET https://b.example/\nAuthorization: B',
    `GET https://a.example/\n${line}\n\nGET https://b.example/\nAuthorization: B`,
  ],
  [
    'a batch body, whose requests have paths alone',
    'POST https://a.example/batch\n\nGET /items HTTP/1.1|\nAuthorization: x',
    `POST https://a.example/batch\n${line}\n\nGET /items HTTP/1.1\nAuthorization: x`,
  ],
];

const replaces: Case[] = [
  [
    'its header',
    'GET https://a.example/|\nAuthorization: Basic OLD\nAccept: x',
    `GET https://a.example/\n${line}\nAccept: x`,
  ],
  [
    'its header, the last line without newline',
    'GET https://a.example/\nAuthorization: OLD|',
    `GET https://a.example/\n${line}`,
  ],
  [
    'its header, with CRLF',
    'GET https://a.example/\r\nAuthorization: OLD|\r\n\r\nbody',
    `GET https://a.example/\r\n${line}\r\n\r\nbody`,
  ],
  ['its header, in another case', 'GET https://a.example/|\nAUTHORIZATION : OLD', `GET https://a.example/\n${line}`],
  ['its header, indented', 'GET https://a.example/|\n  authorization: OLD', `GET https://a.example/\n  ${line}`],
  [
    'its header, empty',
    'GET https://a.example/|\nAuthorization:\nAccept: x',
    `GET https://a.example/\n${line}\nAccept: x`,
  ],
  [
    'a reference',
    'GET https://a.example/|\nAuthorization: Bearer {{$processEnv TOKEN_DECK_A}}',
    `GET https://a.example/\n${line}`,
  ],
  [
    'its header under a comment',
    'GET https://a.example/|\n# x\nAuthorization: OLD',
    `GET https://a.example/\n# x\n${line}`,
  ],
  [
    'its header under a query',
    'GET https://a.example/\n  ?a=1|\nAuthorization: OLD',
    `GET https://a.example/\n  ?a=1\n${line}`,
  ],
  [
    'its header above a query',
    'GET https://a.example/|\nAuthorization: OLD\n  ?a=1',
    `GET https://a.example/\n${line}\n  ?a=1`,
  ],
  [
    'its header under spread headers',
    'GET https://a.example/|\n...defaults\nAuthorization: OLD',
    `GET https://a.example/\n...defaults\n${line}`,
  ],
  [
    'its header, the one in a comment not',
    'GET https://a.example/|\n# Authorization: A\nAuthorization: B\n',
    `GET https://a.example/\n# Authorization: A\n${line}\n`,
  ],
  [
    'its own header alone, of several requests',
    'GET https://a.example/\nAuthorization: A\n\n###\nGET https://b.example/\nAuthorization: B|\n',
    `GET https://a.example/\nAuthorization: A\n\n###\nGET https://b.example/\n${line}\n`,
  ],
  [
    'two such headers by one',
    'GET https://a.example/|\nAuthorization: A\nAuthorization: B\nAccept: x\n',
    `GET https://a.example/\n${line}\nAccept: x\n`,
  ],
  [
    'three such headers by one, and leaves what stands between',
    'GET https://a.example/|\r\nAuthorization: A\r\nAccept: x\r\n# why\r\nauthorization: B\r\nX: y\r\nAuthorization: C\r\nZ: z\r\n',
    `GET https://a.example/\r\n${line}\r\nAccept: x\r\n# why\r\nX: y\r\nZ: z\r\n`,
  ],
  [
    'two such headers at the end of the file',
    'GET https://a.example/|\nAuthorization: A\nAccept: x\nAuthorization: B',
    `GET https://a.example/\n${line}\nAccept: x`,
  ],
];

const refuses: Case[] = [
  ['an empty file', '|', undefined],
  ['white space alone', '\n \n|\n', undefined],
  ['variables alone', '@a = 1|\n@b = 2', undefined],
  ['comments alone', '# GET https://a.example/|\n// x', undefined],
  ['a delimiter at the end', 'GET https://a.example/\n###|', undefined],
  ['the empty line after the last delimiter', 'GET https://a.example/\n###\n|', undefined],
  ['curl', 'curl https://a.example/ -H "Accept: x"|', undefined],
  ['curl on several lines', 'curl \\\n  --request POST \\\n  https://a.example/|', undefined],
  ['a response', 'HTTP/1.1 200 OK|\nAuthorization: x', undefined],
  ['plain words', 'These are words, nothing more|', undefined],
  ['JSON', '{\n  "a": 1|\n}', undefined],
  ['a script that does not end', '{{\nGET https://a.example/|', undefined],
];

describe('http: the edit of a header', () => {
  const groups: [string, Case[]][] = [
    ['adds one under the request line', adds],
    ['replaces', replaces],
    ['finds no request in', refuses],
  ];
  for (const [group, cases] of groups) {
    describe(group, () => {
      for (const [what, before, after] of cases) it(what, () => assert.equal(edited(before), after));
    });
  }

  it('changes nothing when it is done twice', () => {
    for (const [what, before] of [...adds, ...replaces]) {
      const once = edited(before);
      if (once === undefined) continue;
      const at = before.indexOf('|');
      const request = once.slice(0, at).lastIndexOf('\n') + 1;
      const twice = edited(`${once.slice(0, request)}|${once.slice(request)}`);
      if (twice !== undefined) assert.equal(twice, once, what);
    }
  });

  it('puts in any header, under its own name', () => {
    const before = 'GET https://a.example/|\nAuthorization: A\nx-api-key: OLD';
    assert.equal(edited(before, 'X-Api-Key: k'), 'GET https://a.example/\nAuthorization: A\nX-Api-Key: k');
  });

  it('puts in `$&` and `$1` as they are', () => {
    const before = 'GET https://a.example/\nAuthorization: OLD|';
    assert.equal(edited(before, 'Authorization: $& $1 $$'), 'GET https://a.example/\nAuthorization: $& $1 $$');
  });

  it('survives a place outside the file', () => {
    for (const at of [-1, 10_000, NaN]) {
      const edit = editHeader('GET https://a.example/', at, line);
      assert.ok(edit === undefined || edit.text === `\n${line}`);
    }
  });

  it('takes a long file in stride', () => {
    const text = 'GET https://a.example/\nAccept: x\n\n{"a": 1}\n\n###\n'.repeat(20_000);
    const start = performance.now();
    assert.ok(editHeader(text, text.length / 2, line));
    assert.ok(performance.now() - start < 2000);
  });
});

describe('http: names and lines', () => {
  for (const [id, name] of [
    ['prod', 'TOKEN_DECK_PROD'],
    ['a.b-c_d', 'TOKEN_DECK_A_B_C_D'],
    ['0', 'TOKEN_DECK_0'],
  ] as const) {
    it(`${id} is ${name}`, () => {
      assert.equal(variableOf(id), name);
      assert.equal(referenceTo(id), `{{$processEnv ${name}}}`);
    });
  }
  it('a header has its prefix, or none', () => {
    assert.equal(headerLine('Authorization', 'Bearer', 't'), 'Authorization: Bearer t');
    assert.equal(headerLine('X-Api-Key', '', 't'), 'X-Api-Key: t');
  });
});

describe('http: references', () => {
  const env = (name: string) => `{{$processEnv TOKEN_DECK_${name}}}`;
  const cases: [what: string, marked: string, names: string[]][] = [
    ['none', 'GET https://a.example/|', []],
    ['an empty file', '|', []],
    ['one in a header', `GET https://a.example/|\nAuthorization: Bearer ${env('A')}`, ['A']],
    ['what is inserted', `GET https://a.example/|\nAuthorization: Bearer ${referenceTo('a.b')}`, ['A_B']],
    ['spaces inside', 'GET https://a.example/|\nX: {{ $processEnv  TOKEN_DECK_A }}', ['A']],
    ['one in the address', `GET https://a.example/?t=${env('A')}|`, ['A']],
    ['one in the body', `POST https://a.example/|\n\n{"token": "${env('A')}"}`, ['A']],
    ['two on a line, one twice', `GET https://a.example/|\nX: ${env('A')} ${env('B')} ${env('A')}`, ['A', 'B']],
    [
      'those of its own request alone',
      `GET https://a.example/\nX: ${env('A')}\n###\nGET https://b.example/|\nX: ${env('B')}`,
      ['B'],
    ],
    ['none of what is commented out', `GET https://a.example/|\n# X: ${env('A')}\n// X: ${env('B')}`, []],
    ['other variables of the environment', 'GET https://a.example/|\nX: {{$processEnv HOME}}', []],
    ['a file variable of its own block', `@auth = Bearer ${env('A')}\nGET https://a.example/|\nX: {{auth}}`, ['A']],
    [
      'a file variable of another block',
      `@auth = Bearer ${env('A')}\n\n###\nGET https://a.example/|\nX: {{auth}}`,
      ['A'],
    ],
    [
      'a file variable that is defined below',
      `GET https://a.example/|\nX: {{ auth }}\n###\n@auth := ${env('A')}`,
      ['A'],
    ],
    ['a file variable that is not used', `@auth = ${env('A')}\n\n###\nGET https://a.example/|\nX: {{other}}`, []],
    [
      'variables through variables',
      `@a = {{b}}\n@b = {{c}}\n@c = ${env('A')}\n###\nGET https://a.example/|\nX: {{a}}`,
      ['A'],
    ],
    ['variables in a circle', '@a = {{b}}\n@b = {{a}}\n###\nGET https://a.example/|\nX: {{a}}', []],
  ];
  for (const [what, marked, names] of cases) {
    it(what, () => {
      const at = marked.indexOf('|');
      const found = referencesAt(marked.replace('|', ''), at);
      assert.deepEqual(
        found.sort(),
        names.map((name) => `TOKEN_DECK_${name}`),
      );
    });
  }
});
