import assert from 'node:assert/strict';
import { inspectorHtml, type PageParts } from '../../../../src/vscode/jwt/inspector-html';

const parts: PageParts = {
  shows: 'token',
  cspSource: 'https://*.vscode-cdn.example',
  nonce: 'bm9uY2U=',
  style: 'https://a.vscode-cdn.example/inspector.css',
  script: 'https://a.vscode-cdn.example/inspector.js',
  language: 'de',
  texts: { Copy: 'Kopieren' },
};

function textsIn(html: string): unknown {
  const [, data = ''] = /<script type="application\/json" id="l10n">(.*?)<\/script/s.exec(html) ?? [];
  return JSON.parse(data);
}

describe('inspector: the HTML of its page', () => {
  it('has the texts and the language of the editor', () => {
    const html = inspectorHtml(parts);
    assert.match(html, /<html lang="de">/);
    assert.deepEqual(textsIn(html), { Copy: 'Kopieren' });
  });

  it('is in English where the editor’s language has no texts', () => {
    const html = inspectorHtml({ ...parts, texts: undefined });
    assert.match(html, /<html lang="en">/);
    assert.deepEqual(textsIn(html), {});
  });

  it('keeps every text whole, and none ends the block of texts', () => {
    const texts = {
      a: '</script><script>alert(1)</script>',
      b: '<!-- <script>',
      c: '</SCRIPT >',
      d: '$& $1 "\\\u2028\u2029',
      e: ']]>',
    };
    const html = inspectorHtml({ ...parts, texts });
    assert.deepEqual(textsIn(html), texts);
    assert.equal(html.match(/<script/gi)?.length, 2);
    assert.equal(html.match(/<\/script/gi)?.length, 2);
    assert.doesNotMatch(html, /<!--/);
  });

  it('says whether it shows a token or an answer', () => {
    for (const shows of ['token', 'answer'] as const)
      assert.ok(inspectorHtml({ ...parts, shows }).includes(`<body data-shows="${shows}">`));
  });

  it('lets only its own script run, and loads only its own style', () => {
    const html = inspectorHtml(parts);
    const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
    assert.deepEqual(policy.split('; ').sort(), [
      "base-uri 'none'",
      "default-src 'none'",
      "form-action 'none'",
      "script-src 'nonce-bm9uY2U='",
      'style-src https://*.vscode-cdn.example',
    ]);
    const run = [...html.matchAll(/<script ([^>]*)>/g)].map(([, attributes]) => attributes);
    assert.deepEqual(run, [
      'type="application/json" id="l10n"',
      `nonce="${parts.nonce}" src="https://a.vscode-cdn.example/inspector.js"`,
    ]);
  });
});
