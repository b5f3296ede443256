import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { repository } from '../host/cache';

const source = path.join(repository, 'src');
const codeOf = (file: string) => readFileSync(path.join(source, file), 'utf8');

/** Files that need no unit test of their name, by the reason. */
const exceptions: Record<string, (file: string) => boolean> = {
  'only types': (file) => {
    const options = {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ESNext,
      verbatimModuleSyntax: true,
      removeComments: true,
    };
    return /^(?:export \{\};)?$/.test(ts.transpileModule(codeOf(file), { compilerOptions: options }).outputText.trim());
  },
  'touches VS Code: test/suites and test/ui run it there': (file) =>
    file === 'extension.ts' ||
    file.startsWith('parts/') ||
    (file.startsWith('vscode/') && /^import (?!type\b).* from 'vscode'/m.test(codeOf(file))),
  'runs what touches VS Code: test/suites and test/ui run it there': (file) => composed.includes(file),
  'a row of a table, which has its tests as a whole': (file) =>
    /^profile\/(grants|client-auth|presets)\/(?!table)/.test(file),
  'names that package.json has too: manifest.test.ts': (file) => file === 'vscode/ui/contributions.ts',
  'a page: test/ui clicks in it': (file) => file.startsWith('webview/'),
};

/** Files that import nothing of VS Code themselves, but call only what does. */
const composed = [
  'vscode/access/consent.ts',
  ...[
    'vscode/commands/ui.ts',
    'vscode/jwt/inspector-panel.ts',
    'vscode/jwt/jwt-commands.ts',
    'vscode/jwt/page-remedies.ts',
    'vscode/jwt/verification.ts',
    'vscode/marks/register.ts',
  ],
  ...['register', 'request-files', 'unsent'].map((name) => `vscode/integrations/${name}.ts`),
  'vscode/tokens/provider-commands.ts',
  'vscode/tokens/diagnoser.ts',
  ...[
    'vscode/profiles/profile-commands.ts',
    'vscode/profiles/states.ts',
    'vscode/wizard/wizard.ts',
    'vscode/wizard/client-auth-steps.ts',
    'vscode/wizard/wizard-questions.ts',
  ],
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

  it('mirror the source: each file has its tests under its own name', () => {
    const missing = untested.filter((file) => !Object.values(exceptions).some((applies) => applies(file)));
    assert.deepEqual(missing, []);
  });
  it('leave out no file by name that is gone or has tests', () =>
    assert.deepEqual(
      composed.filter((file) => !untested.includes(file)),
      [],
    ));
  for (const [reason, applies] of Object.entries(exceptions)) {
    it(`leave out no more than they say (${reason})`, () => assert.ok(untested.some(applies)));
  }
});
