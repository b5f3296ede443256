/** The header that the cases edit. */
export const line = 'Authorization: Bearer NEW';

/** A file with `|` at the cursor, and the file after the edit; undefined if there is no request. */
export type Case = [what: string, before: string, after: string | undefined];

export const adds: Case[] = [
  ['only a request', 'GET https://a.example/|', `GET https://a.example/\n${line}`],
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
  ['HTTP/1.1 at the end', 'GET /a HTTP/1.1|\nHost: a.example', `GET /a HTTP/1.1\n${line}\nHost: a.example`],
  ['an indented request', '  GET https://a.example/|\n', `  GET https://a.example/\n${line}\n`],
  ['a bare address', 'https://a.example/x|\nAccept: x', `https://a.example/x\n${line}\nAccept: x`],
  ['a bare http: address', 'http://127.0.0.1:3000|', `http://127.0.0.1:3000\n${line}`],
  ['only a path, with its host', '/a/b|\nHost: a.example', `/a/b\n${line}\nHost: a.example`],
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
  ['a socket’s bare address', 'wss://a.example/s|\nX: y', `wss://a.example/s\n${line}\nX: y`],
  [
    'a request of httpYac right under another’s headers',
    'GET https://a.example/\nAccept: x\nPOST {{host}}/b|\nAuthorization: OLD',
    `GET https://a.example/\nAccept: x\nPOST {{host}}/b\n${line}`,
  ],
  [
    'the first of two requests on adjoining lines',
    'GET https://a.example/|\nGET https://b.example/\nAuthorization: B',
    `GET https://a.example/\n${line}\nGET https://b.example/\nAuthorization: B`,
  ],
  [
    'a request right under a body',
    'POST https://a.example/\n\n{"a": 1}\nGET https://b.example/|',
    `POST https://a.example/\n\n{"a": 1}\nGET https://b.example/\n${line}`,
  ],
  [
    'a request under other words',
    'Some words.\nGET https://a.example/|',
    `Some words.\nGET https://a.example/\n${line}`,
  ],
  [
    'a body with words before an address',
    'POST https://a.example/\n\nThe pages:\n\nSEE https://b.example/|\nAuthorization: x',
    `POST https://a.example/\n${line}\n\nThe pages:\n\nSEE https://b.example/\nAuthorization: x`,
  ],
  [
    'a body of requests, by its type',
    'POST https://a.example/batch\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nGET https://b.example/ HTTP/1.1|\n--b--',
    `POST https://a.example/batch\n${line}\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nGET https://b.example/ HTTP/1.1\n--b--`,
  ],
  [
    'a body of requests, by a comment',
    '# @forceRegionDelimiter\nPOST https://a.example/\n\nGET https://b.example/|',
    `# @forceRegionDelimiter\nPOST https://a.example/\n${line}\n\nGET https://b.example/`,
  ],
  [
    'gRPC after the options of its proto file',
    'proto < ./a.proto\nkeepCase: true\n# why\nlongs: String\nGRPC a.example/S/M|',
    `proto < ./a.proto\nkeepCase: true\n# why\nlongs: String\nGRPC a.example/S/M\n${line}`,
  ],
  [
    'fragments and queries of GraphQL above',
    'fragment F on X {\n  a\n}\n\ngql Q < ./q.gql\nGRAPHQL https://a.example/|',
    `fragment F on X {\n  a\n}\n\ngql Q < ./q.gql\nGRAPHQL https://a.example/\n${line}`,
  ],
  [
    'a query of GraphQL right under it that has the name in it',
    'GRAPHQL https://a.example/|\nquery Q {\n  authorization: a\n}',
    `GRAPHQL https://a.example/\n${line}\nquery Q {\n  authorization: a\n}`,
  ],
  [
    'an assertion above',
    '?? status == 200\nGET https://a.example/|',
    `?? status == 200\nGET https://a.example/\n${line}`,
  ],
  [
    'a script below that has a request in it',
    'GET https://a.example/|\n\n{{\nGET https://b.example/\n}}\nGET https://c.example/',
    `GET https://a.example/\n${line}\n\n{{\nGET https://b.example/\n}}\nGET https://c.example/`,
  ],
  ['a variable that is not finished', '@a\nGET https://a.example/|', `@a\nGET https://a.example/\n${line}`],
];

