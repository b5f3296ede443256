// Builds the extension (dist/) and, with --tests, what tests, demo and bench run (out/).
// Usage: node esbuild.js [--production] [--watch] [--tests] [--commonjs] [--outdir=FOLDER]
// --commonjs builds the extension as one CommonJS file, the form that a web extension host loads.
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');
const commonjs = process.argv.includes('--commonjs');
const outdir = process.argv.find((argument) => argument.startsWith('--outdir='))?.slice('--outdir='.length) ?? 'dist';

/** Prints errors in the form that the problem matcher in .vscode/tasks.json reads. */
const problemMatcher = {
  name: 'problem-matcher',
  setup(build) {
    build.onStart(() => console.log('[build] started'));
    build.onEnd((result) => {
      for (const { text, location } of result.errors) {
        console.error(`✘ [ERROR] ${text}`);
        if (location) console.error(`    ${location.file}:${location.line}:${location.column}:`);
      }
      console.log('[build] finished');
    });
  },
};

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  // The main build of @vscode/l10n needs `fs`.
  alias: { '@vscode/l10n': '@vscode/l10n/dist/browser.js' },
  sourcemap: production ? false : 'linked',
  minify: production,
  metafile: production,
  legalComments: 'none',
  charset: 'utf8',
  logLevel: watch ? 'silent' : 'warning',
};

/** ES modules: a dynamic import is loaded at first use, and code that several modules need exists once. */
const modules = {
  ...common,
  entryPoints: { extension: 'src/extension.ts' },
  outdir,
  format: 'esm',
  splitting: true,
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunks/[name]-[hash]',
  external: ['vscode'],
};

/** A browser has no Node: files named *.node.ts are empty there, and the extension offers nothing that needs them. */
const withoutNode = {
  name: 'without-node',
  setup(build) {
    build.onResolve({ filter: /\.node$/ }, () => ({ path: 'node', namespace: 'none' }));
    build.onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: 'module.exports = {}', loader: 'js' }));
  },
};

/** The same entry as one CommonJS file that needs nothing of Node. */
const single = {
  ...common,
  platform: 'browser',
  entryPoints: { extension: 'src/extension.ts' },
  outdir,
  format: 'cjs',
  external: ['vscode'],
  plugins: [withoutNode],
};

const extension = commonjs ? single : modules;

const webview = {
  ...common,
  platform: 'browser',
  target: 'es2023',
  entryPoints: { inspector: 'src/webview/inspector.ts' },
  outdir: `${outdir}/webview`,
  format: 'iife',
};

/** Writes the JSON Schemas that package.json contributes, generated from the schema that profiles are parsed with. */
async function writeSchemas() {
  const built = await esbuild.build({
    ...common,
    entryPoints: ['src/profile/json-schema.ts'],
    write: false,
    format: 'cjs',
    sourcemap: false,
  });
  const module = { exports: {} };
  new Function('module', 'exports', 'require', built.outputFiles[0].text)(module, module.exports, require);
  const { profileJsonSchema, teamFileJsonSchema } = module.exports;
  fs.mkdirSync(`${outdir}/schemas`, { recursive: true });
  fs.writeFileSync(`${outdir}/schemas/profile.json`, JSON.stringify(profileJsonSchema));
  fs.writeFileSync(`${outdir}/schemas/team-file.json`, JSON.stringify(teamFileJsonSchema));
}

const files = (dir, ending) =>
  fs.existsSync(dir)
    ? fs
        .readdirSync(dir, { recursive: true })
        .map((name) => path.join(dir, String(name)))
        .filter((name) => name.endsWith(ending))
    : [];

/** Run by Node itself: ES modules. Packages that must exist once, or that are large, stay outside. */
const nodeSide = {
  ...common,
  entryPoints: [
    ...files('test/unit', '.test.ts'),
    ...files('test/server', '.test.ts'),
    ...files('test/ui', '.test.ts'),
    ...files('test/packed', '.test.ts'),
    ...files('test/rehearsals', '.test.ts'),
    ...files('test/keycloak', '.test.ts'),
    ...files('test', '.main.ts'),
    ...files('demo', '.main.ts'),
    ...files('bench', '.main.ts'),
  ],
  outdir: 'out',
  outbase: '.',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  external: [
    'mocha',
    'oidc-provider',
    'openid-client',
    'jose',
    'fast-jwt',
    'httpyac',
    'jsonwebtoken',
    'playwright-core',
    '@vscode/test-electron',
    '@vscode/vsce',
    'esbuild',
    'typescript',
  ],
};

/** Takes the place of the extension's main module, so it is an ES module too. */
const timedMain = 'bench/timed-main.run.ts';
const mainSide = { ...nodeSide, entryPoints: [timedMain], external: ['vscode'] };

/** Run inside VS Code's extension host: CommonJS, with the real `vscode`. */
const hostSide = {
  ...common,
  entryPoints: [
    ...files('test/suites', '.test.ts'),
    ...files('test/suites', '.run.ts'),
    ...files('bench', '.run.ts').filter((file) => file !== timedMain),
  ],
  outdir: 'out',
  outbase: '.',
  format: 'cjs',
  external: ['vscode', 'mocha'],
};

async function main() {
  fs.rmSync(outdir, { recursive: true, force: true });
  if (tests) fs.rmSync('out', { recursive: true, force: true });
  const builds = tests ? [extension, webview, nodeSide, mainSide, hostSide] : [extension, webview];
  await writeSchemas();
  if (watch) {
    for (const options of builds) {
      const context = await esbuild.context({ ...options, plugins: [...(options.plugins ?? []), problemMatcher] });
      await context.watch();
    }
    return;
  }
  const shipped = {};
  for (const options of builds) {
    if (Object.keys(options.entryPoints).length === 0) continue;
    if (production && options === modules) {
      const { bundle } = await import('./tools/bundle.mjs');
      Object.assign(shipped, await bundle(outdir));
      continue;
    }
    const { metafile } = await esbuild.build(options);
    if (options === extension || options === webview) Object.assign(shipped, metafile?.outputs);
  }
  // The files in the bundles, with their sizes, for tools/notices.mjs and the test of the package.
  if (production) fs.writeFileSync(`${outdir}/meta.json`, JSON.stringify({ outputs: shipped }));
}

main().catch((error) => {
  if (!error.errors) console.error(error);
  process.exit(1);
});
