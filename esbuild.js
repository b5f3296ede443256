// Builds the extension (dist/) and, with --tests, what tests, demo and bench run (out/).
// Usage: node esbuild.js [--production] [--watch] [--tests] [--outdir=FOLDER]
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');
const outdir = process.argv.find((argument) => argument.startsWith('--outdir='))?.slice('--outdir='.length) ?? 'dist';

/** Bundles of the extension: name in dist/ → source. A dynamic import() of one of these loads its bundle at first use. */
const bundles = {
  extension: 'src/extension.ts',
  'profile-schema': 'src/profile/parse.ts',
  'team-file': 'src/profile/team-file.ts',
  oauth: 'src/oauth/client.ts',
  loopback: 'src/vscode/login/loopback.node.ts',
  'consent-questions': 'src/vscode/consent-questions.ts',
  login: 'src/vscode/login/browser-login.ts',
  wizard: 'src/vscode/wizard.ts',
  decode: 'src/vscode/commands/decode.ts',
  inspect: 'src/jwt/inspect.ts',
  inspector: 'src/vscode/inspector.ts',
  comparison: 'src/vscode/comparison.ts',
  'jwt-commands': 'src/vscode/commands/jwt.ts',
  'jwt-hover': 'src/vscode/jwt-hover.ts',
  'jwt-marks': 'src/vscode/marks/marks.ts',
  'team-diagnostics': 'src/vscode/team-diagnostics.ts',
  'profile-commands': 'src/vscode/commands/profiles.ts',
  'token-commands': 'src/vscode/commands/tokens.ts',
  'ui-commands': 'src/vscode/commands/ui.ts',
};

/** Turns a dynamic import of another bundle's source into a require of that bundle, since esbuild does not split CommonJS. */
const lazyBundles = {
  name: 'lazy-bundles',
  setup(build) {
    const bySource = new Map(Object.entries(bundles).map(([name, source]) => [path.resolve(source), name]));
    build.onResolve({ filter: /^\./ }, (args) => {
      if (args.kind !== 'dynamic-import') return undefined;
      const source = path.resolve(args.resolveDir, args.path.replace(/\.js$/, '') + '.ts');
      const name = bySource.get(source);
      if (!name) return { errors: [{ text: `${args.path} is imported dynamically and is no bundle in esbuild.js` }] };
      return { path: `./${name}.js`, external: true };
    });
  },
};

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
  sourcemap: production ? false : 'linked',
  minify: production,
  metafile: production,
  legalComments: 'none',
  charset: 'utf8',
  logLevel: watch ? 'silent' : 'warning',
};

const extension = {
  ...common,
  entryPoints: bundles,
  outdir,
  format: 'cjs',
  external: ['vscode'],
  supported: { 'dynamic-import': false },
  plugins: [lazyBundles],
};

const webview = {
  ...common,
  platform: 'browser',
  target: 'es2023',
  entryPoints: { inspector: 'src/webview/inspector.ts' },
  outdir: `${outdir}/webview`,
  format: 'iife',
};

/** Writes the JSON Schemas that package.json contributes: generated from the schema that profiles are parsed by. */
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

/** Run by node itself: ES modules, with the packages that must stay one instance left outside. */
const nodeSide = {
  ...common,
  entryPoints: [
    ...files('test/unit', '.test.ts'),
    ...files('test/ui', '.test.ts'),
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
    'jsonwebtoken',
    'playwright-core',
    '@vscode/test-electron',
    '@vscode/vsce',
    'esbuild',
  ],
};

/** Run inside VS Code's extension host: CommonJS, with the real `vscode`. */
const hostSide = {
  ...common,
  entryPoints: [...files('test/suites', '.test.ts'), ...files('test/suites', '.run.ts'), ...files('bench', '.run.ts')],
  outdir: 'out',
  outbase: '.',
  format: 'cjs',
  external: ['vscode', 'mocha'],
};

async function main() {
  fs.rmSync(outdir, { recursive: true, force: true });
  if (tests) fs.rmSync('out', { recursive: true, force: true });
  const builds = tests ? [extension, webview, nodeSide, hostSide] : [extension, webview];
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
    const { metafile } = await esbuild.build(options);
    if (options === extension || options === webview) Object.assign(shipped, metafile?.outputs);
  }
  // What of which package went into the bundles, for tools/notices.mjs and the test of the package.
  if (production) fs.writeFileSync(`${outdir}/meta.json`, JSON.stringify({ outputs: shipped }));
}

main().catch((error) => {
  if (!error.errors) console.error(error);
  process.exit(1);
});
