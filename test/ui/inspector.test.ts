import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CompactEncrypt, decodeJwt, EncryptJWT } from 'jose';
import type { Workbench } from '../host/workbench';
import { encrypted, encryptionKey, plaintext } from '../rfc7516-a3';
import { startServer, type Server } from '../server/server';
import { jwt, part } from '../support/jwts';
import { contrasts } from './contrast';
import { eventually } from '../support/eventually';
import { tokenHover } from './token-hover';
import { openBefore } from './window';

/** A token for the tenant’s machine client, obtained without the extension. */
async function issuedBy({ tenants }: Server): Promise<string> {
  const { endpoints, clients, audience } = tenants.auth0;
  const { clientId = '', clientSecret = '' } = clients.m2m ?? {};
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    audience: audience ?? '',
  });
  const answer = (await (await fetch(endpoints.token, { method: 'POST', body })).json()) as { access_token: string };
  return answer.access_token;
}

/** Everything that VS Code on the web stores in the browser. Runs in the page. */
async function everythingStored(): Promise<string> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error(String(request.error)));
    });
  const found: unknown[] = [];
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames)
      found.push(await done(database.transaction(store).objectStore(store).getAll()));
    database.close();
  }
  return JSON.stringify(found).replaceAll('\\', '');
}

describe('the inspector, clicked', () => {
  let server: Server;
  let workbench: Workbench;
  let token: string;
  let kind: string;

  const opened = openBefore(async (folder, host) => {
    ({ kind } = host);
    server = await startServer();
    token = await issuedBy(server);
    const { issuer, audience, clients } = server.tenants.auth0;
    const profile = {
      id: 'calendar',
      name: 'Calendar API',
      grant: 'client_credentials',
      issuer,
      audience,
      clientId: clients.m2m?.clientId,
    };
    await mkdir(path.join(folder, '.vscode'));
    await writeFile(path.join(folder, '.vscode/token-deck.json'), JSON.stringify({ version: 1, profiles: [profile] }));
    await writeFile(path.join(folder, 'notes.txt'), `The token:\n${token}\n`);
    return { size: { width: 1500, height: 950 } };
  });
  before(async () => {
    ({ workbench } = opened);
    await workbench.openView('Token Deck');
    await eventually('the profile', async () => (await workbench.treeRows()).length > 0);
  });
  after(() => server.close());

  const page = () => workbench.webview();
  /** The tab of the token, named after its issuer and subject. */
  const tab = () => workbench.page.locator('.tabs-container .tab', { hasText: ' · ' }).first();
  const state = (text: RegExp) => page().locator('.state', { hasText: text }).waitFor();
  const box = () => page().getByRole('textbox', { name: 'Token', exact: true });
  const copied = (what: RegExp) =>
    eventually(`the clipboard like ${String(what)}`, async () => {
      const text = await workbench.clipboard();
      return what.test(text) && text;
    });

  it('opens from the hover, and shows the token’s parts and claims', async () => {
    await workbench.openFile('notes.txt');
    await (await tokenHover(workbench.page)).getByText('Inspect').click();
    await page().getByRole('rowheader', { name: 'iss', exact: true }).waitFor();
    assert.equal(await box().innerText(), token);
    const text = await page().locator('body').innerText();
    assert.match(text, /Valid for another \d+ h/);
    assert.match(text, /https:\/\/api\.calendar\.example/);
    assert.match(await page().getByRole('row', { name: /^exp/ }).innerText(), /20\d\d.*\(in \d+ h \d+ min\)/s);
    assert.deepEqual(await page().locator('.legend span').allInnerTexts(), ['header', 'payload', 'signature']);
    const coloured = await box().evaluate(() =>
      ['header', 'payload', 'signature'].map((part) => {
        const [range] = CSS.highlights.get(`part-${part}`) ?? [];
        return range === undefined ? '' : (range as Range).toString();
      }),
    );
    assert.equal(coloured.join('.'), token);
    await workbench.screenshot('inspector-dark');
  });

  it('shows claims as JSON, and copies the JSON, a value or the token', async () => {
    await page()
      .getByRole('group', { name: 'Claims: how it is shown' })
      .getByRole('button', { name: 'JSON', exact: true })
      .click();
    assert.match(await page().getByLabel('Claims as JSON', { exact: true }).innerText(), /^\{\n {2}"/);
    await page().getByRole('button', { name: 'Copy claims as JSON' }).click();
    assert.deepEqual(JSON.parse(await copied(/"iss"/)), decodeJwt(token));
    await page()
      .getByRole('group', { name: 'Claims: how it is shown' })
      .getByRole('button', { name: 'Table', exact: true })
      .click();
    await page().getByRole('button', { name: 'Copy value of iss' }).click();
    assert.equal(await copied(/^http/), server.tenants.auth0.issuer);
    await page().getByRole('button', { name: 'Copy token' }).click();
    assert.equal(await copied(/^ey/), token);
  });

  it('verifies with the keys of the profile that has the same issuer', async () => {
    await page().getByText('Verify as an API would').click();
    assert.equal(
      await page().getByLabel('Keys').inputValue(),
      'profile team:' + (await folderReference()) + ':calendar',
    );
    await page().getByRole('button', { name: 'Verify', exact: true }).click();
    // The issuer of a folder's profile is contacted for the first time.
    assert.match(await workbench.dialogText(), /^Use the profile “/);
    await workbench.clickDialog('Allow');
    await state(/^Valid for another \d+ h \d\d min, verified with the key “[^”]+” of http:\/\/127/);
    assert.match((await page().locator('.state').getAttribute('class')) ?? '', /good/);
    await workbench.screenshot('inspector-valid');
    await page().getByLabel('Required scopes, permissions or roles').fill('read:calendar fly:planes');
    await page().getByRole('button', { name: 'Verify', exact: true }).click();
    await state(/^Not valid: permissions are missing; the signature is valid$/);
    assert.equal(await page().locator('.good', { hasText: /valid/i }).count(), 0);
    const checks = await page().locator('.checks li').allInnerTexts();
    assert.equal(checks.length, 4);
    assert.match(checks[3] ?? '', /fly:planes.*403/s);
    await workbench.screenshot('inspector-verified');
    await page().getByLabel('Keys').selectOption('token');
    await page().getByRole('button', { name: 'Verify', exact: true }).click();
    await page().getByText('does not allow asking a token’s own address').waitFor();
    await state(/decoded, not verified$/);
    await page().getByLabel('Keys').selectOption('nowhere');
    await page().getByRole('button', { name: 'Verify', exact: true }).click();
    await state(/^Not valid: permissions are missing; the signature was not checked$/);
  });

  it('is unchanged when it was hidden and is shown again', async () => {
    await workbench.openFile('notes.txt');
    await tab().click();
    await state(/^Not valid: /);
    assert.equal(
      await page().getByLabel('Required scopes, permissions or roles').inputValue(),
      'read:calendar fly:planes',
    );
  });

  it('finds its token in the document again after a reload, and does not store it', async () => {
    await Promise.all([workbench.page.waitForEvent('load'), workbench.runCommand('Developer: Reload Window')]);
    await page().getByRole('rowheader', { name: 'iss', exact: true }).waitFor({ timeout: 60_000 });
    assert.equal(await box().innerText(), token);
    if (kind !== 'web') return console.log('      (what is stored is checked only in the web host)');
    const stored = await workbench.page.evaluate(everythingStored);
    assert.match(stored, /notes\.txt[^}]*character/, 'the reference is kept');
    for (const part of token.split('.').slice(1)) assert.ok(!stored.includes(part.slice(0, 40)), 'the token is kept');
  });

  it('shows the token as it is typed', async () => {
    await box().fill('');
    await box().pressSequentially(part({ alg: 'none' }));
    await page().locator('.state.bad').waitFor();
    await box().pressSequentially(`.${part({ sub: 'ada' })}.`);
    await page().getByRole('rowheader', { name: 'sub', exact: true }).waitFor();
    assert.match(await page().getByLabel('Worth a second look').innerText(), /not signed/);
    await box().fill('opaque');
    assert.match(await page().locator('.state.bad').innerText(), /^Not a JWT/);
    assert.equal(await page().locator('table:visible').count(), 0);
  });

  it('shows hostile claims as plain text', async () => {
    const evil = {
      a: '<img src=x onerror=alert(1)>',
      '<b>b</b>': '[x](command:workbench.action.quit)',
      c: '\u202eabc',
    };
    await box().fill(jwt(evil, { alg: 'none' }, ''));
    await page().getByRole('rowheader', { name: '<b>b</b>' }).waitFor();
    assert.equal(await page().locator('img, b, a').count(), 0);
  });

  it('signs a test token, verifies it with the same key, and copies the key set', async () => {
    await page().getByText('Sign a test token').click();
    await page().getByLabel('Template').selectOption('Access token (RFC 9068)');
    await page().getByLabel('Key', { exact: true }).last().selectOption('ES256');
    await page().getByRole('button', { name: 'Sign', exact: true }).click();
    await page().getByRole('rowheader', { name: 'client_id' }).waitFor();
    await page().getByText('Verify as an API would').click();
    assert.equal(await page().getByLabel('Keys').inputValue(), 'signed');
    await page().getByRole('button', { name: 'Verify', exact: true }).click();
    await state(/^Valid for another .*, verified with the key “/);
    await page().getByRole('button', { name: 'Copy JWKS' }).click();
    const { keys } = JSON.parse(await copied(/"keys"/)) as { keys: Record<string, string>[] };
    assert.equal(keys.length, 1);
    assert.deepEqual([keys[0]?.kty, keys[0]?.alg, keys[0]?.d], ['EC', 'ES256', undefined]);
    await page().getByLabel('Claims', { exact: true }).fill('{');
    await page().getByRole('button', { name: 'Sign', exact: true }).click();
    await page().getByText('The claims must be a JSON object.').waitFor();
  });

  it('signs changed claims at once, with the key of before', async () => {
    const before = await box().innerText();
    const claims = page().getByLabel('Claims', { exact: true });
    await claims.fill('{"iss": "https://issuer.example", "sub": "grace"}');
    await page().getByRole('cell', { name: 'grace' }).waitFor();
    await workbench.page.locator('.tabs-container .tab.active', { hasText: 'issuer.example · grace' }).waitFor();
    const [header, , signature] = (await box().innerText()).split('.');
    assert.equal(header, before.split('.')[0]);
    assert.notEqual(signature, before.split('.')[2]);
    await page().getByRole('button', { name: 'Verify', exact: true }).click();
    await state(/^Valid and never expires, verified with the key “/);
    await workbench.screenshot('inspector-signed');
  });

  it('does not sign changed claims once another token is in the box', async () => {
    await box().fill(token);
    await page().getByRole('cell', { name: 'grace' }).waitFor({ state: 'detached' });
    await page().getByLabel('Claims', { exact: true }).fill('{"sub": "hopper"}');
    await page().getByRole('button', { name: 'Verify', exact: true }).click();
    await state(/^Not valid: the signature check failed$/);
    assert.equal(await box().innerText(), token);
  });

  it('decrypts a token with its key', async () => {
    await box().fill(encrypted);
    await page().getByRole('rowheader', { name: 'enc', exact: true }).waitFor();
    await page().locator('.decrypt').getByLabel('Key').fill('wrong');
    await page().getByRole('button', { name: 'Decrypt', exact: true }).click();
    await page().locator('.decrypt .bad').waitFor();
    await page().locator('.decrypt').getByLabel('Key').fill(JSON.stringify(encryptionKey));
    await page().getByRole('button', { name: 'Decrypt', exact: true }).click();
    assert.equal(await page().getByLabel('Decrypted payload').innerText(), plaintext);
  });

  it('shows the claims of a decrypted token, with meanings and dates', async () => {
    const secret = new Uint8Array(32).fill(7);
    const claims = new EncryptJWT({ sub: 'ada' }).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' });
    await box().fill(await claims.setExpirationTime('1h').encrypt(secret));
    await page().locator('.decrypt').getByLabel('Key').fill(Buffer.from(secret).toString('base64url'));
    await page().getByRole('button', { name: 'Decrypt', exact: true }).click();
    assert.match(await page().getByRole('row', { name: /^exp/ }).innerText(), /20\d\d-.*\(in \d+ min\)/s);
    assert.match(await page().getByRole('row', { name: /^sub/ }).innerText(), /Subject/);
    await state(/^Valid for another .* · decrypted, not verified$/);
    await workbench.screenshot('inspector-decrypted');
    const inner = jwt({ sub: 'grace', exp: Math.floor(Date.now() / 1000) + 3600 });
    const nested = new CompactEncrypt(new TextEncoder().encode(inner));
    await box().fill(await nested.setProtectedHeader({ alg: 'dir', enc: 'A256GCM', cty: 'JWT' }).encrypt(secret));
    await page().getByRole('button', { name: 'Decrypt', exact: true }).click();
    await page().getByRole('cell', { name: 'grace' }).waitFor();
    await page().locator('.decrypt').getByRole('button', { name: 'Inspect' }).waitFor();
  });

  it('can be used with the keyboard only', async () => {
    await box().fill(token);
    await page().getByRole('rowheader', { name: 'iss', exact: true }).waitFor();
    await page()
      .locator('.verify')
      .evaluate((details: HTMLDetailsElement) => void (details.open = false));
    await page().getByRole('button', { name: 'Copy token' }).focus();
    const focused = () => page().locator(':focus');
    await workbench.page.keyboard.press('Tab');
    assert.equal(await focused().getAttribute('aria-label'), 'Token');
    await workbench.page.keyboard.press('Tab');
    assert.equal(await focused().innerText(), 'Verify as an API would');
    await workbench.page.keyboard.press('Enter');
    await workbench.page.keyboard.press('Tab');
    await focused().selectOption('nowhere');
    await workbench.page.keyboard.press('Tab');
    await workbench.page.keyboard.press('Enter');
    await state(/^Not verified: valid for another /);
  });

  const themes: [theme: string, ofPage: string][] = [
    ['Light Modern', 'body.vscode-light:not(.vscode-high-contrast)'],
    ['Dark High Contrast', 'body.vscode-high-contrast:not(.vscode-high-contrast-light)'],
    ['Light High Contrast', 'body.vscode-high-contrast-light'],
    ['Dark Modern', 'body.vscode-dark'],
  ];
  for (const [theme, ofPage] of themes) {
    it(`can be read in ${theme}`, async () => {
      await workbench.theme(theme);
      await tab().click();
      await page().locator(ofPage).waitFor();
      await page().getByRole('rowheader', { name: 'iss', exact: true }).waitFor();
      await workbench.screenshot(`inspector-${theme.toLowerCase().replaceAll(' ', '-')}`);
      const weak = await eventually('the colours of the theme', async () => {
        const found = await page().locator('body').evaluate(contrasts);
        return found.count > 20 && found;
      });
      assert.deepEqual(weak.weak, []);
    });
  }

  async function folderReference(): Promise<string> {
    const value = await page().getByLabel('Keys').inputValue();
    return /^profile team:(.*):calendar$/.exec(value)?.[1] ?? '';
  }
});
