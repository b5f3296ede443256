import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SignJWT } from 'jose';
import type { Browser, Page } from 'playwright-core';
import { inspectToken } from '../../src/jwt/inspect/inspect';
import { inspectorHtml } from '../../src/vscode/jwt/inspector-html';
import type { FromPage, ToPage } from '../../src/webview/protocol';
import { repository } from '../host/cache';
import { launchChromium } from '../host/chromium';

const origin = 'https://inspector.example';

/** Every text of the page, translated into itself between brackets. */
function bracketed(): Record<string, string> {
  const folder = path.join(repository, 'src/webview');
  const sources = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
  const texts = sources.flatMap((code) => [...code.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, text = '']) => text));
  return Object.fromEntries(texts.map((text) => [text, `⟦${text}⟧`]));
}

/** What a person reads on the page or is read out, of elements whose words are the page's own. */
function wordsOf(body: Element): string[] {
  const own = body.querySelectorAll(
    'h1, h2, button, summary, label, option, caption, .hint, .legend span, th[scope=col]',
  );
  const labelled = ['aria-label', 'placeholder', 'data-placeholder'].flatMap((name) =>
    [...body.querySelectorAll(`[${name}]`)].map((each) => each.getAttribute(name) ?? ''),
  );
  return [...own].map((each) => each.textContent).concat(labelled);
}

describe('the inspector, in another language', () => {
  let browser: Browser;
  let page: Page;
  const refused: string[] = [];

  before(async function () {
    this.timeout(120_000);
    browser = await launchChromium();
    page = await browser.newPage();
    page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
    const html = inspectorHtml({
      shows: 'token',
      cspSource: origin,
      nonce: 'bm9uY2U=',
      style: `${origin}/media/inspector.css`,
      script: `${origin}/dist/webview/inspector.js`,
      language: 'qps-ploc',
      texts: bracketed(),
    });
    await page.route(`${origin}/**`, async (route) => {
      const { pathname } = new URL(route.request().url());
      await route.fulfill(
        pathname === '/' ? { contentType: 'text/html', body: html } : { path: path.join(repository, pathname) },
      );
    });
    // The editor’s side of the page: it keeps what the page says.
    await page.addInitScript(() => {
      const said: FromPage[] = [];
      const postMessage = (message: FromPage) => said.push(message);
      Object.assign(globalThis, { said, acquireVsCodeApi: () => ({ postMessage, setState: () => undefined }) });
    });
    await page.goto(`${origin}/`);
  });
  after(() => browser.close());

  const tell = (message: ToPage) => page.evaluate((data) => window.postMessage(data), message);

  it('draws every word of its own in that language', async () => {
    const inner = await new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).sign(new Uint8Array(32));
    const token = await new SignJWT({ sub: 'ada', inner })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('2h')
      .sign(new Uint8Array(32));
    await tell({
      type: 'show',
      token: await inspectToken(token),
      edition: 0,
      replace: true,
      reference: undefined,
      note: undefined,
    });
    await tell({
      type: 'choices',
      profiles: [{ reference: 'personal:a', name: 'A' }],
      suggested: undefined,
      algorithms: ['ES256'],
      templates: [],
    });
    await page.getByText('⟦Create a key: ES256⟧').waitFor({ state: 'attached' });
    const words = await page.locator('body').evaluate(wordsOf);
    assert.ok(words.length > 60, String(words.length));
    assert.deepEqual(
      words.filter((text) => !/^⟦.*⟧$/s.test(text)),
      [],
    );
    assert.match(
      await page.locator('.state').innerText(),
      /^⟦Valid for another \d+ h \d+ min · decoded, not verified⟧$/,
    );
    assert.equal(await page.locator('html').getAttribute('lang'), 'qps-ploc');
  });

  it('says the results of checks, and what was copied, in that language', async () => {
    const checks = (['format', 'signature', 'claims', 'permissions'] as const).map((name, index) => ({
      name,
      ok: [true, false, null, null][index] ?? null,
      reason: 'R.',
    }));
    const result = { valid: false, checks };
    const answer = { of: 'verify', result, source: undefined, clockTolerance: 0 } as const;
    await tell({ type: 'answer', section: 'verify', edition: 0, answer });
    await page.locator('.state', { hasText: '⟦Not valid: the signature check failed⟧' }).waitFor();
    assert.deepEqual(await page.locator('.checks li').evaluateAll((items) => items.map((item) => item.textContent)), [
      '✓⟦Well formed⟧ ⟦passed⟧ R.',
      '✗⟦Signature⟧ ⟦failed⟧ R.',
      '–⟦Standard claims⟧ ⟦not checked⟧ R.',
      '–⟦Permissions⟧ ⟦not checked⟧ R.',
    ]);
    await tell({ type: 'copied', what: 'iss' });
    await page.getByText('⟦Copied: iss⟧').waitFor({ state: 'attached' });
  });

  it('needs nothing that its own policy refuses', () => assert.deepEqual(refused, []));
});
