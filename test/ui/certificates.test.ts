import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Workbench } from '../host/workbench';
import { startMtlsRealm, type MtlsRealm } from '../server/mtls';
import { row } from './actions';
import { openBefore } from './window';

/** A folder's profile with an authority of its own, whose client authenticates by TLS. */
describe('a client certificate, in a window', () => {
  let realm: MtlsRealm;
  let workbench: Workbench;

  const opened = openBefore(async (folder) => {
    realm = await startMtlsRealm('127.0.0.1');
    const { issuer, clients } = realm.tenant;
    const profile = {
      ...{ id: 'mtls', name: 'Machine', grant: 'client_credentials', issuer, clientId: clients['authority']?.clientId },
      ...{ clientAuth: 'tls_client_auth', tls: { ca: realm.authority.certificate } },
    };
    await mkdir(path.join(folder, '.vscode'));
    await writeFile(path.join(folder, '.vscode/token-deck.json'), JSON.stringify({ version: 1, profiles: [profile] }));
    await writeFile(path.join(folder, 'client.pem'), realm.certificates.authority.certificate);
    return undefined;
  });
  before(async () => {
    ({ workbench } = opened);
    await workbench.openView('Token Deck');
    await row(workbench, 'Machine', /no secret stored/);
  });
  after(() => realm.close());

  it('is taken from a file, then its key is pasted, once the authority of the folder’s profile was shown', async () => {
    const { quickInput } = workbench;
    await workbench.clickTreeAction('Machine', 'Get Token');
    await quickInput.opened('Machine: Client Certificate');
    const shown = await quickInput.message();
    const { fingerprint256 } = new X509Certificate(realm.authority.certificate);
    assert.ok(shown.includes(`Trusts the authority with the SHA-256 fingerprint ${fingerprint256}`), shown);
    await quickInput.submit('not a certificate');
    await workbench.page.getByText('It has no certificate as PEM, and is no PKCS#12 either.').first().waitFor();
    await quickInput.button('Choose a File…');
    await quickInput.opened('Client Certificate or Private Key');
    // Until it lists the folder, VS Code's dialog replaces what is typed.
    await workbench.page.locator('.quick-input-widget:visible').getByText('client.pem').first().waitFor();
    await quickInput.submit(path.join(opened.folder, 'client.pem'));
    await quickInput.opened('Machine: Client Certificate');
    await workbench.page.locator('[placeholder="The private key of the certificate, as PEM"]').waitFor();
    await quickInput.submit(realm.certificates.authority.key.replace(/\n/g, ' '));
    // The aliases of its endpoints are at another port.
    const question = await workbench.dialogText();
    assert.ok(question.includes(realm.mtlsOrigin), question);
    await workbench.clickDialog('Allow');
    await row(workbench, 'Machine', /valid|in \d/);
    assert.equal(realm.shown.at(-1)?.name, 'CN=mtls-authority');
  });
});
