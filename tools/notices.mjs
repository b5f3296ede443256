// Writes THIRD-PARTY-NOTICES.txt: the licence of each package of which the production build (dist/meta.json) holds code.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const { outputs } = JSON.parse(readFileSync(path.join(root, 'dist/meta.json'), 'utf8'));

const files = Object.values(outputs).flatMap(({ inputs }) =>
  Object.keys(inputs).filter((file) => inputs[file].bytesInOutput > 0),
);
const folders = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []);

const read = (...names) => readFileSync(path.join(root, ...names), 'utf8').replace(/\r\n/g, '\n');

const notices = [...new Set(folders)].sort().map((folder) => {
  const manifest = JSON.parse(read(folder, 'package.json'));
  const { name, license } = manifest;
  return `${name} (${license})\n${'-'.repeat(name.length + license.length + 3)}\n\n${licenceOf(folder, manifest).trim()}\n`;
});

function licenceOf(folder, { name, license, author }) {
  const file = readdirSync(path.join(root, folder)).find((entry) => /^licen[cs]e(\.(md|txt))?$/i.test(entry));
  if (file) return read(folder, file);
  if (license !== 'MIT' || typeof author !== 'string') throw new Error(`${name} comes without its licence’s text`);
  // The text is the same for everyone but the copyright holder; ours is the MIT licence too.
  return `MIT License\n\nCopyright (c) ${author}\n\n${/^Permission is hereby granted[^]*/m.exec(read('LICENSE'))[0]}`;
}

const heading = 'Token Deck contains code of these packages.\n';
writeFileSync(path.join(root, 'THIRD-PARTY-NOTICES.txt'), [heading, ...notices].join('\n\n'));
