import assert from 'node:assert/strict';
import { presetNames, presets } from '../../src/profile/presets';
import type { Workbench } from '../host/workbench';
import { eventually } from '../support/eventually';
import { openBefore } from './window';

describe('the providers that the wizard knows, clicked', () => {
  let workbench: Workbench;

  const opened = openBefore(() => Promise.resolve(undefined));
  before(() => void ({ workbench } = opened));

  const rows = () => workbench.page.locator('.quick-input-widget:visible:not([inert]) .monaco-list-row');
  const begin = async () => {
    await workbench.runCommand('Token Deck: Add Profile…');
    await workbench.quickInput.opened('Provider');
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
    await begin();
    await quickInput.type('GitHub');
    await quickInput.pick('GitHub');
    await quickInput.opened('Add Profile: Grant');
    await quickInput.pick('Browser sign-in');
    await quickInput.opened('Add Profile: Client ID');
    await quickInput.submit('my-app');
    await quickInput.opened('Add Profile: Client Secret');
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
    await begin();
    await quickInput.type('Google');
    await quickInput.pick('Google');
    await quickInput.opened('Add Profile: Grant');
    await quickInput.pick('Browser sign-in');
    await quickInput.opened('Add Profile: Client ID');
    await quickInput.submit('my-app');
    await quickInput.opened('Add Profile: Client Secret');
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
});
