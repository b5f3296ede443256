import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { repository } from '../host/cache';

/** What esbuild says of a bundle: each source file, by its path, with the bytes of it that the bundle holds. */
interface Bundle {
  inputs: Record<string, { bytesInOutput: number }>;
}

/** Everything that the .vsix holds, beside the manifest that vsce writes. */
const packed = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'SECURITY.md',
  'THIRD-PARTY-NOTICES.txt',
  'package.json',
  'package.nls.json',
  'dist/extension.js',
  'dist/consent-questions.js',
  'dist/comparison.js',
  'dist/decode.js',
  'dist/inspect.js',
  'dist/inspector.js',
  'dist/jwt-commands.js',
  'dist/jwt-hover.js',
  'dist/jwt-marks.js',
  'dist/login.js',
  'dist/loopback.js',
  'dist/oauth.js',
  'dist/profile-commands.js',
  'dist/profile-schema.js',
  'dist/team-diagnostics.js',
  'dist/team-file.js',
  'dist/token-commands.js',
  'dist/ui-commands.js',
  'dist/wizard.js',
  'dist/schemas/profile.json',
  'dist/schemas/team-file.json',
  'dist/webview/inspector.js',
  'media/icon.png',
  'media/inspector.css',
  'media/view.svg',
];

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

  it('holds these files and no other', async () => {
    const files = await listFiles({ cwd: repository, packageManager: PackageManager.None });
    assert.deepEqual(files.map((file) => file.split(path.sep).join('/')).sort(), [...packed].sort());
  });

  it('holds each bundle of the production build', () => {
    const built = [...bundles.keys()].map((file) => `dist/${file.split(path.sep).join('/')}`);
    assert.deepEqual(built.sort(), packed.filter((file) => /^dist\/.*\.js$/.test(file)).sort());
  });

  it('loads under 60 KB when it is activated, and none of the libraries', () => {
    const size = statSync(path.join(build, 'extension.js')).size;
    assert.ok(size < 60_000, `${size} bytes`);
    assert.deepEqual([...packagesIn('extension.js')], []);
  });

  it('holds no map and no path of the machine that built it', () => {
    for (const file of bundles.keys()) {
      const text = readFileSync(path.join(build, file), 'utf8');
      assert.ok(!text.includes('sourceMappingURL') && !text.includes(repository), file);
    }
  });

  it('comes with the licence of each package that it holds code of', () => {
    const notices = readFileSync(path.join(repository, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    const held = new Set([...bundles.keys()].flatMap((file) => [...packagesIn(file)]));
    const named = [...notices.matchAll(/^(\S+) \(.+\)\n-+\n/gm)].map(([, name]) => name);
    assert.deepEqual(named.sort(), [...held].sort(), 'npm run package writes the file anew');
    for (const name of held) {
      const folder = path.join(repository, 'node_modules', name);
      const licence = ['LICENSE', 'LICENSE.md', 'LICENSE.txt']
        .map(
          (file) =>
            statSync(path.join(folder, file), { throwIfNoEntry: false }) &&
            readFileSync(path.join(folder, file), 'utf8'),
        )
        .find((text) => text !== undefined);
      assert.ok(licence && notices.includes(licence.replace(/\r\n/g, '\n').trim()), name);
    }
  });

  /** Names of the packages of which a bundle holds code. */
  function packagesIn(file: string): Set<string> {
    const inputs = Object.entries(bundles.get(file)?.inputs ?? {});
    const names = inputs
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .flatMap(([input]) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []);
    return new Set(names);
  }
});
