import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Workbench } from '../host/workbench';
import { eventually } from '../support/eventually';
import { jwt, part } from '../support/jwts';
import { tokenHover } from './token-hover';
import { openBefore } from './window';
const exp = Math.floor(Date.now() / 1000) + 3600;

/** Text that VS Code’s Markdown could take for a link, an image, an icon or markup. */
const attempts = [
  '<https:evil.example/path>',
  '<https://evil.example/>',
  '<command:tokenDeck.ui.copyClaimsAt?%5B%5D>',
  '<mailto:eve@evil.example>',
  '<eve@evil.example>',
  'https://evil.example/ www.evil.example eve@evil.example',
  'HTTPS://EVIL.EXAMPLE WWW.EVIL.EXAMPLE',
  '[x](https://evil.example/) [x](command:tokenDeck.ui.copyClaimsAt) ![i](https://evil.example/i.png)',
  '[x]: https://evil.example/',
  '[^1] [x][] ![x][]',
  '<img src="https://evil.example/i.png"><b>b</b><a href="https://evil.example/">x</a><!-- c',
  '$(alert) $(sync~spin) $\u200b(alert) \\$(alert)',
  '\\`x\\` ``y`` ```z``` ~~~a',
  '| a | b |\n|-|-|\n| c | d |',
  '\\| a \\\\| b',
  'a\\',
  '\r\n\r\n# heading\n\n- list\n\n> quote\n\n---\n',
  '&lt;b&gt; &#96; &#124; &nbsp; &NewLine;&#10;# x',
  '**b** __b__ *i* _i_ ~~s~~ $x$ $$y$$',
  '\u202e\u2066\u061c\u200f\u2028\u2029\u0000',
  'x'.repeat(5000),
];

/** Each as code, and as text: a backtick before it keeps it from being shown as code. */
const claims = Object.fromEntries(
  attempts.flatMap((text, i) => [
    [`c${i}`, text],
    [`t${i}`, `\`${text}`],
    [`${text} ${i}`, 'a name'],
    [`\`${text} ${i}`, 'a name'],
  ]),
);

/** Elements that must not be there: all but our own links, our table, and code. */
function markupIn(hover: Element): string[] {
  const own = /^command:tokenDeck\.ui\.(inspect|verify|copyClaims)At\?/;
  return [...hover.querySelectorAll('.rendered-markdown *')]
    .filter((element) => {
      const href = element.getAttribute('data-href') ?? element.getAttribute('href');
      if (element.tagName === 'A')
        return !own.test(href ?? '') || !/^(Inspect|Verify|Copy Claims)$/.test(element.textContent);
      if (element.className !== '' && /codicon/.test(element.className)) return true;
      return !/^(P|STRONG|TABLE|THEAD|TBODY|TR|TH|TD|CODE|UL|LI|SPAN|DIV)$/.test(element.tagName);
    })
    .map((element) => element.outerHTML.slice(0, 300));
}

