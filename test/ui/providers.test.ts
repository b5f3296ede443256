import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { presetNames, presets } from '../../src/profile/presets';
import type { Workbench } from '../host/workbench';
import { selfSigned } from '../support/certificates';
import { eventually } from '../support/eventually';
import { pairs, pem } from '../support/key-pairs';
import { dismiss, notification } from './actions';
import { openBefore } from './window';

describe('the providers that the wizard knows, clicked', () => {
  let workbench: Workbench;

  const opened = openBefore(async (folder) => {
    const key = pem(pairs.rsa.privateKey, 'pkcs8');
    const account = {
      ...{ type: 'service_account', project_id: 'shop', private_key_id: 'k1', private_key: key },
      ...{ client_email: 'robot@shop.iam.gserviceaccount.com', token_uri: 'https://tokens.example.com/token' },
    };
    await writeFile(path.join(folder, 'robot.json'), JSON.stringify(account));
    await writeFile(path.join(folder, 'user.json'), JSON.stringify({ type: 'authorized_user' }));
    return undefined;
  });
  before(() => void ({ workbench } = opened));

  const rows = () => workbench.page.locator('.quick-input-widget:visible:not([inert]) .monaco-list-row');
  const begin = async () => {
    await workbench.runCommand('Token Deck: Add Profile…');
    await workbench.quickInput.opened('Provider');
  };
  /** Goes through the wizard up to the secret of a client that signs people in. */
  const beginSignIn = async (provider: string) => {
    const { quickInput } = workbench;
    await begin();
    await quickInput.type(provider);
    await quickInput.pick(provider);
    await quickInput.opened('Add Profile: Grant');
    await quickInput.pick('Browser sign-in');
    await quickInput.opened('Add Profile: Client ID');
    await quickInput.submit('my-app');
    await quickInput.opened('Add Profile: Client Secret');
  };

  for (const theme of ['Dark Modern', 'Light Modern']) {
    it(`are a list of one line each, and typing finds one by what it is (${theme})`, async () => {
      await workbench.theme(theme);
      await begin();
      const labels = presetNames.map((name) => presets[name].label());
      await eventually('the list', async () => (await workbench.quickInput.items()).length > 12);
      const shown = await workbench.quickInput.items();
      assert.deepEqual(shown, labels.slice(0, shown.length));
      await workbench.screenshot(`wizard-providers-${theme}`);
      await workbench.page.keyboard.press('ArrowUp');
      await rows().filter({ hasText: 'Zoom' }).waitFor();
      await workbench.screenshot(`wizard-providers-end-${theme}`);
      await workbench.quickInput.type('Azure');
      await eventually('the one', async () => (await workbench.quickInput.items()).join() === 'Microsoft Entra ID');
      await workbench.quickInput.cancel();
    });
  }

  it('ask for a secret where the provider wants it, and tell where to register and how to get a refresh token', async () => {
    const { quickInput } = workbench;
    await beginSignIn('GitHub');
    await quickInput.submit('');
    await eventually('the refusal', async () => (await quickInput.message()).includes('Paste the client secret'));
    await quickInput.submit('a-client-secret');
    await quickInput.opened('Add Profile: Review');
    const { login } = presets.github;
    for (const text of [login?.register(), login?.refresh(), 'https://api.github.com'])
      await rows()
        .filter({ hasText: text ?? assert.fail() })
        .waitFor();
    await workbench.page.locator('[aria-label="Open the Documentation of GitHub"]').waitFor();
    await workbench.screenshot('wizard-review-github');
    await quickInput.pick('Redirect URI');
    await quickInput.opened('Add Profile: Redirect URI');
    await workbench.screenshot('wizard-redirect-github');
    await quickInput.button('Back');
    await quickInput.opened('Add Profile: Review');
    await quickInput.pick('Scope');
    await quickInput.opened('Add Profile: Scope');
    await eventually('the hint', async () => (await quickInput.message()).includes('GitHub Apps get one'));
    // Escape leaves the field first.
    await workbench.page.keyboard.press('Escape');
    await quickInput.opened('Add Profile: Review');
    await quickInput.cancel();
  });

  it('say that nothing is to be registered where any address of this machine is accepted', async () => {
    const { quickInput } = workbench;
    await beginSignIn('Google');
    await quickInput.submit('a-client-secret');
    await quickInput.opened('Add Profile: Review');
    await rows().filter({ hasText: 'nothing to register' }).waitFor();
    await workbench.screenshot('wizard-review-google');
    await quickInput.pick('Redirect URI');
    await rows().filter({ hasText: 'need not be registered' }).waitFor();
    // Escape leaves the field first.
    await workbench.page.keyboard.press('Escape');
    await quickInput.opened('Add Profile: Review');
    await quickInput.cancel();
  });

  it('take a certificate in the place of the client’s secret', async () => {
    const { quickInput } = workbench;
    await beginSignIn('GitHub');
    await workbench.screenshot('wizard-client-secret');
    await quickInput.button('Authenticate the Client in Another Way…');
    await quickInput.opened('Add Profile: Client Authentication');
    await workbench.screenshot('wizard-client-authentication');
    await quickInput.pick('TLS client certificate');
    await quickInput.opened('Add Profile: Client Certificate');
    const { certificate, key } = selfSigned('my-app');
    await quickInput.submit(`${certificate} ${key}`.replace(/\n/g, ' '));
    await quickInput.opened('Add Profile: Review');
    await rows().filter({ hasText: 'Client Authentication' }).filter({ hasText: 'TLS client certificate' }).waitFor();
    await workbench.screenshot('wizard-review-certificate');
    await quickInput.cancel();
  });

  it('know a Google service account by its key’s file, and no other file', async () => {
    const { quickInput } = workbench;
    const importFile = async (name: string) => {
      await begin();
      await quickInput.type('service account');
      await quickInput.pick('Google service account');
      await quickInput.opened('Service Account Key');
      // Until it lists the folder, VS Code's dialog replaces what is typed.
      await workbench.page.locator('.quick-input-widget:visible').getByText('robot.json').first().waitFor();
      await quickInput.submit(path.join(opened.folder, name));
    };
    await importFile('user.json');
    assert.match(await notification(workbench, /isn’t a service account key/), /user’s own credentials/);
    await dismiss(workbench);
    for (const theme of ['Dark Modern', 'Light Modern']) {
      await workbench.theme(theme);
      await importFile('robot.json');
      await quickInput.opened('Add Profile: Scope');
      await quickInput.submit('https://www.googleapis.com/auth/cloud-platform');
      await quickInput.opened('Add Profile: Review');
      await rows().filter({ hasText: 'This server isn’t Google’s.' }).waitFor();
      await workbench.screenshot(`wizard-service-account-${theme}`);
      if (theme === 'Dark Modern') await quickInput.cancel();
    }
    await quickInput.pick('Add Profile');
    await notification(workbench, /was not changed, and still has the private key/);
    await notification(workbench, /robot · shop was added/);
  });
});
