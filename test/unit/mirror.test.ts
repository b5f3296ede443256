import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { repository } from '../host/cache';

const source = path.join(repository, 'src');
const codeOf = (file: string) => readFileSync(path.join(source, file), 'utf8');

/** Whether a file, or one that it imports, imports `vscode`, so that Node alone cannot load it; types do not count. */
function needsVscode(file: string, seen = new Set<string>()): boolean {
  if (seen.has(file)) return false;
  seen.add(file);
  const imported = codeOf(file).matchAll(/^(?:import|export) (?!type\b)[^;]*?from '([^']+)'|\bimport\('([^']+)'\)/gm);
  return [...imported].some(([, fixed, dynamic]) => {
    const specifier = fixed ?? dynamic ?? '';
    if (!specifier.startsWith('.')) return specifier === 'vscode';
    const target = `${path.posix.join(path.posix.dirname(file), specifier)}.ts`;
    return existsSync(path.join(source, target)) && needsVscode(target, seen);
  });
}

function hasOnlyTypes(file: string): boolean {
  const compilerOptions: ts.CompilerOptions = {
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ESNext,
    verbatimModuleSyntax: true,
    removeComments: true,
  };
  return /^(?:export \{\};)?$/.test(ts.transpileModule(codeOf(file), { compilerOptions }).outputText.trim());
}

/** Files that need no unit test of their name, by the reason. */
const exceptions: Record<string, (file: string) => boolean> = {
  'only types': hasOnlyTypes,
  'needs VS Code: test/suites and test/ui run it there': (file) => needsVscode(file),
  'a page: test/ui clicks in it': (file) => file.startsWith('webview/'),
  'a row of a table, which the tests of the table and of logins go through': (file) =>
    /^(?:profile|oauth)\/(?:grants|client-auth)\/(?!table\.ts)/.test(file),
};

/** Files that still lack a test of their name: take out what gets one. */
const pending = [
  'base/event.ts',
  'base/lazy.ts',
  'oauth/client-auth/table.ts',
  'oauth/credentials.ts',
  'oauth/discovery.ts',
  'oauth/endpoints/discovery.ts',
  'oauth/endpoints/endpoint.ts',
  'oauth/endpoints/jwks.ts',
  'oauth/endpoints/token.ts',
  'oauth/exchange-line.ts',
  'oauth/exchange.ts',
  'oauth/grants/table.ts',
  'oauth/id-token.ts',
  'oauth/network-fault.ts',
  'oauth/parameters.ts',
  'oauth/requested.ts',
  'oauth/servers.ts',
  'oauth/supported.ts',
  'oauth/transport.ts',
  'profile/client-auth/table.ts',
  'profile/grants/table.ts',
  'profile/id.ts',
  'profile/json-value.ts',
  'profile/openid.ts',
  'profile/presets.ts',
  'profile/problem.ts',
  'profile/requirements.ts',
  'profile/schema-problems.ts',
  'profile/schema.ts',
  'profile/secret-kind.ts',
  'profile/secret-texts.ts',
  'profile/secrets-in.ts',
  'profile/secrets-used.ts',
  'profile/settings.ts',
  'profile/usable.ts',
  'storage/token-set.ts',
  'tokens/client-secrets.ts',
  'tokens/current-token.ts',
  'tokens/renewal.ts',
  'tokens/token-index.ts',
  'vscode/access/gate.ts',
  'vscode/commands/public.ts',
  'vscode/profiles/file-stamp.node.ts',
  'vscode/ui/argument.ts',
  'vscode/ui/contributions.ts',
  'vscode/ui/remedies.ts',
  'vscode/ui/selection.ts',
  'vscode/wizard/draft.ts',
];

/** `oauth/client.ts` has its tests in `test/unit/oauth/client.test.ts`, `login/loopback.node.ts` in `loopback.test.ts`. */
function testOf(file: string): string {
  return path.join(repository, 'test/unit', file.replace(/(?:\.node)?\.ts$/, '.test.ts'));
}

describe('the tests', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.ts'))
    .sort();
  const untested = files.filter((file) => !existsSync(testOf(file)));
  const missing = untested.filter((file) => !Object.values(exceptions).some((applies) => applies(file)));

  it('mirror the source: each file has its tests under its own name', () => {
    assert.deepEqual(
      missing.filter((file) => !pending.includes(file)),
      [],
    );
  });
  it('are taken out of the list of what is missing once they are there', () => {
    assert.deepEqual(
      pending.filter((file) => !missing.includes(file)),
      [],
    );
  });
  for (const [reason, applies] of Object.entries(exceptions)) {
    it(`are missing for a reason that is true of a file (${reason})`, () => assert.ok(untested.some(applies)));
  }
});
