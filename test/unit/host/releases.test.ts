import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { repository } from '../../host/cache';
import { isOldestOf, oldest } from '../../host/releases';

describe('the oldest VS Code that tests run in', () => {
  it('is the oldest that package.json allows', () => {
    const manifest = JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8')) as {
      engines: { vscode: string };
    };
    assert.ok(isOldestOf(manifest.engines.vscode, oldest.vscode), `${manifest.engines.vscode}, ${oldest.vscode}`);
  });

  const rows: [range: string, version: string, is: boolean][] = [
    ['^1.105.0', '1.105.1', true],
    ['^1.105.1', '1.105.1', true],
    ['^1.105.2', '1.105.1', false],
    ['^1.104.0', '1.105.1', false],
    ['^1.106.0', '1.105.1', false],
    ['*', '1.105.1', false],
  ];
  for (const [range, version, is] of rows) {
    it(`${version} ${is ? 'is' : 'is not'} the oldest of ${range}`, () => {
      assert.equal(isOldestOf(range, version), is);
    });
  }
});
