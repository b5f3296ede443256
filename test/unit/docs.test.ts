import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { presetNames, presets } from '../../src/profile/presets';
import { publicCommands } from '../../src/vscode/commands/public';
import { settings } from '../../src/vscode/ui/contributions';

const read = (file: string) => readFileSync(file, 'utf8');

/** What the compiler says of a module beside token-deck.d.ts. */
function problemsOf(code: string): string[] {
  const file = path.resolve('example.ts');
  const options: ts.CompilerOptions = {
    ...{ strict: true, noEmit: true, skipLibCheck: true, types: [] },
    ...{ module: ts.ModuleKind.Preserve, moduleResolution: ts.ModuleResolutionKind.Bundler },
    ...{ target: ts.ScriptTarget.ES2023, lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'] },
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, code, ts.ScriptTarget.ES2023) : getSourceFile(name, ...rest);
  host.fileExists = (name) => name === file || fileExists(name);
  const found = ts.getPreEmitDiagnostics(ts.createProgram([file], options, host));
  return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

describe('the documentation', () => {
  const commands = read('docs/commands.md');
  it('lists every command for programs', () => {
    for (const command of Object.keys(publicCommands)) assert.ok(commands.includes(`\`${command}\``), command);
  });

  it('has examples for extensions that compile against the shipped types, which refuse what is not there', () => {
    const examples = [...commands.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code);
    assert.equal(examples.length, 2);
    const wrong =
      "import type { TokenDeck } from './token-deck';\nexport const secretOf = (deck: TokenDeck) => deck.secret;";
    assert.deepEqual(problemsOf(examples.join('\n')), []);
    assert.deepEqual(problemsOf(wrong), ["Property 'secret' does not exist on type 'TokenDeck'."]);
  });

  const cells = (line: string) => line.split('|').map((cell) => cell.trim());
  const providers = read('docs/providers.md').split('\n').map(cells);
  for (const name of presetNames.filter((each) => presets[each].kind !== undefined)) {
    it(`tells of ${name} what the wizard tells`, () => {
      const { label, docs, fields, login } = presets[name];
      const provider = docs === undefined ? label() : `[${label()}](${docs})`;
      const own = fields.filter(({ optional }) => optional !== true).map(({ field }) => `\`${field}\``);
      const known = [login?.register() ?? '', login?.refresh() ?? ''];
      assert.deepEqual(
        providers.find(([, , preset]) => preset === `\`${name}\``),
        ['', provider, `\`${name}\``, own.join(', '), ...known, ''],
      );
    });
  }

  /** A test of each row of the table of standards, and what of the standard it names. */
  const tested: readonly (readonly [standard: string, test: string, names: string])[] = [
    ['RFC 6749', 'unit/oauth/grants/authorization-code', 'authorization_code'],
    ['RFC 6749 section 4.2, discouraged by RFC 9700', 'unit/oauth/grants/implicit', 'id_token token'],
    ['RFC 6750', 'unit/oauth/bearer-fault', 'insufficient_scope'],
    ['RFC 7009, RFC 7662', 'unit/oauth/endpoints/revocation', 'token_type_hint'],
    ['RFC 7523', 'unit/oauth/every-grant/table', 'private_key_jwt'],
    ['RFC 7591, RFC 7592', 'unit/tokens/registrations', 'redirect_uris'],
    ['RFC 7636', 'unit/oauth/grants/authorization-code', 'code_verifier'],
    ['RFC 8252', 'unit/vscode/login/loopback', '127.0.0.1'],
    ['RFC 8414, OpenID Connect Discovery', 'unit/oauth/discovery', 'RFC 8414'],
    ['RFC 8628', 'unit/oauth/every-grant/table', 'device_code'],
    ['RFC 8693', 'unit/tokens/sources', 'subject_token'],
    ['RFC 8705', 'unit/oauth/fapi', 'x5t#S256'],
    ['RFC 8707', 'unit/oauth/parameters', 'resource'],
    ['RFC 9101, JARM', 'unit/oauth/authorization-request', 'jarm: true'],
    ['RFC 9126', 'unit/oauth/authorization-request', 'request_uri'],
    ['RFC 9207', 'unit/oauth/grants/redirect-answer', 'iss='],
    ['RFC 9396', 'unit/oauth/every-grant/further', 'authorization_details'],
    ['RFC 9449', 'unit/oauth/dpop', 'jkt'],
    ['FAPI 2.0 Security Profile', 'unit/oauth/fapi', 'FAPI 2.0'],
    ['OpenID Connect Core, RP-Initiated Logout', 'unit/oauth/endpoints/end-session', 'logout_hint'],
    ['RFC 7515 to RFC 7519, RFC 8037, RFC 9864, SD-JWT', 'unit/jwt/verify/verify', 'SD-JWT'],
  ];
  it('names only standards that have a test', () => {
    const [, section = ''] = read('README.md').split('## Standards\n');
    const rows = (section.split('\n## ', 1)[0] ?? '').split('\n').filter((line) => line.startsWith('| '));
    assert.deepEqual(
      rows.slice(2).map((row) => cells(row)[1]),
      tested.map(([standard]) => standard),
    );
    for (const [standard, test, names] of tested) {
      // Or rows that a test runs.
      const file = [`test/${test}.test.ts`, `test/${test}.ts`].find((each) => existsSync(each));
      assert.ok(read(file ?? assert.fail(test)).includes(names), `${standard}: ${test}`);
    }
  });

  it('lists every setting with its default', () => {
    const readme = read('README.md');
    for (const [name, value] of Object.entries(settings)) {
      assert.match(
        readme,
        new RegExp(`\\| \`tokenDeck\\.${name.replace('.', '\\.')}\` +\\| \`${String(value)}\` +\\|`),
        name,
      );
    }
  });

  it('begins with what Token Deck does and the steps to a first token, before any picture', () => {
    const readme = read('README.md');
    const [first, second] = [...readme.matchAll(/^## (.+)$/gm)];
    assert.equal(first?.[1], 'Your first token');
    assert.match(readme.slice(first?.index, second?.index), /^1\. [^]*^2\. [^]*^3\. /m);
    assert.ok(readme.indexOf('![') > (second?.index ?? Infinity), 'the page of the extension has no pictures');
  });

  it('has no npm scripts on the page that users read', () => {
    assert.doesNotMatch(read('README.md'), /\bnpm (ci|install|run|test)\b/);
  });

  it('lists every npm script for those who work on it', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const contributing = read('CONTRIBUTING.md');
    for (const name of Object.keys(scripts)) {
      const command = name === 'test' ? 'npm test' : `npm run ${name}`;
      assert.match(contributing, new RegExp(`^\\| \`${command}\` +\\| \\S`, 'm'), name);
    }
  });

  it('tells what changed in this version, in the sections of Keep a Changelog', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    const headings = [...read('CHANGELOG.md').matchAll(/^#{2,3} (.+)$/gm)].map(([, heading = '']) => heading);
    const versions = headings.filter((heading) => heading.startsWith('['));
    assert.equal(versions[0], '[Unreleased]');
    for (const heading of versions.slice(1)) assert.match(heading, /^\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}$/);
    assert.ok(versions[1]?.startsWith(`[${version}] `), `${version} is the latest version of the changelog`);
    const kinds = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];
    for (const heading of headings) assert.ok(versions.includes(heading) || kinds.includes(heading), heading);
  });

  for (const file of [
    'README.md',
    'ARCHITECTURE.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    'CHANGELOG.md',
    'docs/commands.md',
    'docs/providers.md',
  ]) {
    it(`${file} links only to files that exist`, () => {
      const targets = [...read(file).matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)].map(([, target = '']) => target);
      const missing = targets.filter((target) => !existsSync(path.join(path.dirname(file), target)));
      assert.deepEqual(missing, []);
    });
  }
});
