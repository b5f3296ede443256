// Writes THIRD-PARTY-NOTICES.txt: the licence of each package of which the production build (dist/meta.json) holds code.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const { outputs } = JSON.parse(readFileSync(path.join(root, 'dist/meta.json'), 'utf8'));

const files = Object.values(outputs).flatMap(({ inputs }) =>
  Object.keys(inputs).filter((file) => inputs[file].bytesInOutput > 0),
);
const folders = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []);

const notices = [...new Set(folders)].sort().map((folder) => {
  const { name, license } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
  const text = readFileSync(licenceOf(name, folder), 'utf8').replace(/\r\n/g, '\n').trim();
  return `${name} (${license})\n${'-'.repeat(name.length + license.length + 3)}\n\n${text}\n`;
});
/** The file with a package's licence: its own, or for one that comes without the text, that of its repository. */
function licenceOf(name, folder) {
  const file = readdirSync(path.join(root, folder)).find((entry) => /^licen[cs]e(\.(md|txt))?$/i.test(entry));
  if (file) return path.join(root, folder, file);
  const kept = path.join(root, 'tools/licences', `${name}.txt`);
  if (existsSync(kept)) return kept;
  throw new Error(`${name} comes without the text of its licence: put it into ${kept}`);
}

const heading = 'Token Deck contains code of these packages.\n';
writeFileSync(path.join(root, 'THIRD-PARTY-NOTICES.txt'), [heading, ...notices].join('\n\n'));
