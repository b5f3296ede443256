// Bundles what is shipped of the extension. esbuild makes a chunk for each combination of the features that share code:
// far over a hundred, most of them small, which compress badly. Here a chunk is a layer.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';

const root = path.resolve(import.meta.dirname, '..');

/** Code that several features share, by layers: none of these chunks loads one further down, as none imports from it. */
const layers = [
  ['openid', /node_modules\/(openid-client|oauth4webapi)\//],
  ['core', /node_modules\/|src\/(base|faults|profile|storage)\//],
  ['oauth', /src\/oauth\//],
  ['jwt', /src\/jwt\//],
  ['shared', /src\//],
];

/**
 * @param {string} outdir where the bundle is written
 * @returns the outputs as esbuild's metafile has them: by the path of each file, the sources in it with their bytes
 */
export async function bundle(outdir) {
  const build = await rolldown({
    cwd: root,
    input: { extension: 'src/extension.ts' },
    platform: 'node',
    external: ['vscode', /^node:/],
    resolve: {
      mainFields: ['module', 'main'],
      // The main build of @vscode/l10n needs `fs`.
      alias: { '@vscode/l10n': path.join(root, 'node_modules/@vscode/l10n/dist/browser.js') },
    },
    // Modules that one feature loads when it is used, and another with its own code, are in the latter's chunk.
    checks: { ineffectiveDynamicImport: false },
  });
  const options = {
    dir: outdir,
    format: 'esm',
    minify: true,
    comments: false,
    entryFileNames: '[name].mjs',
    chunkFileNames: 'chunks/[name]-[hash].mjs',
  };
  const atActivation = loadedWithEntry((await build.generate(options)).output);
  const of = (id, pattern) => pattern.test(path.relative(root, id).replaceAll(path.sep, '/'));
  const groups = [
    { name: 'activation', priority: layers.length, test: (id) => atActivation.has(id) },
    ...layers.map(([name, pattern], index) => ({
      name,
      priority: layers.length - 1 - index,
      minShareCount: 2,
      test: (id) => of(id, pattern),
    })),
  ];
  rmSync(path.join(outdir, 'chunks'), { recursive: true, force: true });
  const { output } = await build.write({ ...options, codeSplitting: { groups } });
  await build.close();
  return Object.fromEntries(output.map((chunk) => [path.join(outdir, chunk.fileName), { inputs: inputsOf(chunk) }]));
}

/** The modules that are loaded at activation: those of the entry's chunk, and of what it imports. */
function loadedWithEntry(output) {
  const byName = new Map(output.map((chunk) => [chunk.fileName, chunk]));
  const loaded = new Set(output.filter(({ isEntry }) => isEntry));
  for (const { imports } of loaded) for (const name of imports) if (byName.has(name)) loaded.add(byName.get(name));
  return new Set([...loaded].flatMap(({ moduleIds }) => moduleIds));
}

function inputsOf({ modules }) {
  return Object.fromEntries(
    Object.entries(modules).map(([id, { renderedLength }]) => [
      path.relative(root, id).replaceAll(path.sep, '/'),
      { bytesInOutput: renderedLength },
    ]),
  );
}