export const replaces: Case[] = [
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
    'its header, but not the one in a comment',
    'GET https://a.example/|\n# Authorization: A\nAuthorization: B\n',
    `GET https://a.example/\n# Authorization: A\n${line}\n`,
  ],
  [
    'the header of its own request, of several',
    'GET https://a.example/\nAuthorization: A\n\n###\nGET https://b.example/\nAuthorization: B|\n',
    `GET https://a.example/\nAuthorization: A\n\n###\nGET https://b.example/\n${line}\n`,
  ],
  [
    'two such headers by one',
    'GET https://a.example/|\nAuthorization: A\nAuthorization: B\nAccept: x\n',
    `GET https://a.example/\n${line}\nAccept: x\n`,
  ],
  [
    'three such headers by one, and keeps the lines between',
    'GET https://a.example/|\r\nAuthorization: A\r\nAccept: x\r\n# why\r\nauthorization: B\r\nX: y\r\nAuthorization: C\r\nZ: z\r\n',
    `GET https://a.example/\r\n${line}\r\nAccept: x\r\n# why\r\nX: y\r\nZ: z\r\n`,
  ],
  [
    'two such headers at the end of the file',
    'GET https://a.example/|\nAuthorization: A\nAccept: x\nAuthorization: B',
    `GET https://a.example/\n${line}\nAccept: x`,
  ],
];

export const refuses: Case[] = [
  ['an empty file', '|', undefined],
  ['white space', '\n \n|\n', undefined],
  ['variables without a request', '@a = 1|\n@b = 2', undefined],
  ['comments', '# GET https://a.example/|\n// x', undefined],
  ['a delimiter at the end', 'GET https://a.example/\n###|', undefined],
  ['the empty line after the last delimiter', 'GET https://a.example/\n###\n|', undefined],
  ['curl', 'curl https://a.example/ -H "Accept: x"|', undefined],
  ['curl on several lines', 'curl \\\n  --request POST \\\n  https://a.example/|', undefined],
  ['a response', 'HTTP/1.1 200 OK|\nAuthorization: x', undefined],
  ['plain words', 'These are words, nothing more|', undefined],
  ['JSON', '{\n  "a": 1|\n}', undefined],
];

/** Files that httpYac reads in another way, and why the reader does not follow it. */
export const dialects: [...Case, why: string][] = [
  [
    'a method in lower case',
    'get https://a.example/|',
    `get https://a.example/\n${line}`,
    'REST Client accepts it, and httpYac takes it for a part of the address',
  ],
  [
    'a header under a comment without a space',
    'GET https://a.example/|\n#why\nAuthorization: OLD',
    `GET https://a.example/\n#why\n${line}`,
    'REST Client skips it, and httpYac ends the headers there',
  ],
  [
    'a header under other words',
    'GET https://a.example/|\nSome words\nAuthorization: OLD',
    `GET https://a.example/\nSome words\n${line}`,
    'REST Client reads headers up to an empty line, and httpYac up to anything else',
  ],
  [
    'a header under a query without a value',
    'GET https://a.example/|\n?page\nAuthorization: OLD',
    `GET https://a.example/\n?page\n${line}`,
    'REST Client adds it to the address, and httpYac ends the headers there',
  ],
  [
    'a body of requests that have only paths',
    'POST https://a.example/batch\n\nGET /items HTTP/1.1|\nAuthorization: x',
    `POST https://a.example/batch\n${line}\n\nGET /items HTTP/1.1\nAuthorization: x`,
    'REST Client sends it, and httpYac takes it for another request',
  ],
  [
    'a body with an indented request',
    'POST https://a.example/\n\nTry:\n  GET https://b.example/|',
    `POST https://a.example/\n${line}\n\nTry:\n  GET https://b.example/`,
    'REST Client sends it, and httpYac takes it for another request',
  ],
  [
    'a script that does not end yet',
    '{{\nGET https://a.example/|',
    undefined,
    'its user is still typing, and httpYac takes its lines for requests',
  ],
];
