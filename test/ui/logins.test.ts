import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Response } from 'playwright-core';
import { listenForFragment } from '../../src/vscode/login/fragment-loopback.node';
import type { Workbench } from '../host/workbench';
import { startServer, type Server } from '../server/server';
import { eventually } from '../support/eventually';
import { startThief, type Thief } from '../support/thief';
import { dismiss, getTokenAllowed, notification, row, signIn } from './actions';
import { openBefore } from './window';

describe('logins, clicked', () => {
  let server: Server;
  let workbench: Workbench;
  let thief: Thief;

  const opened = openBefore(async (folder) => {
    server = await startServer();
    thief = await startThief();
    const { keycloak } = server.tenants;
    const login = { grant: 'authorization_code', clientAuth: 'none' };
    const machine = {
      grant: 'client_credentials',
      issuer: keycloak.issuer,
      clientId: keycloak.clients.m2m?.clientId,
    };
    const profiles = [
      { ...machine, id: 'one', name: 'One machine' },
      { ...machine, id: 'two', name: 'The same machine', scope: 'email', params: { token: { scope: 'profile' } } },
      {
        ...login,
        id: 'paste',
        name: 'Pasted',
        issuer: keycloak.issuer,
        clientId: keycloak.clients.login?.clientId,
        redirect: 'paste',
      },
      {
        ...{ id: 'legacy', name: 'Before the code', grant: 'implicit', scope: 'openid', issuer: keycloak.issuer },
        clientId: keycloak.clients.legacy?.clientId,
        params: { authorization: { prompt: 'login' } },
      },
      {
        ...login,
        id: 'short',
        name: 'Short-lived',
        issuer: keycloak.issuer,
        clientId: keycloak.clients.login?.clientId,
      },
      {
        ...login,
        id: 'closed',
        name: 'Closed tab',
        issuer: keycloak.issuer,
        clientId: keycloak.clients.login?.clientId,
        params: { authorization: { prompt: 'login' } },
      },
      {
        ...login,
        id: 'foreign',
        name: 'Foreign state',
        issuer: server.faults.issuerWith('state-wrong'),
        clientId: server.faults.clients.public.clientId,
      },
      {
        ...login,
        id: 'thief',
        name: 'Harmless',
        issuer: keycloak.issuer,
        clientId: keycloak.clients.login?.clientId,
        endpoints: { token: `${thief.origin}/token` },
        params: { authorization: { prompt: 'none' } },
      },
      {
        ...login,
        id: 'evil',
        name: '[Click me](command:workbench.action.quit) $(bug)',
        issuer: 'https://nowhere.invalid',
        clientId: 'x',
      },
    ];
    await mkdir(path.join(folder, '.vscode'));
    await writeFile(path.join(folder, '.vscode/token-deck.json'), JSON.stringify({ version: 1, profiles }));
    await writeFile(path.join(folder, 'api.http'), 'GET https://api.example.com/\n');
    // A token of six seconds would be renewed before it expires.
    return { settings: { 'tokenDeck.autoRefresh': false } };
  });
  before(async () => {
    ({ workbench } = opened);
    await workbench.openView('Token Deck');
  });
  after(async () => {
    await thief.close();
    await server.close();
  });

  const machineId = () => server.tenants.keycloak.clients.m2m?.clientId ?? '';

  const asksForAddress = () => workbench.quickInput.opened('Paste the Address');

  it('a login ends with the pasted address that the browser ended at, also if it is asked for once more', async () => {
    const page = await workbench.newTab(() => getTokenAllowed(workbench, 'Pasted'));
    await asksForAddress();
    await workbench.quickInput.cancel();
    // The row's menu is that of its state, which the sidebar draws a moment later.
    await row(workbench, 'Pasted', /signing in/);
    await workbench.treeMenu('Pasted', 'Paste Sign-In Address…');
    await asksForAddress();
    const ended = page.waitForRequest((request) => request.url().startsWith('http://127.0.0.1/callback'));
    await signIn(page, server.tenants.keycloak.user, '#allow');
    const address = (await ended).url();
    await workbench.quickInput.type('http://127.0.0.1/somewhere-else');
    await eventually('the message', async () =>
      (await workbench.quickInput.message()).includes('isn’t from this sign-in'),
    );
    await workbench.quickInput.type('');
    // That of another login: the box stays, and says so.
    await workbench.quickInput.submit('http://127.0.0.1/callback?code=foreign&state=foreign');
    await eventually('the message', async () =>
      (await workbench.quickInput.message()).includes('isn’t from this sign-in'),
    );
    await workbench.screenshot('paste-address-wrong');
    assert.deepEqual(
      await workbench.notifications().then((all) => all.filter((text) => text.includes('That URL'))),
      [],
    );
    await workbench.quickInput.submit(`  ${address}\n`);
    await notification(workbench, /Pasted: The token is valid/);
    await page.close();
    await dismiss(workbench);
  });

  it('a token in the address is pasted on the web, where no server of this machine is reached', async () => {
    const page = await workbench.newTab(() => getTokenAllowed(workbench, 'Before the code'));
    await asksForAddress();
    await workbench.screenshot('paste-address-with-token');
    const sentTo = (response: Response) => response.headers().location ?? '';
    const ended = page.waitForResponse((response) => sentTo(response).includes('access_token='));
    await signIn(page, server.tenants.keycloak.user, '#allow');
    await workbench.quickInput.submit(sentTo(await ended));
    await notification(workbench, /Before the code: The token is valid/);
    await page.close();
    await dismiss(workbench);
  });

  it('a browser hands a token in an address over to its own page alone, and keeps it nowhere', async () => {
    const answers: URLSearchParams[] = [];
    const { redirectUri, close } = await listenForFragment(0, '/callback', (answer) => {
      if (answer.get('state') !== 'waits') return false;
      return answers.push(answer) > 0;
    });
    const page = await workbench.page.context().newPage();
    try {
      await page.goto(server.faults.endpointsOf(server.faults.issuer).jwks);
      for (const type of ['application/json', 'text/plain'])
        await page.evaluate(
          ([uri = '', asked = '']) =>
            fetch(uri, {
              ...{ method: 'POST', mode: 'no-cors', headers: { 'content-type': asked } },
              body: JSON.stringify('access_token=planted&state=waits'),
            }).catch(() => undefined),
          [redirectUri, type],
        );
      await page.goto(`${redirectUri}#access_token=planted&state=guessed`);
      await page.getByText('This sign-in is no longer active').waitFor();
      assert.equal(answers.length, 0);
      await page.goto(`${redirectUri}?x=1#access_token=right&state=waits`);
      await page.getByText('Return to the editor').waitFor();
      await page.screenshot({ path: path.resolve('.cache/screenshots/fragment-page.png') });
      assert.deepEqual(
        answers.map((answer) => answer.get('access_token')),
        ['right'],
      );
      assert.equal(page.url(), new URL('/', redirectUri).href);
      await page.goBack();
      assert.doesNotMatch(page.url(), /access_token/);
    } finally {
      await page.close();
      close();
    }
  });

  it('the box for the address closes with its login, wherever it was opened', async () => {
    const name = 'Closed tab';
    const ways: [how: string, open: () => Promise<void>][] = [
      ['the row’s menu', () => workbench.treeMenu(name, 'Paste Sign-In Address…')],
      ['the palette', () => workbench.runCommand('Token Deck: Paste Sign-In Address…')],
      [
        'the progress',
        () => workbench.page.locator('.notification-list-item-message').getByText('paste the address').click(),
      ],
    ];
    let isAllowed = false;
    for (const [how, open] of ways) {
      const begin = () => (isAllowed ? workbench.clickTreeAction(name, 'Get Token') : getTokenAllowed(workbench, name));
      const page = await workbench.newTab(begin);
      isAllowed = true;
      await page.close();
      await row(workbench, name, /signing in/);
      await notification(workbench, /paste the address/);
      await open();
      await asksForAddress();
      await workbench.clickTreeAction(name, 'Cancel Sign-In');
      await row(workbench, name, /signed out/);
      await workbench.quickInput.closed().catch(() => assert.fail(`by ${how}, the box stays`));
    }
  });

  it('the status bar counts down in seconds near the end, and turns red', async () => {
    server.tenants.keycloak.setTokenLifetime(6);
    // The person is signed in and has allowed it before: the page redirects at once.
    const page = await workbench.newTab(() => getTokenAllowed(workbench, 'Short-lived'));
    await row(workbench, 'Short-lived', /expires in under a minute/);
    server.tenants.keycloak.setTokenLifetime();
    await page.close().catch(() => undefined);
    await workbench.treeMenu('Short-lived', 'Show in Status Bar');
    const item = workbench.page.locator('.statusbar-item', { hasText: 'Short-lived' });
    const texts = new Set<string>();
    await eventually('the token has expired', async () => {
      texts.add(await item.innerText());
      return [...texts].some((text) => text.includes('expired'));
    });
    assert.ok([...texts].filter((text) => /0:0\d/.test(text)).length >= 2, [...texts].join(' | '));
    assert.match((await item.getAttribute('class')) ?? '', /error-kind/);
    await row(workbench, 'Short-lived', /expired/);
    await dismiss(workbench);
  });

  it('a redirect with a foreign state is ignored, and the login goes on waiting', async () => {
    const page = await workbench.newTab(() => getTokenAllowed(workbench, 'Foreign state'));
    await page.waitForURL(/\/callback\?.*state=/).catch(() => undefined);
    await notification(workbench, /Signing in to Foreign state/);
    await row(workbench, 'Foreign state', /signing in/);
    await workbench.clickNotification('Cancel', 'Signing in');
    await row(workbench, 'Foreign state', /signed out/);
    await page.close().catch(() => undefined);
  });

  it('a login whose tab was closed is opened again, as often as the user likes', async () => {
    const first = await workbench.newTab(() => workbench.clickTreeAction('Closed tab', 'Get Token'));
    const url = first.url();
    await first.close();
    await row(workbench, 'Closed tab', /signing in/);
    await notification(workbench, /Signing in to Closed tab/);
    await workbench.screenshot('waiting-login-dark');
    await workbench.theme('Light Modern');
    await workbench.screenshot('waiting-login-light');
    await workbench.theme('Dark Modern');
    const pick = (name: string) => workbench.quickInput.submit(name);
    const insertToken = async () => {
      await workbench.openFile('api.http');
      await workbench.runCommand('Token Deck: Insert Authorization Header with the Token Itself');
    };
    const progressLink = (text: string) =>
      workbench.page.locator('.notification-list-item-message', { hasText: 'Closed tab' }).getByText(text);
    const ways: [how: string, open: () => Promise<void>][] = [
      ['the row’s button', () => workbench.clickTreeAction('Closed tab', 'Open Browser Again')],
      ['the link in the progress', () => progressLink('Open it again').click()],
      ['the palette', () => workbench.runCommand('Token Deck: Open Browser Again')],
      ['a token to insert', () => insertToken().then(() => pick('Closed tab'))],
      ['Get Token, once more', () => workbench.runCommand('Token Deck: Get Token').then(() => pick('Closed tab'))],
    ];
    for (const [how, open] of ways) {
      const page = await workbench.newTab(open);
      assert.equal(new URL(page.url()).origin, new URL(url).origin, how);
      await page.close();
    }
    await workbench.treeMenu('Closed tab', 'Copy Sign-In Link');
    await eventually('the link', async () => (await workbench.clipboard()).includes('code_challenge='));
    await workbench.clickTreeAction('Closed tab', 'Cancel Sign-In');
    await row(workbench, 'Closed tab', /signed out/);
    await dismiss(workbench);
  });

  it('a team profile asks before its first request, and shows what it will send and where', async () => {
    const { keycloak } = server.tenants;
    await workbench.clickTreeAction('One machine', 'Get Token');
    await workbench.quickInput.opened('Client Secret');
    await workbench.quickInput.submit(keycloak.clients.m2m?.clientSecret ?? '');
    await row(workbench, 'One machine', /valid/);
    await workbench.clickTreeAction('The same machine', 'Get Token');
    const text = await workbench.dialogText();
    assert.match(text, /Use the profile “The same machine” of the folder “.+”\?/);
    const { origin } = new URL(keycloak.issuer ?? '');
    for (const line of [`Client: ${machineId()}`, `${origin} (issuer)`, 'Token request: scope=profile'])
      assert.ok(text.includes(line), text);
    await workbench.page.keyboard.press('Escape');
    // A user who closes a question knows it: no message appears, and the question comes again.
    await workbench.clickTreeAction('The same machine', 'Get Token');
    await workbench.dialogText();
    assert.deepEqual(
      (await workbench.notifications()).filter((text) => text.startsWith('The same machine')),
      [],
    );
    await workbench.clickDialog('Allow');
    await row(workbench, 'The same machine', /valid/);
    await workbench.treeMenu('The same machine', 'Renew Token');
    await notification(workbench, /The same machine: The token was renewed and is valid for/);
    await dismiss(workbench);
  });

  it('a team profile that sends a real login’s code elsewhere is asked about, and sends nothing after a no', async () => {
    const name = 'Harmless';
    const { origin } = new URL(server.tenants.keycloak.issuer ?? '');
    const reached = () => server.requests.length;
    const before = reached();
    for (const theme of ['Dark Modern', 'Light Modern']) {
      await workbench.theme(theme);
      await workbench.clickTreeAction(name, 'Get Token');
      const text = await workbench.dialogText();
      assert.ok(text.startsWith(`Use the profile “${name}”`), text);
      for (const line of [
        `${origin} (issuer)`,
        `${thief.origin} (token endpoint)`,
        'Authorization request: prompt=none',
      ])
        assert.ok(text.includes(line), text);
      await workbench.screenshot(`team-profile-question-${theme.split(' ', 1).join().toLowerCase()}`);
      if (theme.startsWith('Dark')) {
        await workbench.page.keyboard.press('Escape');
        continue;
      }
      await workbench.clickDialog('Never');
      await notification(workbench, /have not allowed this folder’s profile/);
      await dismiss(workbench);
    }
    await workbench.theme('Dark Modern');
    await workbench.clickTreeAction(name, 'Get Token');
    await notification(workbench, /have not allowed this folder’s profile/);
    assert.equal(await workbench.page.locator('.monaco-dialog-box').count(), 0, 'the no is kept');
    assert.deepEqual([thief.reached, reached()], [[], before], 'neither server heard of it, nor did a browser open');
    await dismiss(workbench);
  });

  it('a profile’s name is plain text, without links and icons', async () => {
    await getTokenAllowed(workbench, '[Click me]');
    await notification(workbench, /Click me.*nowhere\.invalid/);
    assert.equal(
      await workbench.page
        .locator('.notification-list-item-message', { hasText: 'nowhere.invalid' })
        .locator('a')
        .count(),
      0,
    );
    await dismiss(workbench);
  });
});
