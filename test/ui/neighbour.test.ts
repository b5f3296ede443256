import assert from 'node:assert/strict';
import path from 'node:path';
import { copyWorkspace, demoSecrets } from '../../demo/prepare';
import type { ListedProfile } from '../../token-deck';
import { repository } from '../host/cache';
import type { Workbench } from '../host/workbench';
import { startServer, type Server } from '../server/server';
import { eventually } from '../support/eventually';
import { startSteps, type Answer, type Steps } from '../support/steps';
import { openBefore } from './window';

interface Session {
  id: string;
  account: { id: string; label: string };
  scopes: string[];
  status: number;
}

/** An extension that gets tokens in each way there is, in the workspace of the demo. */
describe('another extension', () => {
  let server: Server;
  let steps: Steps;
  let workbench: Workbench;
  let api: string;

  const opened = openBefore(async (folder) => {
    [server, steps] = [await startServer(), await startSteps()];
    api = `${server.api.origin}/calendar/v1/events`;
    await copyWorkspace(path.join(repository, 'demo/workspace'), folder, server);
    return {
      extensions: ['demo/companion', 'test/ui/neighbour'].map((name) => path.join(repository, name)),
      env: {
        PATH: [path.dirname(process.execPath), process.env['PATH']].join(path.delimiter),
        TOKEN_DECK_DEMO_HTTPYAC: path.join(repository, 'node_modules/httpyac/bin/httpyac.js'),
        TOKEN_DECK_DEMO_SECRETS: JSON.stringify(await demoSecrets(folder, server)),
        TOKEN_DECK_TEST_STEPS: steps.address,
      },
    };
  });
  before(async () => {
    ({ workbench } = opened);
    // Once the demo's secrets are stored, these are ready.
    const ready = async (): Promise<boolean> => {
      const { result = [] } = await steps.do<ListedProfile[]>('profiles');
      return result.filter(({ state }) => state === 'ready').length === 4;
    };
    await eventually('the secrets of the demo', ready);
  });
  after(async () => {
    steps.close();
    await server.close();
  });

  const session = (scopes: string[], options: object): Promise<Answer<Session>> =>
    steps.do<Session>('session', { scopes, options, api });
  const calls = (): number => server.requests.filter(({ tenant, status }) => tenant === 'api' && status === 200).length;
  const label = /^Calendar sync \(team:\S+:auth0-m2m #[0-9a-f]{8}\)$/;

  it('gets a session once VS Code and the folder’s question are answered, and the API takes its token', async () => {
    assert.deepEqual(await steps.do('accounts'), { result: [] });
    assert.deepEqual(await session(['auth0-m2m'], { silent: true }), { result: {} }, 'nobody is asked');
    const asked = session(['auth0-m2m'], { createIfNone: true });
    assert.match(await workbench.dialogText(), /Neighbour.*sign in using Token Deck/);
    await workbench.clickDialog('Allow');
    await workbench.page.getByText('Let an extension use the account of “Calendar sync”?').waitFor();
    await workbench.clickDialog('Allow');
    await workbench.page.getByText('Use the profile “Calendar sync”').waitFor();
    await workbench.clickDialog('Allow');
    const { result } = await asked;
    assert.equal(result?.status, 200);
    assert.match(result.account.label, label);
    assert.deepEqual(result.scopes, ['auth0-m2m']);
    assert.deepEqual((await steps.do('accounts')).result, [result.account]);
  });

  it('is not asked again', async () => {
    const { result } = await session(['auth0-m2m'], { silent: true });
    assert.equal(result?.status, 200);
  });

  it('gets no session by running the command of VS Code’s menu itself, which asks no one', async () => {
    assert.deepEqual(await session(['basic-m2m'], {}), { result: {} });
    const ran = steps.do('run', { command: 'token-deck:test.neighbour:signIn0' });
    assert.match(await workbench.dialogText(), /Let an extension use the account of “Things client”\?/);
    await workbench.clickDialog('Cancel');
    assert.match((await ran).message ?? '', /did not allow/);
    assert.equal((await steps.do<unknown[]>('accounts')).result?.length, 1);
  });

  it('uses another profile beside it, each once it is allowed, and is not asked about the first again', async () => {
    const asked = session(['streamdiver-m2m'], { createIfNone: true });
    await workbench.clickDialog('Allow');
    await workbench.page.getByText('Let an extension use the account of “Streamdiver API”?').waitFor();
    await workbench.clickDialog('Allow');
    await workbench.page.getByText('Use the profile “Streamdiver API”').waitFor();
    await workbench.clickDialog('Allow');
    assert.match((await asked).result?.account.label ?? '', /^Streamdiver API \(team:/);
    const again = await session(['auth0-m2m'], { createIfNone: true });
    assert.equal(again.result?.status, 200);
    assert.equal((await steps.do<unknown[]>('accounts')).result?.length, 2);
  });

  it('is told what is wrong with a name, and nobody is asked', async () => {
    const { message } = await session(['auth0'], { createIfNone: true });
    assert.match(message ?? '', /There is no profile “auth0”/);
  });

  it('gets a token by the API', async () => {
    const asked = steps.do('call', { profile: 'auth0-m2m', api });
    assert.match(
      await workbench.dialogText(),
      /Let tasks, launch configurations and extensions use tokens of “Calendar/,
    );
    await workbench.clickDialog('Allow');
    assert.deepEqual(await asked, { result: 200 });
  });

  it('gets a token by a command', async () => {
    assert.deepEqual(await steps.do('command', { argument: { profile: 'auth0-m2m' }, api }), { result: 200 });
  });

  it('runs a task', async () => {
    const before = calls();
    assert.deepEqual(await steps.do('task', { label: 'Send auth0.http (auth0-m2m)' }), { result: 0 });
    assert.equal(calls(), before + 1);
    const asked = steps.do('task', { label: 'Call the calendar as a profile that you pick' });
    await workbench.quickInput.pick('Calendar sync');
    assert.deepEqual(await asked, { result: 0 });
    assert.equal(calls(), before + 2);
  });

  it('runs a launch configuration', async () => {
    const before = calls();
    assert.deepEqual(await steps.do('launch', { name: 'Call the calendar (auth0-m2m)' }), { result: true });
    assert.equal(calls(), before + 1);
    const asked = steps.do('launch', { name: 'Call the calendar as a profile that you pick' });
    await workbench.quickInput.pick('Calendar sync');
    assert.deepEqual(await asked, { result: true });
    assert.equal(calls(), before + 2);
  });

  it('finds an API that is the same for all and cannot be changed, in the one version that there is', async () => {
    const members = ['listProfiles', 'onDidChangeTokens', 'getToken', 'getAuthorizationHeaders'];
    const found = [
      [['getAPI'], true],
      [members, true],
    ];
    assert.deepEqual(await steps.do('api', { version: 1 }), { result: found });
    assert.equal((await steps.do('api', { version: 2 })).code, 'argument-invalid');
  });

  it('lists the profiles with their states, by the names that the API takes', async () => {
    const { result = [] } = await steps.do<ListedProfile[]>('profiles');
    const [sync] = result.filter(({ id }) => id === 'auth0-m2m');
    assert.match(sync?.profile ?? '', /^team:[^:]+:auth0-m2m$/);
    assert.deepEqual(
      { ...sync, profile: '' },
      {
        ...{ profile: '', id: 'auth0-m2m', name: 'Calendar sync', group: 'Calendar (Auth0)' },
        ...{ home: 'team', state: 'valid' },
      },
    );
  });

  it('gets the headers for a request by the API', async () => {
    const request = { method: 'GET', url: api };
    assert.deepEqual(await steps.do('headers', { profile: 'auth0-m2m', request }), { result: 200 });
  });

  it('hears of each sign-in, renewal and sign-out', async () => {
    const profile = 'auth0-m2m';
    const seen: unknown[] = [];
    const hears = async (change: string) => {
      const has = async (): Promise<boolean> => {
        seen.push(...((await steps.do<unknown[]>('seen')).result ?? []));
        return seen.includes('token-deck') && JSON.stringify(seen).includes(`:${profile}","change":"${change}"`);
      };
      await eventually(change, has);
      seen.length = 0;
    };
    await steps.do('follow');
    await steps.do('call', { profile, options: { forceRefresh: true }, api });
    await hears('renewed');
    await steps.do('run', { command: 'tokenDeck.signOut', argument: profile });
    await hears('signed-out');
    assert.deepEqual(await session([profile], { silent: true }), { result: {} });
    assert.equal((await steps.do<unknown[]>('accounts')).result?.length, 1);
    await steps.do('call', { profile, api });
    await hears('signed-in');
    assert.equal((await session([profile], { silent: true })).result?.status, 200, 'VS Code remembers its consent');
  });

  it('gets nothing where programs are denied tokens, whatever VS Code was allowed', async () => {
    await steps.do('deny');
    assert.deepEqual(await session(['auth0-m2m'], { silent: true }), { result: {} });
    const asked = session(['auth0-m2m'], { createIfNone: true });
    await workbench.clickDialog('Allow');
    assert.match((await asked).message ?? '', /tokenDeck\.automation does not allow/);
    const { code } = await steps.do('call', { profile: 'auth0-m2m', api });
    assert.equal(code, 'access-denied');
  });
});
