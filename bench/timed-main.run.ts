import { statSync } from 'node:fs';
import path from 'node:path';
import { loadedWith } from '../test/support/modules';
import { activationGlobal, type Activation } from './figures';

/** Takes the place of the extension's main module in the bench: loads it as VS Code would, and times that and its activation. */
type Extension = typeof import('../src/extension');
const main = path.join(import.meta.dirname, 'dist/extension.mjs');

const before = performance.now();
const extension = (await import(main)) as Extension;
const load = performance.now() - before;

export async function activate(...context: Parameters<Extension['activate']>): Promise<unknown> {
  const start = performance.now();
  const returned: unknown = extension.activate(...context);
  const exported = await returned;
  const bundles = Object.fromEntries([...loadedWith(main)].map((file) => [path.basename(file), statSync(file).size]));
  const figures: Activation = { load, activate: performance.now() - start, bundles };
  (globalThis as Record<string, unknown>)[activationGlobal] = figures;
  return exported;
}
