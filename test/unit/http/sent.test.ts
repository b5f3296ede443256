import assert from 'node:assert/strict';
import { referenceTo } from '../../../src/http/reference';
import type { Dialect } from '../../../src/http/dialect';
import { sentRequestAt, sentRequests } from '../../../src/http/sent';

const dialects: Dialect[] = ['rest-client', 'httpyac'];

/** The request at the mark, `|`. */
function at(marked: string, dialect: Dialect) {
  const place = marked.indexOf('|');
  return sentRequestAt(marked.slice(0, place) + marked.slice(place + 1), place, dialect);
}

describe('http: where a request goes', () => {
  const known: [what: string, marked: string, address: string][] = [
    ['its address', 'GET https://a.example/v1|', 'https://a.example'],
    ['its address, with a port', 'GET http://127.0.0.1:3000/v1|', 'http://127.0.0.1:3000'],
    ['its address, without a method', 'https://a.example/v1|', 'https://a.example'],
    ['its address, with an HTTP version', 'GET https://a.example HTTP/1.1|', 'https://a.example'],
    ['its address, with a query below', 'GET https://a.example|\n  ?a=b\n  &c=d', 'https://a.example'],
    ['an address with variables in its path', 'GET https://a.example/{{x}}?y={{$guid}}|', 'https://a.example'],
    ['an address in brackets', 'GET http://[::1]:80/|', 'http://[::1]:80'],
    ['a socket', 'WS wss://a.example/s|', 'wss://a.example'],
    ['the request below the cursor', '|\n\n# x\nGET https://a.example/', 'https://a.example'],
    ['the request below a delimiter', 'GET https://b.example/\n\n|### x\nGET https://a.example/', 'https://a.example'],
    ['a variable of its file', '@host = https://a.example\n\n###\nGET {{host}}/v1|', 'https://a.example'],
    ['a variable beside it', '###\n@host=https://a.example\nGET {{ host }}/v1|', 'https://a.example'],
    ['a variable for its host', '@host = a.example\n\nGET https://{{host}}/v1|', 'https://a.example'],
    [
      'a variable through variables',
      '@name = a\n@host = {{name}}.example:8443\n@base = https://{{host}}\n\nGET {{base}}/v1|',
      'https://a.example:8443',
    ],
    [
      'an address under harmless metadata',
      '# @name one\n# @note\n# @no-log\nGET https://a.example/|',
      'https://a.example',
    ],
  ];
  for (const dialect of dialects)
    for (const [what, marked, address] of known)
      it(`${dialect}: ${what}`, () => assert.equal(at(marked, dialect)?.address, address));

  const unclear: [what: string, marked: string][] = [
    ['a variable that is not in the file', 'GET {{host}}/v1|'],
    ['a variable with two definitions', '@host = https://a.example\n@host = https://b.example\nGET {{host}}/v1|'],
    ['a variable with escapes', '@host = https://a.example\\@b.example\nGET {{host}}/v1|'],
    ['a variable in quotes', '@host = "https://a.example"\nGET {{host}}/v1|'],
    ['a variable of the environment', '@host = {{$processEnv HOST}}\nGET {{host}}/v1|'],
    ['a variable that a question fills', '@host = https://a.example\n# @prompt host\nGET {{host}}/v1|'],
    [
      'a variable with the name of a request',
      '# @name host\nGET https://b.example\n\n###\n@host = https://a.example\nGET {{host}}/|',
    ],
    ['a global variable of httpYac', '@global.host = https://a.example\nGET {{host}}/v1|'],
    ['a variable at the end of its host', '@x = .b.example\nGET https://a.example{{y}}/|'],
    ['variables in a circle', '@a = {{b}}\n@b = {{a}}\nGET {{a}}/|'],
    ['a path', 'GET /v1|\nHost: a.example'],
    ['an address without a scheme', 'GET a.example/v1|'],
    ['another scheme', 'GET ftp://a.example/v1|'],
    ['a user in its address', 'GET https://a.example@b.example/|'],
    ['a user that begins below', 'GET https://a.example|\n&@b.example/'],
    ['a user that begins below a header', 'GET https://a.example|\nX: y\n&x=@b.example/'],
    ['a backslash in its address', 'GET https://a.example\\@b.example/|'],
    ['letters that look alike', 'GET https://\u0430.example/|'],
    ['a space in its address', 'GET https://a.example .b.example/|'],
    ['a command', 'curl https://a.example/|'],
    ['no request line first', 'Authorization: x|\nGET https://a.example/'],
    ['another host in a header', 'GET https://a.example/|\nHost: b.example'],
    ['no host in a header', 'GET https://a.example/|\n Host '],
    ['a header whose name is a variable', '@h = Host\nGET https://a.example/|\n{{h}}: b.example'],
    ['a header whose name has a variable', '@h = st\nGET https://a.example/|\nHo{{h}}: b.example'],
    ['a header that is a variable', '@h = Host: b.example\nGET https://a.example/|\n{{h}}'],
    ['a scheme that its sender carries out', `GET https://a.example/|\nAuthorization: oauth2 client_credentials e`],
    ['such a scheme in a variable', '@a = {{b}}\n@b = COGNITO x\n\nGET https://a.example/|\nAuthorization: {{a}} y'],
    ['an Authorization of a variable that is not in the file', 'GET https://a.example/|\nAuthorization: {{a}}'],
    ['a variable while its sender asks', '# @prompt x\n@host = https://a.example\nGET {{host}}/v1|'],
    ['the environment in another spelling', 'GET https://a.example/|\nX: {{$processEnv TOKEN_DECK_A x}}'],
    ['a body whose references are replaced', 'POST https://a.example/|\n\n<@ ./body.json'],
  ];
  for (const dialect of dialects)
    for (const [what, marked] of unclear)
      it(`${dialect}: is not clear from ${what}`, () => assert.equal(at(marked, dialect)?.address, undefined));

  const onlyRestClient: [what: string, marked: string][] = [
    [
      'a name that it takes for a pattern',
      '@h.st = b.example\n@host = a.example\n@base = https://{{host}}/{{h.st}}\n\n###\nGET {{base}}/v1|',
    ],
    ['a name of one sign', '@. = b.example\n@a = a.example\n\n###\nGET https://{{a}}/{{.}}|'],
    ['a line that is not all of a variable', '@a = x\u2028y\nGET https://a.example/|'],
    ['a header by an escaped line break', '@a = x\\nHost: b.example\n\nGET https://a.example/|\nX: {{a}}'],
  ];
  for (const [what, marked] of onlyRestClient)
    it(`rest-client: is not clear from ${what}`, () => assert.equal(at(marked, 'rest-client')?.address, undefined));

  const onlyHttpYac: [what: string, marked: string][] = [
    ['JavaScript in a header', 'GET https://a.example/|\nX: {{ request.url = "https://b.example/" }}'],
    ['JavaScript in a body', 'POST https://a.example/|\n\n{{ request.url = "https://b.example/" }}'],
    ['JavaScript in a variable', '@x = {{ request.url = "https://b.example/" }}\nGET https://a.example/|'],
    ['JavaScript in another request', 'GET https://a.example/|\n\n###\nGET https://c.example/{{ f() }}'],
    ['JavaScript behind a name', 'GET https://a.example/|\nX: {{a}} {{ b[c] }}'],
    ['braces that are not closed', 'GET https://a.example/|\nX: {{a'],
    ['a pause that is JavaScript', '# @sleep (request.url = "https://b.example/", 1)\nGET https://a.example/|'],
    ['a switch that is JavaScript', '# @disabled (request.url = "https://b.example/", false)\nGET https://a.example/|'],
    ['headers by JavaScript', 'GET https://a.example/|\n...(request.url="https://b.example/",{})'],
    ['a script above', '{{\n  request.url = "https://b.example";\n}}\nGET https://a.example/|'],
    ['a script in another request', 'GET https://a.example/|\n\n###\n{{@request\n  x\n}}\nGET https://c.example/'],
    ['a script of IntelliJ', 'GET https://a.example/|\n\n> {% x %}'],
    ['a script in a file', 'GET https://a.example/|\n\n###\n< ./before.js\nGET https://b.example/'],
    ['a long comment', '/*\n###\n*/\nGET https://a.example/|'],
    ['an import', '# @import ./b.http\n###\nGET https://a.example/|'],
    ['a request that it sends first', '# @ref other\nGET https://a.example/|'],
    ['a proxy', '# @proxy https://b.example\nGET https://a.example/|'],
    ['certificates that are not checked', '# @no-reject-unauthorized\nGET https://a.example/|'],
    ['a setting by a variable', '@request_proxy=https://b.example\nGET https://a.example/|'],
    ['a setting for all requests', '# @proxy https://b.example\n###\nGET https://a.example/|'],
    ['a delimiter with spaces before it', 'GET https://b.example\n ###\nGET https://a.example/|'],
    ['a request without a delimiter', 'GET https://b.example\nX: y\n\nGET https://a.example/|'],
    [
      'a variable of another request',
      'GET https://b.example\n###\n@host = https://a.example\nGET https://c.example\n###\nGET {{host}}/|',
    ],
    [
      'markdown, in which headings are not delimiters',
      'POST https://b.example\nContent-Type: text/markdown\n\n### x\nGET https://a.example/|',
    ],
  ];
  for (const [what, marked] of onlyHttpYac)
    it(`httpyac: is not clear from ${what}`, () => assert.equal(at(marked, 'httpyac')?.address, undefined));

  it('rest-client: is that of the first line between delimiters, wherever the cursor is', () => {
    const marked = 'GET https://a.example/\nX: y\n\nGET https://b.example/|';
    assert.equal(at(marked, 'rest-client')?.address, 'https://a.example');
  });

  it('is reported for every request of a file', () => {
    const text = 'GET https://a.example/\n###\n# only a comment\n###\nPOST {{x}}/\n###\nDELETE https://b.example/x';
    for (const dialect of dialects)
      assert.deepEqual(
        sentRequests(text, dialect).map(({ shown, address }) => [shown, address]),
        [
          ['GET https://a.example/', 'https://a.example'],
          ['POST {{x}}/', undefined],
          ['DELETE https://b.example/x', 'https://b.example'],
        ],
      );
  });

  it('changes what decides with each line of the request, and with each variable, but not with another request', () => {
    const text = (header: string, value: string, other: string) =>
      `@v = ${value}\n\n###\nGET https://a.example/|\nX: ${header}\n\n###\nGET https://b.example/${other}`;
    const decidedBy = (marked: string) => at(marked, 'rest-client')?.decidedBy;
    const before = decidedBy(text('1', '1', '1'));
    assert.notEqual(before, undefined);
    assert.notEqual(decidedBy(text('2', '1', '1')), before);
    assert.notEqual(decidedBy(text('1', '2', '1')), before);
    assert.equal(decidedBy(text('1', '1', '2')), before);
  });

  it('is decided by any line where only its sender can tell', () => {
    const decidedBy = (other: string) => at(`GET {{x}}/|\n\n###\n${other}`, 'httpyac')?.decidedBy;
    assert.notEqual(decidedBy('a'), decidedBy('b'));
  });
});

