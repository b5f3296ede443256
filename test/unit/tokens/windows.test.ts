import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { OAuthClient } from '../../../src/oauth/client';
import { tokenKey } from '../../../src/storage/keys';
import type { TokenSet } from '../../../src/storage/token-set';
import { TokenStore } from '../../../src/storage/tokens';
import { temporaryFolder, type TemporaryFolder } from '../../host/temporary';
import { FolderSecrets } from '../../processes/folder-secrets';
import { startUnsteady, type Mood, type Unsteady } from '../../processes/unsteady';
import { manyVariable, openWindow, type Answer, type ProcessWindow } from '../../processes/window';
import { startServer, type Server } from '../../server/server';
import { createVisitor } from '../../server/visitor';
import { eventually } from '../../support/eventually';
import { beginLogin } from '../oauth/begin-login';
import { usableProfile } from '../storage/profiles-of';

const hour = 3_600_000;
const redirectUri = 'http://127.0.0.1:4711/callback';

/**
 * Windows as processes of their own, over one store, at a provider whose refresh tokens are for one use: it ends the
 * session of who uses one twice.
 */
describe('tokens: several windows', function () {
  this.timeout(300_000);
  let server: Server;
  let folder: TemporaryFolder;
  let folders: { secrets: string; locks: string };
  let store: TokenStore;
  let fields: Record<string, unknown>;
  let key: string;
  let endpoint: Unsteady;
  const windows: ProcessWindow[] = [];

  before(async () => {
    server = await startServer();
    const { issuer, clients, audience, endpoints } = server.tenants.auth0;
    endpoint = await startUnsteady(endpoints.token);
    const login = { grant: 'authorization_code', scope: 'openid offline_access read:events' };
    const client = { issuer, clientId: clients.login?.clientId, audience };
    fields = { id: 'p', ...client, ...login, endpoints: { token: endpoint.address } };
    key = await tokenKey(usableProfile(fields));
  });
  after(async () => {
    await endpoint.close();
    await server.close();
  });

  beforeEach(async () => {
    Object.assign(endpoint, { mood: 'pass', arrived: 0, passed: 0 });
    folder = await temporaryFolder();
    folders = { secrets: path.join(folder.path, 'secrets'), locks: path.join(folder.path, 'locks') };
    await mkdir(folders.secrets);
    store = new TokenStore(
      new FolderSecrets(folders.secrets),
      () => true,
      (line) => assert.fail(line),
    );
    await store.set(key, await signIn());
    Object.assign(endpoint, { arrived: 0, passed: 0 });
  });
  afterEach(async () => {
    store.dispose();
    await Promise.all(windows.splice(0).map((window) => window.end()));
    await folder.remove();
  });

  async function signIn(): Promise<TokenSet> {
    const oauth = new OAuthClient({ fetchFor: () => fetch, now: Date.now, log: () => undefined });
    const client = { settings: usableProfile(fields).settings, credentials: {} };
    const pending = await beginLogin(oauth, client, redirectUri);
    const url = await createVisitor().signIn(pending.url, server.tenants.auth0.user);
    return pending.finish(url.searchParams);
  }
  function open(count: number, limit?: number): ProcessWindow[] {
    const opened = Array.from({ length: count }, () => openWindow(folders, fields, limit));
    windows.push(...opened);
    return opened;
  }
  const exchanges = () => windows.flatMap((window) => window.exchanges).filter(({ endpoint }) => endpoint === 'token');
  const refusedTwice = () => exchanges().filter(({ error }) => error !== undefined).length;
  const failed = (answers: readonly Answer[]) => answers.filter((answer) => 'code' in answer);

  const [count, expiries] = process.env[manyVariable] === undefined ? [4, 20] : [8, 200];
  it(`${count} of them renew once for each of ${expiries} expiries, and nobody is signed out`, async () => {
    const opened = open(count);
    const seen = new Set<string>();
    let signedOut = 0;
    for (let expiry = 1; expiry <= expiries; expiry++) {
      // The provider's tokens live a day.
      const answers = await Promise.all(opened.map((window) => window.get(expiry * 25 * hour)));
      signedOut += failed(answers).length;
      const tokens = new Set(answers.map((answer) => JSON.stringify(answer)));
      assert.equal(
        tokens.size,
        1,
        `all have one token after expiry ${expiry}: ${[...tokens].map((text) => text.length).join()}`,
      );
      for (const token of tokens) seen.add(token);
    }
    const refreshes = exchanges().length;
    const stored = await new FolderSecrets(folders.secrets).get(key);
    const lost =
      stored !== undefined && [...seen].at(-1)?.includes((JSON.parse(stored) as TokenSet).accessToken) ? 0 : 1;
    console.log(
      `\n    refreshes: ${refreshes}, reuse: ${refusedTwice()}, sign-outs: ${signedOut}, lost writes: ${lost}`,
    );
    assert.deepEqual(
      { refreshes, reuse: refusedTwice(), signedOut, lost },
      { refreshes: expiries, reuse: 0, signedOut: 0, lost: 0 },
    );
    assert.equal(seen.size, expiries);
  });

  it('a hundred calls in each of four make one request', async () => {
    const opened = open(4);
    const calls = opened.flatMap((window) => Array.from({ length: 100 }, () => window.get(25 * hour)));
    const answers = await Promise.all(calls);
    assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1);
    assert.deepEqual(failed(answers), []);
    assert.equal(exchanges().length, 1);
  });

  it('one that is killed while it renews leaves the others to go on', async () => {
    const [killed, ...others] = open(4);
    assert.ok(killed);
    endpoint.mood = 'hold';
    const last = killed.get(25 * hour);
    await eventually('it has sent its request', () => endpoint.arrived > 0);
    const waiting = Promise.all(others.map((window) => window.get(25 * hour)));
    endpoint.mood = 'pass';
    await killed.end('SIGKILL');
    assert.deepEqual(await last, { code: 'ended' });
    const answers = await waiting;
    assert.deepEqual(failed(answers), []);
    assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1);
    assert.deepEqual({ passed: endpoint.passed, refused: refusedTwice() }, { passed: 1, refused: 0 });
  });

  const faults: [what: string, mood: Mood, code: string][] = [
    ['is slow', 'hold', 'timeout'],
    ['resets the connection', 'reset', 'unreachable'],
    ['ends in the middle of an answer', 'half', 'unreachable'],
    ['asks for fewer requests', { status: 429, headers: { 'retry-after': '7' } }, 'rate-limited'],
    ['is being maintained', { status: 503 }, 'server-error'],
  ];
  for (const [what, mood, code] of faults) {
    it(`nobody is signed out by a provider that ${what}`, async () => {
      const opened = open(3, 2000);
      endpoint.mood = mood;
      const answers = await Promise.all(opened.map((window) => window.get(25 * hour)));
      assert.deepEqual(new Set(answers.map((answer) => JSON.stringify(answer))), new Set([JSON.stringify({ code })]));
      endpoint.mood = 'pass';
      const later = await Promise.all(opened.map((window) => window.get(25 * hour)));
      assert.deepEqual(failed(later), []);
      assert.equal(endpoint.passed, 1);
    });
  }

  it('fifty callers whose API refused the token cause one renewal', async () => {
    const opened = open(5);
    const rejected = (await store.get(key))?.accessToken ?? '';
    const calls = opened.flatMap((window) => Array.from({ length: 10 }, () => window.get(0, { rejected })));
    const answers = await Promise.all(calls);
    assert.deepEqual(failed(answers), []);
    const [first, ...rest] = new Set(answers.map((answer) => ('token' in answer ? answer.token : '')));
    assert.deepEqual(rest, []);
    assert.notEqual(first, rejected);
    assert.equal(exchanges().length, 1);
    // It was refused again: another one would be refused, too.
    const again = await Promise.all(opened.map((window) => window.get(0, { rejected: first ?? '' })));
    assert.deepEqual(new Set(again.map((answer) => JSON.stringify(answer))), new Set(['{"code":"token-rejected"}']));
    assert.equal(exchanges().length, 1);
  });

  for (const [way, offset] of [
    ['ahead', hour],
    ['back', -hour],
  ] as const) {
    it(`a clock that is set an hour ${way} in one of them costs no session`, async () => {
      const [first, second] = open(2);
      assert.ok(first && second);
      for (const at of [0, 25 * hour + offset, 25 * hour, 50 * hour, 50 * hour + offset]) {
        const answers: Answer[] = await Promise.all([first.get(at), second.get(at - offset)]);
        assert.deepEqual(failed(answers), []);
      }
      assert.equal(refusedTwice(), 0);
    });
  }

  it('a token that one renewed is used by the others, also before they ask', async () => {
    const [first, second] = open(2);
    assert.ok(first && second);
    await second.get(0);
    const renewed = await first.get(25 * hour);
    await eventually(
      'the other has it',
      async () => JSON.stringify(await second.get(25 * hour)) === JSON.stringify(renewed),
    );
    assert.equal(exchanges().length, 1);
  });
});
