import assert from 'node:assert/strict';
import { editHeader, headerLine, referencesAt, referenceTo, variableOf } from '../../../src/http/request';
import { adds, dialects, line, refuses, replaces, type Case } from './edit-cases';

function edited(marked: string, header = line): string | undefined {
  const at = marked.indexOf('|');
  const text = marked.slice(0, at) + marked.slice(at + 1);
  const edit = editHeader(text, at, header);
  return edit && text.slice(0, edit.offset) + edit.text + text.slice(edit.offset + edit.length);
}

describe('http: the edit of a header', () => {
  const groups: [string, Case[]][] = [
    ['adds one under the request line', adds],
    ['replaces', replaces],
    ['finds no request in', refuses],
    ['differs from httpYac on', dialects.map(([what, before, after]) => [what, before, after])],
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
