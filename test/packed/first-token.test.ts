import assert from 'node:assert/strict';
import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packExtension } from '../host/pack';
import { pickHost } from '../host/pick';
import { temporaryFolder } from '../host/temporary';
import type { Workbench } from '../host/workbench';
import { startCustomDomain } from '../server/custom-domain';
import { defaultHost, startServer } from '../server/server';
import type { Tenant } from '../server/tenant';
import { notification, signIn } from '../ui/actions';
import { keyboardOf } from './keyboard';

/**
 * From the installed file and an empty window to the first token, by keyboard only. Every press of Enter in VS Code is
 * an answer: commands in the palette, defaults and VS Code's own question before an outside address included. Signing
 * in on the provider's page is not counted, since it is the same with every client.
 */
describe('the first token, by keyboard only', () => {
  interface Given {
    most: number;
    provider: string;
    /** The questions about the provider, and what is typed. */
    fields: (running: Running) => [question: string, text: string][];
    tenant: (running: Running) => Tenant;
  }
  type Running = Awaited<ReturnType<typeof start>>;

  const providers: Given[] = [
    {
      most: 12,
      provider: 'Auth0',
      fields: ({ auth0 }) => [['Domain', auth0.domain]],
      tenant: ({ auth0 }) => auth0.tenant,
    },
    {
      most: 14,
      provider: 'Keycloak',
      fields: ({ keycloak }) => [
        ['Server', keycloak.origin],
        ['Realm', 'acme'],
      ],
      tenant: ({ keycloak }) => keycloak,
    },
  ];

  let running: Running;

  async function start() {
    const [folder, server, auth0] = await Promise.all([
      temporaryFolder(),
      startServer(),
      startCustomDomain(defaultHost()),
    ]);
    const vsix = path.join(folder.path, 'token-deck.vsix');
    const certificate = path.join(folder.path, 'certificate.pem');
    await writeFile(certificate, auth0.certificate);
    await packExtension(vsix);
    return { folder, server, auth0, keycloak: server.tenants.keycloak, vsix, certificate };
  }

  before(async function () {
    this.timeout(240_000);
    running = await start();
  });
  after(async () => {
    await Promise.all([running.server.close(), running.auth0.close(), running.folder.remove()]);
  });

  it('needs a package of at most 300 KB', async () => {
    const { size } = await stat(running.vsix);
    assert.ok(size <= 300 * 1024, `${size} bytes`);
  });

  /** An empty window in which nothing was done yet. */
  async function openEmptyWindow(): Promise<Workbench> {
    return (await pickHost()).open({
      extensions: [running.vsix],
      trustedDomains: false,
      // The preset of Auth0 insists on https:, so this machine trusts the certificate, as one in a company does.
      settings: { 'http.systemCertificates': false },
      env: { NODE_EXTRA_CA_CERTS: running.certificate },
      anyCertificate: true,
    });
  }

  for (const { most, provider, fields, tenant } of providers) {
    it(`takes at most ${most} answers with ${provider}, and no Enter is without effect`, async function () {
      this.timeout(120_000);
      const workbench = await openEmptyWindow();
      try {
        const { clients, user, registerRedirects } = tenant(running);
        // Like most providers', its clients accept no address that is not registered.
        registerRedirects('login', []);
        const keyboard = keyboardOf(workbench);
        await keyboard.command('Token Deck: Add Profile');
        await keyboard.answer('Provider', provider);
        await keyboard.answer('Grant', 'Browser sign-in');
        for (const [question, text] of fields(running)) await keyboard.answer(question, text);
        // Keycloak registers clients: there, an empty client ID is an answer.
        if (provider !== 'Keycloak') await keyboard.leaveEmpty('Client ID', 'Paste the client ID');
        await keyboard.answer('Client ID', clients['login']?.clientId);
        const shown = /\S+:\/\/[^\s;]+/.exec(await keyboard.row('Review', 'Redirect URI'))?.[0];
        assert.ok(shown, 'the redirect URI to register');
        await workbench.screenshot(`first-token-review-${provider.toLowerCase()}`);
        await keyboard.answer('Review');
        await notification(workbench, /was added/);
        // What an administrator does with it, who reads it there.
        registerRedirects('login', [shown]);
        await keyboard.command('Token Deck: Get Token');
        await keyboard.answer('Token Deck');
        const page = await workbench.newTab(async () => {
          assert.match(await keyboard.confirm('Open'), /external website/);
        });
        // Nothing answers at the address that is pasted: the browser keeps showing it.
        const isPasted = shown === 'http://127.0.0.1/callback';
        const ended = isPasted ? page.waitForRequest((request) => request.url().startsWith(shown)) : undefined;
        await signIn(page, user, '#allow');
        if (ended !== undefined) await keyboard.answer('Paste the Address', (await ended).url());
        await notification(workbench, /The token is valid for/);
        await workbench.screenshot(`first-token-${provider.toLowerCase()}`);
        const { length } = keyboard.answers;
        console.log(`      ${length} answers: ${keyboard.answers.join(' | ')}`);
        assert.ok(length <= most, `${length} answers`);
      } catch (error) {
        await workbench.screenshot(`failed-first-token-${provider.toLowerCase()}`);
        throw error;
      } finally {
        await workbench.close();
      }
    });
  }
});
