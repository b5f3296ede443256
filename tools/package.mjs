// Packs the production build into token-deck-VERSION.vsix, or into the file that the argument names.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';

const root = path.resolve(import.meta.dirname, '..');

/**
 * The README for the package. In the page of an installed extension VS Code shows only images with https: addresses and
 * follows no link to a file, and there is no repository whose addresses vsce could put in. So the pictures are left out,
 * and such links are replaced by their texts.
 */
function standingAlone(readme) {
  return readme.replace(/^!\[[^\]]*\]\((?!https:).*\)\n\n?/gm, '').replace(/\[([^\]]+)\]\((?!\w+:|#)[^)]+\)/g, '$1');
}

// vsce finds it beside the build by this path; in the package it is called readme.md.
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