describe('http: the references of a request', () => {
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
      'only those of its own request',
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
    ...[
      'GET https://b.example/?t={{first.request.headers.Authorization}}|',
      'POST https://b.example/|\n\n{{ first.request.body.$.token }}',
      '@t = {{first.request.headers.Authorization}}\n\nGET https://b.example/|\nX: {{t}}',
      '# @Name second\nGET https://b.example/|\nX: {{first.request.headers.Authorization}}',
    ].map((marked): [string, string, string[]] => [
      `what a request before it sent: ${JSON.stringify(marked)}`,
      `# @name first\nGET https://a.example/\nAuthorization: Bearer ${env('A')}\n\n###\n${marked}`,
      ['A'],
    ]),
    [
      'what a request before it sent of another',
      `# @name one\nGET https://a.example/\nX: ${env('A')}\n###\n# @name two\nGET https://a.example/\nX: {{one.request.headers.X}}\n###\nGET https://b.example/|\nX: {{two.request.headers.X}}`,
      ['A'],
    ],
    [
      'none of what a request before it was answered',
      `# @name one\nGET https://a.example/\nX: ${env('A')}\n###\nGET https://a.example/{{one.response.body.$.id}}|`,
      [],
    ],
  ];
  for (const dialect of dialects) {
    for (const [what, marked, names] of cases) {
      it(`${dialect}: ${what}`, () => {
        const found = at(marked, dialect)?.references ?? [];
        assert.deepEqual(
          found.map(({ name }) => name).sort(),
          names.map((name) => `TOKEN_DECK_${name}`),
        );
      });
    }
  }

  const outside: [what: string, text: string, outside: boolean][] = [
    ['the header Authorization', `GET https://a.example/|\nAuthorization: Bearer ${env('A')}`, false],
    ['the same in other letters', `GET https://a.example/|\n  AUTHORIZATION : ${env('A')}`, false],
    ['another header', `GET https://a.example/|\nX-Api-Key: ${env('A')}`, true],
    ['both', `GET https://a.example/|\nAuthorization: ${env('A')}\nX-Api-Key: ${env('A')}`, true],
    ['the address', `GET https://a.example/?t=${env('A')}|`, true],
    ['the body', `POST https://a.example/|\n\nAuthorization: ${env('A')}`, true],
    ['what may be the end of the headers', `@a =\n\nGET https://a.example/|\n{{a}}\nAuthorization: ${env('A')}`, true],
    ['a variable with an escape', `@a = x\\nY: ${env('A')}\n\nGET https://a.example/|\nAuthorization: {{a}}`, true],
    [
      'a request with another spelling',
      `GET https://a.example/|\nAuthorization: ${env('A')}\nX: {{process.env.B}}`,
      true,
    ],
    ['a variable in the header', `@a = ${env('A')}\n\nGET https://a.example/|\nAuthorization: {{a}}`, false],
    ['a variable in another header', `@a = ${env('A')}\n\nGET https://a.example/|\nCookie: {{a}}`, true],
  ];
  for (const [what, marked, expected] of outside) {
    it(`are ${expected ? 'outside' : 'inside'} the header Authorization in ${what}`, () => {
      for (const dialect of dialects)
        assert.deepEqual(
          at(marked, dialect)?.references.map(({ outsideAuthorization }) => outsideAuthorization),
          [expected],
        );
    });
  }

  it('have their place where the request itself has them', () => {
    const text = `@a = ${env('A')}\n\nGET https://a.example/\nX: {{a}}\nY: ${env('B')}`;
    const [a, b] = sentRequestAt(text, text.length, 'rest-client')?.references ?? [];
    assert.equal(a?.place, undefined);
    assert.equal(text.slice(b?.place?.offset).slice(0, b?.place?.length), env('B'));
  });

  const redirects: [text: string, off: boolean][] = [
    ['# @no-redirect\nGET https://a.example/|', true],
    ['// @no-redirect\nGET https://a.example/|', true],
    ['#@no-redirect\nGET https://a.example/|', false],
    ['GET https://a.example/|\n# @no-redirect', false],
    ['# @no-redirect x\nGET https://a.example/|', false],
    ['# @no-redirect\n###\nGET https://a.example/|', false],
  ];
  for (const [marked, off] of redirects)
    it(`${JSON.stringify(marked)} ${off ? 'turns redirects off' : 'lets redirects be followed'}`, () => {
      for (const dialect of dialects) assert.equal(at(marked, dialect)?.noRedirect, off);
    });

  // Files are read when they are opened, on the thread that all extensions share.
  const long: [what: string, text: (spaces: string) => string][] = [
    ['a variable that is never closed', (spaces) => `GET {{${spaces}x`],
    ['a variable of spaces', (spaces) => `GET {{${spaces}{`],
    ['an address', (spaces) => `GET https://a.example/${spaces}x`],
    ['a line of two lines', (spaces) => `GET https://a.example/\u2028${spaces}\u2029x`],
    ['a version', (spaces) => `GET https://a.example/${spaces}HTTP/1.1`],
    ['a definition without a value', (spaces) => `@a${spaces}\nGET https://a.example/`],
    ['a value', (spaces) => `@a =${spaces}é\n\n###\nGET {{a}}/`],
    [
      'words about the environment',
      (spaces) => `GET https://a.example/\nX: {{${spaces.replaceAll(' ', 'process env ')}`,
    ],
  ];
  for (const [what, text] of long)
    it(`with 100,000 spaces in ${what} is found in one pass`, () => {
      const start = performance.now();
      for (const dialect of dialects) sentRequests(text(' '.repeat(100_000)), dialect);
      const took = performance.now() - start;
      assert.ok(took < 5000, `${took} ms`);
    });

  for (const [what, line] of [
    ['a request', '# @name a'],
    ['delimiters', '### @name a'],
  ] as const)
    it(`with a name that ${what} has 100,000 times is found in one pass`, () => {
      const start = performance.now();
      const text = `${`${line}\n`.repeat(100_000)}GET https://a.example/\nX: {{a.request.headers}} ${env('A')}`;
      for (const dialect of dialects) {
        const [request] = sentRequests(text, dialect);
        assert.deepEqual(
          request?.references.map(({ outsideAuthorization }) => outsideAuthorization),
          [true],
        );
        assert.equal(request?.address, undefined, 'what is not read may hide a token');
      }
      const took = performance.now() - start;
      assert.ok(took < 5000, `${took} ms`);
    });

  it('is read without its version', () => {
    const shown = (line: string) => sentRequestAt(line, 0, 'rest-client')?.shown;
    assert.equal(shown('GET https://a.example/ \t http/1.1 x HTTP/2'), 'GET https://a.example/');
    assert.equal(shown('GET https://a.example/HTTP/1.1'), 'GET https://a.example/HTTP/1.1');
  });

  it('of a file with 5,000 requests are found in one pass', () => {
    const one = `# x\nGET https://a.example/\nAuthorization: {{a}}\n\n{"a": 1}\n\n###\n`;
    const text = (count: number) => `@a = Bearer ${env('A')}\n\n###\n${one.repeat(count)}`;
    const steps = (count: number) => {
      const start = performance.now();
      assert.equal(sentRequests(text(count), 'httpyac').length, count);
      return performance.now() - start;
    };
    steps(500);
    const [few, many] = [steps(500), steps(5000)];
    assert.ok(many < 100 * few + 50, `${many} ms against ${few} ms`);
  });
});
