import { cp, symlink } from 'node:fs/promises';
import path from 'node:path';
import { repository } from './cache';

/** What the extension is built from. */
const sources = [
  ...['src', 'media', 'tools', 'esbuild.js', 'package.json', 'package.nls.json', 'tsconfig.json'],
  'token-deck.d.ts',
];

/**
 * Copies what the extension is built from into a folder, beside a link to node_modules, so that building there leaves
 * the checkout's build alone.
 * @param more further files of the repository to copy
 */
export async function copySources(folder: string, more: readonly string[] = []): Promise<void> {
  for (const name of [...sources, ...more])
    await cp(path.join(repository, name), path.join(folder, name), { recursive: true });
  await symlink(path.join(repository, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
}
