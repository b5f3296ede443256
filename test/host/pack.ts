import { cleanEnvironment, runProgram } from './process';
import { copySources } from './sources';
import { temporaryFolder } from './temporary';

/** What is packed beside the build. */
const pages = ['.vscodeignore', 'README.md', 'CHANGELOG.md', 'LICENSE', 'THIRD-PARTY-NOTICES.txt'];

/**
 * Builds the extension as it is published, and packs it. The build in the checkout is left alone: other tests may be
 * using it.
 * @param file where to, an absolute path that ends in .vsix
 */
export async function packExtension(file: string): Promise<void> {
  const copy = await temporaryFolder();
  try {
    await copySources(copy.path, pages);
    const options = { cwd: copy.path, env: cleanEnvironment() };
    await runProgram(process.execPath, ['esbuild.js', '--production'], options);
    await runProgram(process.execPath, ['tools/package.mjs', file], options);
  } finally {
    await copy.remove();
  }
}
