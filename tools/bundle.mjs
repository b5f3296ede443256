// Bundles what is shipped of the extension. esbuild makes a chunk for each combination of the features that share code:
// far over a hundred, most of them small, which compress badly. Here a chunk is what is loaded at the same time.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';

const root = path.resolve(import.meta.dirname, '..');

/**
 * When code is loaded, the earliest first, by the modules with which it begins: the entry, and those behind an
 * `import('…')`. With each come all modules that it imports, unless an earlier chunk has them: so a chunk loads only
 * earlier ones. Modules that are named nowhere here, and files named `*.node.ts`, have chunks of their own.
 */
const moments = [
  ['activation', /^src\/extension\.ts$/],
  [
    'idle',
    /^src\/(parts\/parts|storage\/token-collection|vscode\/(marks\/marks|integrations\/(mcp-diagnostics|request-assistance|httpyac-watch)|tokens\/(status-bar|keep-fresh)))\.ts$/,
  ],
  ['profiles', /^src\/(profile\/.*|vscode\/tokens\/tree)\.ts$/],
  ['hover', /^src\/(jwt\/inspect\/.*|vscode\/jwt\/hover)\.ts$/],
  ['people', /^src\/(storage\/.*|vscode\/(?!jwt\/|tokens\/diagnoser).*)\.ts$/],
  ['jwt', /^src\/(jwt|vscode\/jwt)\/.*\.ts$/],
  ['requests', /^src\/(oauth|tokens)\/.*\.ts$/],
];

/**
 * @param {string} outdir where the bundle is written
 * @returns the outputs as esbuild's metafile has them: by the path of each file, the sources in it with their bytes
 */
export async function bundle(outdir) {
  const graph = new Map();
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
    plugins: [readGraph(graph)],
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
  // The graph is known after this.
  await build.generate(options);
  const groups = moments.map(([name, pattern], index) => {
    const modules = loadedWith(graph, pattern);
    return { name, priority: moments.length - index, test: (id) => modules.has(id) };
  });
  rmSync(path.join(outdir, 'chunks'), { recursive: true, force: true });
  const { output } = await build.write({ ...options, codeSplitting: { groups } });
  await build.close();
  return Object.fromEntries(output.map((chunk) => [path.join(outdir, chunk.fileName), { inputs: inputsOf(chunk) }]));
}

/** Notes of each module what it imports, and whether something loads it by itself. */
function readGraph(graph) {
  return {
    name: 'graph',
    buildEnd() {
      for (const id of this.getModuleIds()) graph.set(id, this.getModuleInfo(id));
    },
  };
}

/** The modules with which code begins to be loaded that matches, and all that these import. */
function loadedWith(graph, pattern) {
  const begins = ([id, { isEntry, dynamicImporters }]) =>
    (isEntry || dynamicImporters.length > 0) && !id.endsWith('.node.ts') && pattern.test(relative(id));
  const loaded = new Set([...graph].filter(begins).map(([id]) => id));
  for (const id of loaded) for (const imported of graph.get(id)?.importedIds ?? []) loaded.add(imported);
  return loaded;
}

function relative(id) {
  return path.relative(root, id).replaceAll(path.sep, '/');
}

function inputsOf({ modules }) {
  return Object.fromEntries(
    Object.entries(modules).map(([id, { renderedLength }]) => [relative(id), { bytesInOutput: renderedLength }]),
  );
}
