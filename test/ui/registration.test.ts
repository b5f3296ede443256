import assert from 'node:assert/strict';
import type { Workbench } from '../host/workbench';
import { startServer, type Server } from '../server/server';
import { eventually } from '../support/eventually';
import { dismiss, notification, row, signIn } from './actions';
import { openBefore } from './window';

describe('a login without a client ID, clicked', () => {
  let server: Server;
  let workbench: Workbench;

  const opened = openBefore(async () => {
    server = await startServer();
    return undefined;
  });
  before(() => ({ workbench } = opened));
  after(() => server.close());

  /** What the registration endpoint, and the client's own address there, were asked. */
  const asked = () =>
    server.requests.filter(({ path }) => path.includes('/clients-registrations/')).map(({ method }) => method);

  it('the wizard lets the client ID be left empty, the first login registers a client, and removal deletes it', async () => {
    const { issuer, user, origin } = server.tenants.keycloak;
    const { quickInput } = workbench;
    await workbench.openView('Token Deck');
    await workbench.theme('Light Modern');
    await workbench.runCommand('Token Deck: Add Profile…');
    await quickInput.pick('OpenID Connect issuer');
    await quickInput.opened('Grant');
    await quickInput.pick('Browser sign-in');
    await quickInput.opened('Issuer');
    await quickInput.submit(issuer ?? '');
    await quickInput.opened('Add Profile: Client ID');
    await workbench.screenshot('wizard-no-client-id');
    await quickInput.submit('');
    await quickInput.opened('Add Profile: Review');
    await workbench.screenshot('wizard-no-client-id-review');
    await quickInput.pick('Name');
    await quickInput.opened('Add Profile: Name');
    await quickInput.submit('Open door');
    await quickInput.opened('Add Profile: Review');
    await quickInput.submit('');
    const page = await workbench.newTab(() => workbench.clickNotification('Get Token', 'Open door was added'));
    assert.equal(new URL(page.url()).origin, origin);
    await workbench.theme('Dark Modern');
    await workbench.screenshot('registered-login');
    await signIn(page, user, '#allow');
    await notification(workbench, /Open door: The token is valid/);
    await row(workbench, 'Open door', /valid/);
    assert.deepEqual(asked(), ['POST']);
    await dismiss(workbench);
    await workbench.treeMenu('Open door', 'Remove Profile…');
    await workbench.clickDialog('Remove');
    await eventually('the deletion', () => asked().at(-1) === 'DELETE');
  });
});
