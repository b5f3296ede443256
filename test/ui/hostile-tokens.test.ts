import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pickHost } from '../host/pick';
import type { Workbench } from '../host/workbench';
import { pictureOfFailure } from './actions';

const repository = path.resolve(import.meta.dirname, '../../..');
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const exp = Math.floor(Date.now() / 1000) + 3600;

/** What VS Code’s Markdown could take for a link, a picture, an icon or markup. The backtick keeps it from being code. */
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

/** As code, and, since a backtick ends code, as text. */
const claims = Object.fromEntries(
  attempts.flatMap((text, i) => [
    [`c${i}`, text],
    [`t${i}`, `\`${text}`],
    [`${text} ${i}`, 'a name'],
    [`\`${text} ${i}`, 'a name'],
  ]),
);

/** What must not be there: all but our own links, our table, and code. */
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
  let folder: string;
  let workbench: Workbench;
  const batches = Array.from({ length: Math.ceil(Object.keys(claims).length / 50) }, (_, i) =>
    Object.fromEntries(Object.entries(claims).slice(i * 50, i * 50 + 50)),
  );
  const registered = attempts.map((text) => ({
    iss: `\`${text}`,
    sub: text,
    aud: [`\`${text}`, text],
    scope: `\`${text}`,
  }));

  before(async function () {
    this.timeout(240_000);
    const host = await pickHost();
    folder = await mkdtemp(path.join(os.tmpdir(), 'token-deck-hostile-'));
    const token = (of: object) => `${encode({ alg: '`<https:evil.example> [x](y)', typ: 'JWT' })}.${encode(of)}.c2ln`;
    for (const [i, batch] of [...batches, ...registered].entries())
      await writeFile(path.join(folder, `${i}.txt`), `${token({ exp, ...batch })}\n`);
    workbench = await host.open({
      workspace: folder,
      developmentPath: repository,
      size: { width: 1280, height: 800 },
    });
  });

  after(async () => {
    await workbench.close();
    await rm(folder, { recursive: true, force: true });
  });

  afterEach(pictureOfFailure(() => workbench));

  it('are text in the hover: no link, no picture, no icon, no markup', async () => {
    for (const i of [...batches, ...registered].keys()) {
      await workbench.openFile(`${i}.txt`);
      const hovers = workbench.page.locator('.monaco-hover:visible .hover-row', { hasText: 'not verified' });
      const letters = workbench.page.locator('.view-line span span', { hasText: /ey\w{10}/ }).first();
      await letters.hover({ position: { x: 200, y: 6 } });
      await hovers.first().waitFor();
      assert.deepEqual(await hovers.first().evaluate(markupIn), [], `${i}.txt`);
      const rows = await hovers
        .first()
        .locator('tbody tr')
        .evaluateAll((all) => all.map(({ children }) => children.length));
      const expected = Object.keys(batches[i] ?? registered[i - batches.length] ?? {}).length + 1;
      assert.deepEqual(
        rows,
        Array.from({ length: expected }, () => 3),
        `${i}.txt`,
      );
      await workbench.page.mouse.move(600, 780);
      await hovers.first().waitFor({ state: 'hidden' });
    }
  }).timeout(240_000);
});
