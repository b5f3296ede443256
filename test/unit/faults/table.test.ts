import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { config } from '@vscode/l10n';
import { faults } from '../../../src/faults/table';

const codes = Object.keys(faults) as (keyof typeof faults)[];

describe('faults: the table', () => {
  afterEach(() => config({ contents: {} }));

  it('has the codes that the documentation lists, with the same next steps', () => {
    const documented = readFileSync('docs/commands.md', 'utf8').matchAll(/^\| `([a-z-]+)` +\| *(.*?) *\|$/gm);
    assert.deepEqual(
      [...documented].map(([, code, next]) => [code, next]).sort(),
      codes.map((code) => [code, faults[code]()]).sort(),
    );
  });

  for (const code of codes) {
    it(`${code} is in kebab case, and its next step is whole sentences on one line`, () => {
      assert.match(code, /^[a-z]+(-[a-z]+)*$/);
      assert.match(faults[code](), code === 'cancelled' ? /^$/ : /^\p{Lu}[^\n]*[^\s.]\.$/u);
    });
  }

  it('speaks the language that was set after it was loaded', () => {
    const english = codes.map((code) => faults[code]());
    config({ contents: Object.fromEntries(english.map((text) => [text, `qps ${text}`])) });
    assert.deepEqual(
      codes.map((code) => faults[code]()),
      english.map((text) => (text === '' ? '' : `qps ${text}`)),
    );
  });
});
