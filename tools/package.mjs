// Packs the production build into token-deck-VERSION.vsix, or into the file that is named.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';

const root = path.resolve(import.meta.dirname, '..');

/**
 * The README as it stands alone. Of an installed extension VS Code shows images from https: addresses only (no data:
 * ones either) and follows no link to a file, and there is no repository whose addresses vsce could put in. So the
 * pictures are left out, and of such links the text is left.
 */
function standingAlone(readme) {
  return readme.replace(/^!\[[^\]]*\]\((?!https:).*\)\n\n?/gm, '').replace(/\[([^\]]+)\]\((?!\w+:|#)[^)]+\)/g, '$1');
}

// Beside the build, where vsce finds it by this path; it is called readme.md in the package.
const readmePath = 'dist/README.md';
writeFileSync(path.join(root, readmePath), standingAlone(readFileSync(path.join(root, 'README.md'), 'utf8')));
const [packagePath] = process.argv.slice(2);
await createVSIX({
  cwd: root,
  ...(packagePath !== undefined && { packagePath }),
  readmePath,
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});
