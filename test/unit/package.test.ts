import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import vm from 'node:vm';
import { listFiles, PackageManager } from '@vscode/vsce';
import { repository } from '../host/cache';
import { loadedWith } from '../support/modules';

/** The build’s description of a bundle: by the path of each source file, its bytes in the bundle. */
interface Bundle {
  inputs: Record<string, { bytesInOutput: number }>;
}

/** All files of the .vsix except the manifest that vsce writes and the modules of the build. */
const packed = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'THIRD-PARTY-NOTICES.txt',
  'package.json',
  'package.nls.json',
  'token-deck.d.ts',
  'dist/schemas/profile.json',
  'dist/schemas/team-file.json',
  'dist/webview/inspector.js',
  'media/icon.png',
  'media/inspector.css',
  'media/view.svg',
];

/** The globals that a browser's worker has too. */
function webGlobals(): Record<string, unknown> {
  const { TextEncoder, TextDecoder, URL, URLSearchParams, crypto, fetch, Headers, Request, Response } = globalThis;
  const { AbortController, AbortSignal, atob, btoa, console, performance, setTimeout, clearTimeout } = globalThis;
  return {
    ...{ TextEncoder, TextDecoder, URL, URLSearchParams, crypto, fetch, Headers, Request, Response },
    ...{ AbortController, AbortSignal, atob, btoa, console, performance, setTimeout, clearTimeout },
  };
}

/** Has every property, and is a class. It only lets modules load that extend classes of `vscode`; nothing runs on it. */
const anything: object = new Proxy(Object, {
  get: (target, name) => (name === 'prototype' ? target.prototype : anything),
});

