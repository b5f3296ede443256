import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { repository } from '../host/cache';

const text = readFileSync(path.join(repository, 'ARCHITECTURE.md'), 'utf8');

/** What a text names in backticks that is a path in the repository; `NAME` in it stands for any file. */
function pathsIn(markdown: string): string[] {
  return [...markdown.matchAll(/`([\w-][\w./-]*)`/g)]
    .map(([, named = '']) => named)
    .filter((named) => named.includes('/') || /\.(?:ts|js|mjs|json|md)$/.test(named));
}

function exists(named: string): boolean {
  if (!named.includes('NAME')) return existsSync(path.join(repository, named));
  const folder = path.join(repository, path.dirname(named));
  const [before = '', after = ''] = path.basename(named).split('NAME');
  return existsSync(folder) && readdirSync(folder).some((file) => file.startsWith(before) && file.endsWith(after));
}

/** The picture: the label of each layer, and the layers that an arrow leads to from each. */
function picture(): { labels: Map<string, string>; arrows: Map<string, Set<string>> } {
  const lines = (/```mermaid\n(.*?)```/s.exec(text)?.[1] ?? '').split('\n');
  const labels = new Map<string, string>();
  const arrows = new Map<string, Set<string>>();
  for (const line of lines) {
    const [, name, label] = /^\s*(\w+)\["(.*)"\]$/.exec(line) ?? [];
    if (name !== undefined && label !== undefined) labels.set(name, label);
    const chain = line.split('-->').map((names) => names.split('&').map((each) => each.trim()));
    for (const [index, targets] of chain.slice(1).entries())
      for (const from of chain[index] ?? []) arrows.set(from, new Set([...(arrows.get(from) ?? []), ...targets]));
  }
  return { labels, arrows };
}

/** All that can be reached from a layer by arrows. */
function reached(from: string, arrows: Map<string, Set<string>>, found = new Set<string>()): Set<string> {
  for (const target of arrows.get(from) ?? []) {
    if (found.has(target)) continue;
    found.add(target);
    reached(target, arrows, found);
  }
  return found;
}

describe('the page on the architecture', () => {
  let layers: Record<string, string[]>;
  let rooms: Record<string, string[]>;

  before(async () => {
    const file = pathToFileURL(path.join(repository, 'tools/layers.mjs')).href;
    ({ layers, rooms } = (await import(file)) as { layers: typeof layers; rooms: typeof rooms });
  });

  it('names only files and folders that exist', () => {
    const named = new Set(pathsIn(text));
    assert.ok(named.size > 50, `${named.size} paths`);
    assert.deepEqual(
      [...named].filter((each) => !exists(each)),
      [],
    );
  });

  it('draws the layers and what each may import, as the linter has them', () => {
    const { labels, arrows } = picture();
    assert.deepEqual([...labels.keys()].sort(), Object.keys(layers).sort());
    for (const [layer, allowed] of Object.entries(layers))
      assert.deepEqual([...reached(layer, arrows)].sort(), [...new Set(allowed)].sort(), layer);
  });

  it('draws every folder of src, and every room of a layer that has an order', () => {
    const namesIn = (folder: string) =>
      readdirSync(path.join(repository, folder)).map((name) => name.replace(/\.ts$/, ''));
    assert.deepEqual(namesIn('src').sort(), [...picture().labels.keys()].sort());
    for (const [layer, names] of Object.entries(rooms))
      assert.deepEqual(namesIn(`src/${layer}`).sort(), [...names].sort(), layer);
  });

  it('draws the rooms of each layer in the order that the linter has', () => {
    const { labels } = picture();
    for (const [layer, names] of Object.entries(rooms))
      assert.equal(labels.get(layer)?.replace(/^.*<br\/>/, ''), names.join(' › '), layer);
  });

  it('names a file that exists in each row of the table of additions', () => {
    const rows = (text.split('\n## To add')[1] ?? '').split('\n').filter((line) => /^\| (?!-|to add )/.test(line));
    assert.ok(rows.length >= 10, `${rows.length} rows`);
    for (const row of rows) assert.ok(pathsIn(row).some(exists), row);
  });
});