describe('hostile tokens', () => {
  let workbench: Workbench;
  const batches = Array.from({ length: Math.ceil(Object.keys(claims).length / 50) }, (_, i) =>
    Object.fromEntries(Object.entries(claims).slice(i * 50, i * 50 + 50)),
  );
  /** Claims that are also shown above the table. */
  const registered = attempts
    .filter((text) => /^<https:|^<command:|^\[x\]\(|^<img|^\$\(|^\r/.test(text))
    .map((text) => ({ iss: `\`${text}`, sub: text, aud: [`\`${text}`, text], scope: `\`${text}` }));

  const opened = openBefore(async (folder) => {
    const token = (of: object) => jwt(of, { alg: '`<https:evil.example> [x](y)', typ: 'JWT' });
    for (const [i, batch] of [...batches, ...registered].entries())
      await writeFile(path.join(folder, `${i}.txt`), `${token({ exp, ...batch })}\n`);
    return { size: { width: 1280, height: 800 } };
  });
  before(() => void ({ workbench } = opened));

  it('are plain text in the hover, without links, images, icons and markup', async () => {
    for (const i of [...batches, ...registered].keys()) {
      await workbench.openFile(`${i}.txt`);
      const hover = await tokenHover(workbench.page);
      assert.deepEqual(await hover.evaluate(markupIn), [], `${i}.txt`);
      const rows = await hover.locator('tbody tr').evaluateAll((all) => all.map(({ children }) => children.length));
      const expected = Object.keys(batches[i] ?? registered[i - batches.length] ?? {}).length + 1;
      assert.deepEqual(
        rows,
        Array.from({ length: expected }, () => 3),
        `${i}.txt`,
      );
      await workbench.page.mouse.move(600, 780);
      await hover.waitFor({ state: 'hidden' });
    }
  }).timeout(240_000);
});

/** Findings about one token are never shown beside another. */
describe('the inspector, when its token changes', () => {
  let workbench: Workbench;
  let server: Server;
  let jwks: string;
  let good: string;
  let changed: string;
  /** A token of an issuer whose keys are at another origin. */
  let own: string;
  let issuer: string;
  let elsewhere: string;
  /** Requests for the keys that were not answered yet, while `holding`. */
  const held: ServerResponse[] = [];
  let holding = false;
  let release = () => {};

  const opened = openBefore(async (folder) => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const keys = JSON.stringify({ keys: [await exportJWK(publicKey)] });
    good = await new SignJWT({ sub: 'ada', exp }).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);
    const [header = '', , signature = ''] = good.split('.');
    changed = `${header}.${part({ sub: 'eve', exp })}.${signature}`;
    const answer = (response: ServerResponse) => response.end(keys);
    server = createServer(({ url = '' }, response) => {
      if (url.startsWith('/.well-known/'))
        response.setHeader('content-type', 'application/json').end(JSON.stringify({ issuer, jwks_uri: elsewhere }));
      else if (holding) held.push(response);
      else answer(response);
    });
    release = () => {
      holding = false;
      held.splice(0).forEach(answer);
    };
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    issuer = `http://127.0.0.1:${port}`;
    jwks = `${issuer}/jwks`;
    elsewhere = `http://localhost:${port}/jwks`;
    own = await new SignJWT({ sub: 'eve', iss: issuer, exp }).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);
    await writeFile(path.join(folder, 'token.txt'), `${good}\n`);
    return { settings: { 'tokenDeck.jwt.allowNetwork': 'ask' }, size: { width: 1280, height: 800 } };
  });
  before(async () => {
    ({ workbench } = opened);
    await workbench.openFile('token.txt');
    await workbench.runCommand('Token Deck: Decode JWT');
    await page().getByRole('cell', { name: 'ada' }).waitFor();
  });

  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const page = () => workbench.webview();
  const box = () => page().getByRole('textbox', { name: 'Token', exact: true });
  const verify = () => page().getByRole('button', { name: 'Verify', exact: true }).click();
  const verdicts = () =>
    page()
      .locator('body')
      .evaluate((body) => (body.dataset['verdicts'] ?? '').split('|').slice(1));

  it('does not show the verdict on the token before', async () => {
    await page().getByText('Verify as an API would').click();
    await page().getByLabel('Keys').selectOption('address');
    await page().getByLabel('Address of the key set').fill(jwks);
    await page()
      .locator('body')
      .evaluate((body) =>
        new MutationObserver(() => {
          const state = document.querySelector('.state')?.textContent ?? '';
          const before = body.dataset['verdicts'] ?? '';
          if (/^Not valid|verified with/.test(state) && !before.endsWith(`|${state}`))
            body.dataset['verdicts'] = `${before}|${state}`;
        }).observe(body.querySelector('.state') as Node, { childList: true }),
      );
    holding = true;
    await verify();
    await eventually('the request for keys', () => held.length === 1);
    await box().fill(changed);
    await page().getByRole('cell', { name: 'eve' }).waitFor();
    release();
    await verify();
    await page().getByText('Not valid: the signature check failed').first().waitFor();
    assert.deepEqual(await verdicts(), ['Not valid: the signature check failed']);
  });

  it('shows the latest verdict', async () => {
    await box().fill(good);
    await page().getByRole('cell', { name: 'ada' }).waitFor();
    holding = true;
    await verify();
    await eventually('the request for keys', () => held.length === 1);
    await page().getByLabel('Expected issuer (iss)').fill('https://other.example/');
    await page().getByLabel('Keys').selectOption('nowhere');
    await verify();
    const unchecked = 'Not valid: the claims are not as expected; the signature was not checked';
    await page().getByText(unchecked).first().waitFor();
    release();
    await page().getByLabel('Keys').selectOption('address');
    await verify();
    await eventually('a third verdict', async () => (await verdicts()).length > 2);
    assert.deepEqual((await verdicts()).slice(1), [
      unchecked,
      'Not valid: the claims are not as expected; the signature is valid',
    ]);
  });

  it('ignores an answer about another edition of the text', async () => {
    await page()
      .locator('body')
      .evaluate(() => {
        const result = { valid: true, checks: [] };
        const data = { type: 'answer', section: 'verify', edition: 0, answer: { of: 'verify', result } };
        window.dispatchEvent(new MessageEvent('message', { data }));
      });
    assert.doesNotMatch(await page().locator('.state').innerText(), /verified with/);
  });

  it('keeps the keys that the user chose when others are suggested later', async () => {
    await page().getByLabel('Keys').selectOption('address');
    const suggest = () =>
      page()
        .locator('body')
        .evaluate(() => {
          const profiles = [{ reference: 'personal:one', name: 'One' }];
          const data = { type: 'choices', profiles, suggested: 'personal:one', algorithms: ['ES256'], templates: [] };
          window.dispatchEvent(new MessageEvent('message', { data }));
        });
    await suggest();
    assert.equal(await page().getByLabel('Keys').inputValue(), 'address');
    assert.equal(await page().getByLabel('Address of the key set').inputValue(), jwks);
  });

  it('asks before each origin that a token leads to, and says whose keys they are', async () => {
    await box().fill(own);
    await page().getByRole('cell', { name: 'eve' }).waitFor();
    await page().getByLabel('Expected issuer (iss)').fill('');
    await page().getByLabel('Keys').selectOption('token');
    await verify();
    for (const origin of [issuer, new URL(elsewhere).origin]) {
      await eventually(`the question about ${origin}`, async () =>
        (await workbench.dialogText()).includes(`Get keys from ${origin}?`),
      );
      await workbench.clickDialog('Allow');
    }
    await page().locator('.state.good', { hasText: 'verified with' }).waitFor();
    assert.match(await page().locator('.checks li').nth(1).innerText(), /those of the issuer in the token/);
  });
});
