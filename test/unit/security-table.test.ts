import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repository } from '../host/cache';

const read = (file: string) => readFileSync(path.join(repository, file), 'utf8');

/** The rows of the table of threats, each with the cells in it. */
function rows(): string[][] {
  const section = /\n## Threats\n(.*?)\n## /s.exec(read('SECURITY.md'))?.[1] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** The titles of the tests and groups in a file that are written out. */
function titlesIn(file: string): Set<string> {
  return new Set([...read(file).matchAll(/\b(?:it|describe)\(\s*'([^'\n]+)'/g)].map(([, title = '']) => title));
}

describe('the table of threats', () => {
  it('has a row for each of those who could do harm', () => {
    const who = rows().map(([cell = '']) => cell);
    for (const each of [
      ...[/repository, trusted/, /repository, not trusted/, /web page/, /provider/, /issuer/, /\bAPI\b/],
      ...[/neighbour extension/, /http\.proxy.*http\.proxyStrictSSL/, /unlocked machine/],
    ])
      assert.ok(
        who.some((cell) => each.test(cell)),
        String(each),
      );
  });

  for (const [who = '', what = '', stops = '', tests = '', ...more] of rows()) {
    it(`names a test that exists: ${who || '…'} could ${what}`, () => {
      assert.ok(what !== '' && stops !== '' && more.length === 0);
      const named = [...tests.matchAll(/`([^`]+)`: “([^”]+)”/g)];
      assert.ok(named.length > 0, 'no test is named');
      assert.equal(tests.replace(/`[^`]+`: “[^”]+”(; )?/g, ''), '', 'each is a file and a title');
      for (const [, file = '', title = ''] of named) {
        assert.ok(existsSync(path.join(repository, file)), file);
        assert.ok(titlesIn(file).has(title), `${file} has no test “${title}”`);
      }
    });
  }
});
