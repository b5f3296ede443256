import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadedWith } from '../test/support/modules';
import { activationGlobal, watchVariable, type Activation } from './figures';
import { watch } from './watch';

/** The extension's main module in the bench: loads the real one as VS Code would, and times that and its activation. */
type Extension = typeof import('../src/extension');
const manifest = readFileSync(path.join(import.meta.dirname, 'package.json'), 'utf8');
const main = path.join(import.meta.dirname, (JSON.parse(manifest) as { timedMain: string }).timedMain);
const require = createRequire(import.meta.url);
// An older version is a CommonJS module.
const isModule = main.endsWith('.mjs');
const address = pathToFileURL(main).href;

if (process.env[watchVariable] !== undefined) watch(path.dirname(main));

const before = performance.now();
const extension = (isModule ? await import(address) : require(main)) as Extension;
const load = performance.now() - before;

export async function activate(...context: Parameters<Extension['activate']>): Promise<unknown> {
  const start = performance.now();
  const returned: unknown = extension.activate(...context);
  const exported = await returned;
  const taken = performance.now() - start;
  const figures: Activation = { load, activate: taken, files: loadedFiles() };
  (globalThis as Record<string, unknown>)[activationGlobal] = figures;
  return exported;
}

function loadedFiles(): Record<string, number> {
  const folder = path.dirname(main) + path.sep;
  const files = isModule
    ? [...loadedWith(main)]
    : Object.keys(require.cache).filter((file) => file.startsWith(folder) && file.endsWith('.js'));
  return Object.fromEntries(files.map((file) => [path.relative(folder, file), statSync(file).size]));
}
