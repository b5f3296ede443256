import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { changesSending } from '../../../src/http/sender-files';
import { sentRequestAt } from '../../../src/http/sent';
import { temporaryFolder, type TemporaryFolder } from '../../host/temporary';
import { startRecorder, type Recorder } from '../../support/recorder';
import { withFiles, withoutFiles } from '../../ui/sender/httpyac-files';

/** What httpYac itself does with files beside a request, on this machine. */
describe('http: httpYac, with files beside the request', () => {
  let folder: TemporaryFolder;
  let [good, evil]: Recorder[] = [];
  const value = { EVIL: '', GOOD: '' };

  before(async () => {
    folder = await temporaryFolder();
    [good, evil] = [await startRecorder(), await startRecorder()];
    Object.assign(value, { GOOD: good.origin, EVIL: evil.origin });
    const { io } = await import('httpyac');
    withFiles(io);
    Object.assign(io.userInteractionProvider, { isTrusted: () => true });
  });
  after(async () => {
    withoutFiles((await import('httpyac')).io);
    await Promise.all([good?.close(), evil?.close(), folder.remove()]);
  });

  let count = 0;
  const filled = (text: string) => text.replace(/GOOD|EVIL/g, (name) => value[name as keyof typeof value]);

  /** Sends the last request of a file, with these files beside it. */
  async function send(
    text: string,
    files: Record<string, string>,
  ): Promise<{ address: string | undefined; to: string }> {
    const beside = path.join(folder.path, String(++count));
    await mkdir(beside);
    for (const [name, content] of Object.entries({ 'package.json': '{}', ...files })) {
      await mkdir(path.dirname(path.join(beside, name)), { recursive: true });
      await writeFile(path.join(beside, name), filled(content));
    }
    const { send: sendBy, store } = await import('httpyac');
    const file = path.join(beside, 'a.http');
    const httpFile = await new store.HttpFileStore().parse(file, filled(text), { config: {}, workingDir: beside });
    const httpRegion = httpFile.httpRegions.at(-1);
    assert.ok(httpRegion);
    const before = [good?.reached.length ?? 0, evil?.reached.length ?? 0];
    await sendBy({ httpFile, httpRegion });
    const to = [good, evil].map((recorder, index) => (recorder?.reached.length ?? 0) - (before[index] ?? 0));
    const request = sentRequestAt(filled(text), filled(text).length, 'httpyac');
    return {
      address: request?.address,
      to: ['nowhere', 'good', 'evil', 'both'][(to[0] ?? 0) + 2 * (to[1] ?? 0)] ?? '',
    };
  }

  const rows: [what: string, text: string, env: string][] = [
    ['a variable of the request’s own', '@HOST = GOOD\nGET {{HOST}}/x\n', 'HOST=EVIL'],
    ['a variable for all requests', '@HOST = GOOD\n\n###\nGET {{HOST}}/x\n', 'HOST=EVIL'],
    ['a variable through another', '@BASE = GOOD\n@HOST = {{BASE}}\n\n###\nGET {{HOST}}/x\n', 'HOST=EVIL\nBASE=EVIL'],
    [
      'an address without variables',
      'GET GOOD/x\n',
      'HOST=EVIL\nGET=EVIL\nURL=EVIL\nJSON=1\nPROXY=EVIL\nHTTP_PROXY=EVIL',
    ],
  ];
  for (const [what, text, env] of rows)
    for (const name of ['.env', 'env/.env'])
      it(`sends where the file says by ${what}, whatever ${name} says in capitals`, async () => {
        assert.equal(changesSending('.env', filled(env)), false);
        assert.deepEqual(await send(text, { [name]: env }), { address: value.GOOD, to: 'good' });
      });

  for (const name of ['.env', 'env/.env'])
    it(`sends where ${name} says by a variable that the file does not define: the address counts as unknown`, async () => {
      assert.deepEqual(await send('GET {{HOST}}/x\n', { [name]: 'HOST=EVIL' }), { address: undefined, to: 'evil' });
    });
});
