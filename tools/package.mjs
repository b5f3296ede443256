// Packs the production build into token-deck-VERSION.vsix.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';

const root = path.resolve(import.meta.dirname, '..');

/**
 * VS Code shows the README of an installed extension with images from https: and data: addresses alone. There is no
 * repository whose addresses vsce could put in, so the pictures go into the packed README itself.
 */
function withPictures(readme) {
  const inline = (address) => `data:image/png;base64,${readFileSync(path.join(root, address)).toString('base64')}`;
  return readme.replace(/(?<=\]\(|(?:src|srcset)=")[\w./-]+\.png(?=[)"])/g, inline);
}

// Beside the build, where vsce finds it by this path; it is called readme.md in the package.
const readmePath = 'dist/README.md';
writeFileSync(path.join(root, readmePath), withPictures(readFileSync(path.join(root, 'README.md'), 'utf8')));
await createVSIX({
  cwd: root,
  readmePath,
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});
