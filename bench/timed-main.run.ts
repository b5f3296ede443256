import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { activationGlobal, type Activation } from './figures';

/** Stands for the extension's main module in the bench: loads it as VS Code would, and times that and its activation. */
type Extension = typeof import('../src/extension');
const require = createRequire(__filename);
const dist = path.join(__dirname, 'dist');

const before = performance.now();
const extension = require(path.join(dist, 'extension.js')) as Extension;
const load = performance.now() - before;

export async function activate(...context: Parameters<Extension['activate']>): Promise<unknown> {
  const start = performance.now();
  const returned: unknown = extension.activate(...context);
  const exported = await returned;
  const figures: Activation = { load, activate: performance.now() - start, bundles: loadedBundles() };
  (globalThis as Record<string, unknown>)[activationGlobal] = figures;
  return exported;
}

function loadedBundles(): Record<string, number> {
  const files = Object.keys(require.cache).filter((file) => file.startsWith(dist + path.sep));
  return Object.fromEntries(files.map((file) => [path.basename(file), statSync(file).size]));
}