describe('the package', function () {
  this.timeout(60_000);

  let build: string;
  let bundles: Map<string, Bundle>;

  before(() => {
    build = mkdtempSync(path.join(os.tmpdir(), 'token-deck-build-'));
    execFileSync(process.execPath, ['esbuild.js', '--production', `--outdir=${build}`], { cwd: repository });
    const { outputs } = JSON.parse(readFileSync(path.join(build, 'meta.json'), 'utf8')) as {
      outputs: Record<string, Bundle>;
    };
    bundles = new Map(
      Object.entries(outputs).map(([file, bundle]) => [path.relative(build, path.resolve(repository, file)), bundle]),
    );
  });

  after(() => rmSync(build, { recursive: true, force: true }));

  it('holds these files and the modules of the build, and no others', async () => {
    const files = await listFiles({ cwd: repository, packageManager: PackageManager.None });
    const others = files.map((file) => file.split(path.sep).join('/')).filter((file) => !file.endsWith('.mjs'));
    assert.deepEqual(others.sort(), [...packed].sort());
    const patterns = readFileSync(path.join(repository, '.vscodeignore'), 'utf8').split('\n');
    assert.ok(patterns.includes('!dist/**/*.mjs'), 'and the modules are packed');
  });

  it('consists of ES modules and the script of a page, and nothing in it calls require', () => {
    const scripts = [...bundles.keys()].filter((file) => !file.endsWith('.mjs'));
    assert.deepEqual(scripts, [path.join('webview', 'inspector.js')]);
    for (const file of bundles.keys()) {
      const text = readFileSync(path.join(build, file), 'utf8');
      assert.doesNotMatch(text, /\brequire\s*\(|Dynamic require of/, file);
    }
  });

  it('loads at most 45 KB when it is activated, and none of the libraries but the one that looks up texts', () => {
    const loaded = [...loadedWith(path.join(build, 'extension.mjs'))];
    const size = loaded.reduce((sum, file) => sum + statSync(file).size, 0);
    assert.ok(size <= 45_000, `${size} bytes`);
    const packages = new Set(loaded.flatMap((file) => [...packagesIn(path.relative(build, file))]));
    assert.deepEqual([...packages], ['@vscode/l10n']);
  });

  it('loads what speaks OAuth and signs only for that, not for the sidebar, a hover or a command for people', () => {
    for (const moment of ['idle', 'profiles', 'hover', 'people']) {
      const [chunk, ...further] = [...bundles.keys()].filter((file) => path.basename(file).startsWith(`${moment}-`));
      assert.ok(chunk !== undefined && further.length === 0, moment);
      const loaded = [...loadedWith(path.join(build, chunk))].map((file) => path.relative(build, file));
      const packages = loaded.flatMap((file) => [...packagesIn(file)]);
      assert.deepEqual(
        packages.filter((name) => /^(?:openid-client|oauth4webapi|jose)$/.test(name)),
        [],
        moment,
      );
    }
  });

  it('can be built as one CommonJS file that needs nothing of Node', () => {
    const outdir = path.join(build, 'commonjs');
    execFileSync(process.execPath, ['esbuild.js', '--production', '--commonjs', `--outdir=${outdir}`], {
      cwd: repository,
    });
    assert.deepEqual(
      readdirSync(outdir).filter((file) => /js$/.test(file)),
      ['extension.js'],
    );
    const text = readFileSync(path.join(outdir, 'extension.js'), 'utf8');
    const required = [...text.matchAll(/\brequire\(\s*["']([^"']+)/g)].map(([, name]) => name);
    assert.deepEqual([...new Set(required)], ['vscode']);
    assert.doesNotMatch(text, /\bimport\s*\(/);
  });

  it('loads all its modules in that file where there is nothing of Node', () => {
    const outdir = path.join(build, 'commonjs-names');
    execFileSync(process.execPath, ['esbuild.js', '--commonjs', `--outdir=${outdir}`], { cwd: repository });
    const text = readFileSync(path.join(outdir, 'extension.js'), 'utf8');
    // The modules behind an `import('…')` are functions, which esbuild names so.
    const loaders = [...text.matchAll(/^var (init_\w+) = __esm\(/gm)].map(([, name]) => name);
    assert.ok(loaders.includes('init_ui') && loaders.includes('init_send_request'), loaders.join());
    const loadAll = new vm.Script(`(function (require, module) {
      var exports = module.exports;
      ${text}
      return { activate: module.exports.activate, loaded: [${loaders.join()}].map((load) => load()) };
    })`).runInNewContext(webGlobals()) as (require: (name: string) => unknown, module: object) => { activate: unknown };
    // esbuild copies a module's own properties, and keeps its prototype.
    const { activate } = loadAll(() => Object.create(anything), { exports: {} });
    assert.equal(typeof activate, 'function');
  });

  it('holds no source map and no path of the machine that built it', () => {
    for (const file of bundles.keys()) {
      const text = readFileSync(path.join(build, file), 'utf8');
      assert.ok(!text.includes('sourceMappingURL') && !text.includes(repository), file);
    }
  });

  it('holds the licence of each package whose code is in it', () => {
    const notices = readFileSync(path.join(repository, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    const held = new Set([...bundles.keys()].flatMap((file) => [...packagesIn(file)]));
    const named = [...notices.matchAll(/^(\S+) \(.+\)\n-+\n/gm)].map(([, name]) => name);
    assert.deepEqual(named.sort(), [...held].sort(), 'npm run package writes the file again');
    for (const name of held) {
      const folder = path.join(repository, 'node_modules', name);
      const kept = path.join(repository, 'tools/licences', `${name}.txt`);
      const licence = [...['LICENSE', 'LICENSE.md', 'LICENSE.txt'].map((file) => path.join(folder, file)), kept]
        .filter((file) => statSync(file, { throwIfNoEntry: false }))
        .map((file) => readFileSync(file, 'utf8'))[0];
      assert.ok(licence && notices.includes(licence.replace(/\r\n/g, '\n').trim()), name);
    }
  });

  /** The names of the packages with code in a bundle. */
  function packagesIn(file: string): Set<string> {
    const inputs = Object.entries(bundles.get(file)?.inputs ?? {});
    const names = inputs
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .flatMap(([input]) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []);
    return new Set(names);
  }
});
