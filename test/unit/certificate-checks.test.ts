import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repository } from '../host/cache';

const source = path.join(repository, 'src');

/** What turns the check of a server's certificate off, or takes its result for something else. */
const unchecked = /rejectUnauthorized(?!: true)|checkServerIdentity|NODE_TLS_REJECT_UNAUTHORIZED|proxyStrictSSL/;

/** They tell a person where something else has turned it off, or ask. */
const tellOfIt = [
  'vscode/integrations/httpyac-destination.ts',
  'vscode/tokens/surroundings.ts',
  'vscode/ui/system.node.ts',
].map(path.normalize);

describe('the checks of certificates', () => {
  it('are turned off nowhere, and no setting turns them off', () => {
    const found = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !tellOfIt.includes(file))
      .filter((file) => unchecked.test(readFileSync(path.join(source, file), 'utf8')));
    assert.deepEqual(found, []);
    assert.doesNotMatch(readFileSync(path.join(repository, 'package.json'), 'utf8'), /insecure|certificate/i);
  });

  for (const [line, expected] of [
    ['{ rejectUnauthorized: false }', true],
    ['options.rejectUnauthorized = strict', true],
    ['{ rejectUnauthorized }', true],
    ['checkServerIdentity: () => undefined', true],
    ['{ rejectUnauthorized: true }', false],
  ] as const)
    it(`are ${expected ? '' : 'not '}found to be turned off in ${line}`, () =>
      assert.equal(unchecked.test(line), expected));
});
