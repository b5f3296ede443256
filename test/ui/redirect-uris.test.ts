import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pickHost } from '../host/pick';
import type { Workbench } from '../host/workbench';
import { startServer, type Server } from '../server/server';
import { eventually } from '../support/eventually';
import { row } from './actions';
import { openBefore } from './window';

describe('the redirect URI on the web, clicked', () => {
  let server: Server;
  let workbench: Workbench;

  const opened = openBefore(async (folder) => {
    server = await startServer();
    const { issuer, clients } = server.tenants.keycloak;
    const login = { grant: 'authorization_code', clientAuth: 'none', issuer, clientId: clients.login?.clientId };
    const profiles = [
      { ...login, id: 'any', name: 'Any way' },
      { ...login, id: 'handler', name: 'By the handler', redirect: 'uri-handler' },
    ];
    await mkdir(path.join(folder, '.vscode'));
    await writeFile(path.join(folder, '.vscode/token-deck.json'), JSON.stringify({ version: 1, profiles }));
    return undefined;
  });
  before(async function () {
    // On the desktop, every address stays the same.
    if ((await pickHost()).kind !== 'web') this.skip();
    ({ workbench } = opened);
    await workbench.openView('Token Deck');
  });
  after(() => server.close());

  const pasted = 'http://127.0.0.1/callback';
  const rows = () => workbench.page.locator('.quick-input-widget:visible:not([inert]) .monaco-list-row');

  for (const name of ['Any way', 'By the handler']) {
    it(`Copy Redirect URI on “${name}” says which address stays the same`, async () => {
      await row(workbench, name, /signed out/);
      await workbench.treeMenu(name, 'Copy Redirect URI');
      await workbench.quickInput.opened('Redirect URI to register at the provider');
      const [first, second, ...more] = await rows().allInnerTexts();
      assert.ok(first?.includes(pasted) && /always the same, if “redirect” is “paste”/.test(first), first);
      assert.match(second ?? '', /vscode-reqid=\d+[^]*different at each sign-in/);
      assert.deepEqual(more, []);
      await workbench.screenshot('redirect-uri-copied');
      await workbench.quickInput.pick(pasted);
      await eventually('the address', async () => (await workbench.clipboard()) === pasted);
    });
  }

  it('the wizard shows what a login will send, and a profile can be made to paste it instead', async () => {
    const { issuer, clients } = server.tenants.keycloak;
    const { quickInput } = workbench;
    await workbench.theme('Light Modern');
    await workbench.runCommand('Token Deck: Add Profile…');
    await quickInput.pick('OpenID Connect issuer');
    await quickInput.pick('Browser sign-in');
    await quickInput.opened('Issuer');
    await quickInput.submit(issuer ?? '');
    await quickInput.opened('Add Profile: Client ID');
    await quickInput.submit(clients.login?.clientId ?? '');
    await quickInput.opened('Add Profile: Review');
    await rows()
      .filter({ hasText: 'Redirect URI' })
      .filter({ hasText: `register ${pasted}; paste the address` })
      .waitFor();
    await workbench.screenshot('wizard-review-web-light');
    await quickInput.pick('Redirect URI');
    await quickInput.opened('Add Profile: Redirect URI');
    await rows()
      .filter({ hasText: 'Return to VS Code' })
      .filter({ hasText: /vscode-reqid=\d+/ })
      .waitFor();
    assert.match(await rows().locator('xpath=self::*[contains(@class, "focused")]').innerText(), /Paste the Address/);
    await workbench.screenshot('wizard-redirect');
    await quickInput.pick('Return to VS Code');
    await quickInput.opened('Add Profile: Review');
    await rows().filter({ hasText: 'different at each sign-in, which most providers refuse' }).waitFor();
    await quickInput.pick('Redirect URI');
    await quickInput.opened('Add Profile: Redirect URI');
    await quickInput.pick('Paste the Address');
    await quickInput.opened('Add Profile: Review');
    await rows()
      .filter({ hasText: `register ${pasted}` })
      .waitFor();
    await quickInput.pick('Name');
    await quickInput.opened('Add Profile: Name');
    await quickInput.submit('Pasting');
    await quickInput.opened('Add Profile: Review');
    await quickInput.submit('');
    await workbench.page.evaluate(() => navigator.clipboard.writeText(''));
    await workbench.clickNotification('Copy Redirect URI', 'Pasting was added');
    await eventually('the address', async () => (await workbench.clipboard()) === pasted);
    const page = await workbench.newTab(() => workbench.clickNotification('Get Token', 'Redirect URI copied'));
    assert.equal(new URL(page.url()).origin, server.tenants.keycloak.origin);
    await quickInput.opened('Token Deck: Paste the Address');
    const sent = server.requests.findLast(({ params }) => params['redirect_uri'] !== undefined);
    assert.equal(sent?.params['redirect_uri'], pasted);
    await quickInput.cancel();
    await page.close();
    await workbench.clickNotification('Cancel', 'Signing in');
  });
});
