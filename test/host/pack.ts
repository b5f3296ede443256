import { repository } from './cache';
import { cleanEnvironment, runProgram } from './process';

/**
 * Builds the extension as it is published, and packs it.
 * @param file where to, an absolute path that ends in .vsix
 */
export async function packExtension(file: string): Promise<void> {
  const options = { cwd: repository, env: cleanEnvironment() };
  await runProgram(process.execPath, ['esbuild.js', '--production'], options);
  await runProgram(process.execPath, ['tools/package.mjs', file], options);
}
