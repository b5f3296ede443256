import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { cleanEnvironment, runProgram } from '../host/process';
import { copySources } from '../host/sources';
import { temporaryFolder, type TemporaryFolder } from '../host/temporary';

/**
 * A rehearsal adds something made up to a copy of the sources, by a few edits, and shows that it works and that no other
 * edit is needed: types are right, layers are kept, the unit tests around the tables stay green, and the tests of the
 * rehearsal pass. A new one is a file `NAME.test.ts` beside this one:
 *
 *     const edits: Edit[] = [
 *       { file: 'src/oauth/grants/made-up.ts', add: `export const madeUp = …;\n` },
 *       { file: 'src/oauth/grants/table.ts', after: 'export const grants = {', insert: '  made_up: madeUp,\n' },
 *     ];
 *     rehearse('a made-up grant', edits, (copy) => {
 *       it('gets a token', async () => {
 *         const { OAuthClient } = await copy.load<typeof import('../../src/oauth/client')>('src/oauth/client.ts');
 *         …
 *       });
 *     });
 *
 * What needs VS Code runs in a real one, with `developmentPath: await copy.build()`: `openBefore` of test/ui/window.ts
 * opens a window for tests that click, and `runSuites` of test/host/host.ts runs a module in the extension host, which
 * can execute commands. `npm test -- rehearsals` runs all rehearsals.
 */
export type Edit =
  /** A new file, with this text. */
  | { file: string; add: string }
  /** Lines put after the one line that contains a text. */
  | { file: string; after: string; insert: string };

/** The copy of the sources, edited. */
export interface Copy {
  /** Imports a module of the copy. The path is relative to the repository, as in `src/profile/parse.ts`. */
  load<Module>(file: string): Promise<Module>;
  /** Builds the extension of the copy; returns its folder, which a real VS Code can load. */
  build(): Promise<string>;
}

/** What unit tests read beside the sources. */
const pages = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'LICENSE', 'docs'];

/** Unit tests that go through a table, or through all sources. What is made up has no tests of its own among them. */
const unitTests = [
  ...['profile', 'oauth/client-auth', 'oauth/grants/table.test.ts', 'vscode/commands', 'vscode/wizard'],
  ...['architecture.test.ts', 'docs.test.ts', 'manifest.test.ts', 'names-of-grants.test.ts', 'texts.test.ts'],
].map((name) => `test/unit/${name}`);

/** A suite that makes the edits in a copy, checks its types and layers, and runs its unit tests and the given tests. */
export function rehearse(what: string, edits: readonly Edit[], tests: (copy: Copy) => void): void {
  describe(`rehearsal: ${what}`, function () {
    this.timeout(300_000);
    let made: TemporaryFolder | undefined;
    const folder = (): string => {
      assert.ok(made);
      return made.path;
    };

    before(async () => {
      made = await temporaryFolder();
      await copySources(made.path, ['test', 'demo', 'bench', ...pages]);
      for (const edit of edits) await apply(made.path, edit);
    });
    after(() => made?.remove());

    it('needs no other edit: the types fit and the layers hold', async () => {
      await Promise.all([checkTypes(folder()), checkLayers(folder())]);
    });

    it('needs no other edit: the unit tests stay green', () => runUnitTests(folder()));

    tests({
      load: <Module>(file: string) => load<Module>(folder(), file),
      async build() {
        await run(folder(), ['esbuild.js']);
        return folder();
      },
    });
  });
}

/** @throws where the file to add is there already, or not exactly one line has the text */
async function apply(folder: string, edit: Edit): Promise<void> {
  const file = path.join(folder, edit.file);
  if ('add' in edit) {
    assert.ok(!existsSync(file), `${edit.file} is there already`);
    await mkdir(path.dirname(file), { recursive: true });
    return writeFile(file, edit.add);
  }
  const lines = (await readFile(file, 'utf8')).split('\n');
  const places = [...lines.keys()].filter((index) => lines[index]?.includes(edit.after));
  assert.equal(places.length, 1, `lines of ${edit.file} with “${edit.after}”`);
  lines.splice((places[0] ?? 0) + 1, 0, edit.insert.replace(/\n$/, ''));
  await writeFile(file, lines.join('\n'));
}

async function checkTypes(folder: string): Promise<void> {
  const config = { extends: './tsconfig.json', include: ['src', ...unitTests] };
  await writeFile(path.join(folder, 'tsconfig.src.json'), JSON.stringify(config));
  await run(folder, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.src.json']);
}

/** The rules of tools/layers.mjs, which need no types. */
async function checkLayers(folder: string): Promise<void> {
  const config = `import { parser } from 'typescript-eslint';
import layers from './tools/layers.mjs';
const rules = { 'layers/down': 'error', 'layers/no-cycle': 'error' };
export default [{ files: ['src/**/*.ts'], languageOptions: { parser }, plugins: { layers }, rules }];
`;
  await writeFile(path.join(folder, 'layers.config.mjs'), config);
  await run(folder, [
    'node_modules/eslint/bin/eslint.js',
    '--quiet',
    '--no-inline-config',
    '--config',
    'layers.config.mjs',
    'src',
  ]);
}

/** @throws with what failed */
async function runUnitTests(folder: string): Promise<void> {
  const entryPoints = unitTests.flatMap((name) =>
    name.endsWith('.ts')
      ? [name]
      : readdirSync(path.join(folder, name), { recursive: true, encoding: 'utf8' })
          .filter((file) => file.endsWith('.test.ts'))
          .map((file) => path.join(name, file)),
  );
  await build({
    ...bundled(folder),
    entryPoints,
    outdir: 'out',
    outbase: '.',
    outExtension: { '.js': '.mjs' },
  });
  const files = entryPoints.map((file) => path.join('out', file.replace(/\.ts$/, '.mjs')));
  await run(folder, ['node_modules/mocha/bin/mocha.js', '--reporter', 'dot', '--timeout', '30000', ...files]);
}

const bundled = (folder: string) =>
  ({
    absWorkingDir: folder,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  }) as const;

async function load<Module>(folder: string, file: string): Promise<Module> {
  const outfile = path.join(folder, 'loaded', file.replace(/\.ts$/, '.mjs'));
  await build({ ...bundled(folder), entryPoints: [file], outfile });
  return (await import(pathToFileURL(outfile).href)) as Module;
}

async function run(folder: string, args: readonly string[]): Promise<void> {
  await runProgram(process.execPath, args, { cwd: folder, env: cleanEnvironment() });
}
