import { cp, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { repository } from '../test/host/cache';

/** Versions of the extension that are measured side by side: this one, and an older one if one is given. */
export type VersionName = 'now' | 'before';

/** A version to load: the folder of the extension, with a main module that times the extension's own. */
export interface Version {
  readonly name: VersionName;
  readonly folder: string;
}

/**
 * Copies the built extension of a checkout to `folder`, and puts the timing main module into its place.
 * @throws where it has no build
 */
export async function timedVersion(name: VersionName, checkout: string, folder: string): Promise<Version> {
  for (const part of ['dist', 'media', 'package.nls.json']) {
    if (!existsSync(path.join(checkout, part))) throw new Error(`${checkout} has no ${part}: build it first`);
    await cp(path.join(checkout, part), path.join(folder, part), { recursive: true });
  }
  const manifest = JSON.parse(await readFile(path.join(checkout, 'package.json'), 'utf8')) as { main: string };
  const timed = { ...manifest, main: './timed-main.mjs', timedMain: manifest.main };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(timed));
  await cp(path.join(repository, 'out/bench/timed-main.run.mjs'), path.join(folder, 'timed-main.mjs'));
  return { name, folder };
}
