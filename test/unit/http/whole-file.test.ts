import assert from 'node:assert/strict';
import { editHeader, type TextEdit } from '../../../src/http/request';
import { authorizeAll, variableFor } from '../../../src/http/whole-file';
import { startRecorder, type Recorder } from '../../support/recorder';
import { withoutFiles } from '../../ui/sender/httpyac-files';
import { restClientHeaders } from './rest-client';

const reference = (name: string) => `Bearer {{$processEnv TOKEN_DECK_${name}}}`;
const header = { name: 'Authorization', value: reference('P') };
const head = `@authorization = ${header.value}\n\n`;
const use = 'Authorization: {{authorization}}';

function apply(text: string, edits: readonly TextEdit[] | undefined): string | undefined {
  return edits?.toReversed().reduce((now, { offset, length, text: inserted }) => {
    return now.slice(0, offset) + inserted + now.slice(offset + length);
  }, text);
}

describe('http: one header for a whole file', () => {
  const cases: [what: string, before: string, after: string | undefined][] = [
    ['is defined above the only request', 'GET /a\n', `${head}###\nGET /a\n${use}\n`],
    [
      'is used by each request',
      '### A\nGET /a\nAccept: x\n\n###\nPOST /b\n  ?c=d\n\n{"authorization": "x"}\n',
      `@authorization2 = ${header.value}\n\n### A\nGET /a\nAuthorization: {{authorization2}}\nAccept: x\n\n###\nPOST /b\n  ?c=d\nAuthorization: {{authorization2}}\n\n{"authorization": "x"}\n`,
    ],
    [
      'is not added where a request has one',
      'GET /a\nauthorization: Basic x\n\n###\nGET /b\n',
      `${head}###\nGET /a\nauthorization: Basic x\n\n###\nGET /b\n${use}\n`,
    ],
    [
      'joins the variables that are there',
      '@host = x\n\n###\nGET {{host}}\n',
      `${head}@host = x\n\n###\nGET {{host}}\n${use}\n`,
    ],
    [
      'leaves a variable of the first request to it',
      '@host = x\nGET {{host}}\n',
      `${head}###\n@host = x\nGET {{host}}\n${use}\n`,
    ],
    ['is used where it is defined already', `${head}###\nGET /a\n`, `${head}###\nGET /a\n${use}\n`],
    [
      'is that of another profile from then on',
      `@authorization = ${reference('Q')}\n\n###\nGET /a\n${use}\n`,
      `${head}###\nGET /a\n${use}\n`,
    ],
    [
      'leaves a variable that other requests define anew',
      `@authorization = ${reference('Q')}\n\n###\n@authorization = x\nGET /a\n${use}\n\n###\nGET /b\n`,
      `@authorization2 = ${header.value}\n\n@authorization = ${reference('Q')}\n\n###\n@authorization = x\nGET /a\n${use}\n\n###\nGET /b\nAuthorization: {{authorization2}}\n`,
    ],
    [
      'has a name of its own',
      '# @name authorization\nGET /a\n',
      `@authorization2 = ${header.value}\n\n###\n# @name authorization\nGET /a\nAuthorization: {{authorization2}}\n`,
    ],
    ['changes nothing where each request has one', `GET /a\nAuthorization: x\n`, `GET /a\nAuthorization: x\n`],
    ['is not put into comments or words', '# GET /a\n', undefined],
  ];
  for (const [what, before, after] of cases)
    it(what, () => {
      const crlf = (text: string) => text.replaceAll('\n', '\r\n');
      assert.equal(apply(before, authorizeAll(before, header)), after);
      assert.equal(apply(crlf(before), authorizeAll(crlf(before), header)), after && crlf(after));
    });

  it('is that header which the profile has', () => {
    const own = { name: 'X-Key', value: '{{$processEnv TOKEN_DECK_P}}' };
    const text = 'GET /a\nx-key: y\n\n###\nGET /b\n';
    assert.equal(
      apply(text, authorizeAll(text, own)),
      `@authorization = ${own.value}\n\n###\nGET /a\nx-key: y\n\n###\nGET /b\nX-Key: {{authorization}}\n`,
    );
  });

  it('is found again by what it says', () => {
    assert.equal(variableFor(`${head}###\nGET /a\n`, header.value), 'authorization');
    assert.equal(variableFor(`@authorization = ${header.value}\nGET /a\n`, header.value), undefined, 'for one request');
    assert.equal(variableFor(`GET /a\n\n###\n${head}`, header.value), undefined, 'below a request');
    assert.equal(variableFor(`${head}###\n@authorization = x\nGET /a\n`, header.value), undefined, 'defined twice');
  });

  const files = [
    'GET ORIGIN/a\n\n###\nPOST ORIGIN/b?x=y\nAccept: z\n\nAuthorization: body\n',
    '@host = ORIGIN\n\n### A\n# @name one\nGET {{host}}/a\n\n### B\nGET {{host}}/b\n  &c=d\n',
    '@host = ORIGIN\nGET {{host}}/a\n\n###\n@host = ORIGIN\nGET {{host}}/b\n',
    '\n\n# words\n\nGET ORIGIN/a\n\n###\n\n###\nGET ORIGIN/b',
  ];
  const edited = files.map((text) => apply(text, authorizeAll(text, header)) ?? '');

  it('is what REST Client sends with every request', () => {
    for (const text of edited) {
      const lines = text.split('\n');
      const requests = [...lines.keys()].filter((line) => /^(?:GET|POST)/.test(lines[line] ?? ''));
      assert.equal(requests.length, 2);
      for (const line of requests) {
        const sent = restClientHeaders(text, line, { TOKEN_DECK_P: 'the-token' });
        assert.ok(sent.includes('Authorization: Bearer the-token'), `${sent.join('\n')}\n${text}`);
      }
    }
  });

  describe('in httpYac', () => {
    let recorder: Recorder;
    before(async () => {
      recorder = await startRecorder();
    });
    after(async () => {
      delete process.env.TOKEN_DECK_P;
      await recorder.close();
    });

    it('is what it sends with every request, with the token of that moment', async () => {
      const { io, send, store } = await import('httpyac');
      withoutFiles(io);
      const files = new store.HttpFileStore();
      for (const [index, text] of edited.entries()) {
        const httpFile = await files.parse(`/${index}.http`, text.replaceAll('ORIGIN', recorder.origin), {
          config: {},
        });
        const requests = httpFile.httpRegions.filter(({ request }) => request !== undefined);
        assert.equal(requests.length, 2);
        for (const token of ['first', 'second'])
          for (const httpRegion of requests.toReversed()) {
            process.env.TOKEN_DECK_P = token;
            recorder.reached.length = 0;
            await send({ httpFile, httpRegion });
            assert.equal(recorder.reached[0]?.headers.authorization, `Bearer ${token}`, text);
          }
      }
    });

    it('is put where a single header goes', () => {
      // Each request gets the same line as from “Authorize with …”.
      const text = 'GET /a\n  ?b=c\nAccept: x\n\nbody\n';
      const one = editHeader(text, 0, use);
      assert.deepEqual(authorizeAll(text, header)?.at(-1), one);
    });
  });
});
