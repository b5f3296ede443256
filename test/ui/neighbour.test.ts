import assert from 'node:assert/strict';
import path from 'node:path';
import { copyWorkspace, demoSecrets } from '../../demo/prepare';
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
  before(() => ({ workbench } = opened));
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
    assert.deepEqual(await steps.do('launch', { name: 'Call the calendar (auth0-m2m)' }), { result: 0 });
    assert.equal(calls(), before + 1);
    const asked = steps.do('launch', { name: 'Call the calendar as a profile that you pick' });
    await workbench.quickInput.pick('Calendar sync');
    assert.deepEqual(await asked, { result: 0 });
    assert.equal(calls(), before + 2);
  });
});
