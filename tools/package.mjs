// Packs the production build into token-deck-VERSION.vsix.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';

const root = path.resolve(import.meta.dirname, '..');

/**
 * The README as it stands alone. Of an installed extension VS Code shows it with images from https: and data: addresses
 * only and follows no link to a file; there is no repository whose addresses vsce could put in. So the pictures go
 * into it, and of such links the text is left.
 */
function standingAlone(readme) {
  const picture = (file) => `data:image/png;base64,${readFileSync(path.join(root, file)).toString('base64')}`;
  return readme
    .replace(/(?<=!\[[^\]]*\]\()[\w./-]+\.png(?=\))/g, picture)
    .replace(/(?<!!)\[([^\]]+)\]\((?!\w+:|#)[^)]+\)/g, '$1');
}

// Beside the build, where vsce finds it by this path; it is called readme.md in the package.
const readmePath = 'dist/README.md';
writeFileSync(path.join(root, readmePath), standingAlone(readFileSync(path.join(root, 'README.md'), 'utf8')));
await createVSIX({
  cwd: root,
  readmePath,
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});
