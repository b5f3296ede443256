import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LeakError, leaksIn, refuseLeaks, tracesIn } from '../../host/leaks';
import { temporaryFolder, type TemporaryFolder } from '../../host/temporary';
import {
  confidential,
  noteAddress,
  noteAuthorization,
  noteConfidential,
  noteMembers,
} from '../../support/confidential';

const token = 'a-token/of+the run=';
const values = new Map([
  [token, 'access_token'],
  ['pass word ü', 'password'],
]);

describe('what a run of the tests leaves behind', () => {
  const rows: [what: string, text: string, found: string[]][] = [
    ['nothing', 'x'.repeat(100), []],
    ['less than a token', token.slice(1), []],
    ['a token alone', token, ['log: access_token']],
    ['a token in the middle of something', `\0x${token}y\n`, ['log: access_token']],
    ['a token in an address', `https://a.example.com/?t=${encodeURIComponent(token)}`, ['log: access_token']],
    ['a token twice, and another', `${token}${token} pass word ü`, ['log: access_token', 'log: password']],
  ];
  for (const [what, text, found] of rows)
    it(`has ${what}`, () => {
      const traces = [{ where: 'log', text: Buffer.from(text).toString('latin1') }];
      assert.deepEqual(leaksIn(traces, values), found);
    });

  describe('in files', () => {
    let folder: TemporaryFolder;
    before(async () => {
      folder = await temporaryFolder();
      for (const name of ['logs/deep', 'user/User/History/1', 'extensions/x'])
        await mkdir(path.join(folder.path, name), { recursive: true });
      const contents: Record<string, string | Buffer> = {
        'logs/deep/one.log': `line\n${token}`,
        'state.vscdb': Buffer.concat([Buffer.from([0, 255, 1]), Buffer.from(token), Buffer.from([200])]),
        'user/User/History/1/a.http': token,
        'user/User/History/1/entries.json': token,
        'extensions/x/package.json': token,
      };
      for (const [name, text] of Object.entries(contents)) await writeFile(path.join(folder.path, name), text);
    });
    after(() => folder.remove());

    it('is found in each, also in databases; not where tokens belong', async () => {
      const found = leaksIn(await tracesIn(folder.path), values).sort();
      assert.deepEqual(
        found.map((each) => each.replaceAll(path.sep, '/')),
        [
          'logs/deep/one.log: access_token',
          'state.vscdb: access_token',
          'user/User/History/1/entries.json: access_token',
        ],
      );
    });
  });

  it('fails the run, and the message has no value', () => {
    noteConfidential('a value of this test', 'zq-found-zq');
    assert.throws(
      () => refuseLeaks([{ where: 'some.log', text: 'zq-found-zq' }]),
      (thrown) =>
        thrown instanceof LeakError &&
        thrown.message.includes('some.log: a value of this test') &&
        !thrown.message.includes('zq-found'),
    );
  });

  it('is looked for by what was sent and answered', () => {
    noteMembers({ code: 'code-of-a-login', scope: 'scope-of-a-login', state: ['state-of-a-login'] });
    noteAuthorization(`Basic ${Buffer.from('app:basic%20secret').toString('base64')}`);
    noteAuthorization('Bearer bearer-of-a-request');
    noteAddress('vscode://x/callback?code=code-of-a-redirect#access_token=token-of-a-redirect');
    noteMembers({ code: 'short' });
    const all = confidential();
    for (const value of [
      'code-of-a-login',
      'state-of-a-login',
      'basic%20secret',
      'basic secret',
      'bearer-of-a-request',
    ])
      assert.ok(all.has(value), value);
    assert.ok(all.has('code-of-a-redirect') && all.has('token-of-a-redirect'));
    assert.ok(!all.has('scope-of-a-login') && !all.has('short'));
  });
});
