import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { isInIndex } from '../../../../src/vscode/marks/git-index';
import { gitIndex, type IndexEntry } from '../../../git-index-bytes';
import { assertProperty } from '../../../support/property';

const paths = [
  '.gitignore',
  'a',
  'a.http',
  'a/b.env',
  'a/b.env.sample',
  'a/c/d',
  `deep/${'x/'.repeat(200)}end`,
  'straße/ä.txt',
];
const absent = ['b', 'a.htt', 'a.https', 'a/b', 'a/', '', 'a/c', 'deep/x', 'strasse/ä.txt', '/a', 'a/b.env.samples'];

describe('an index of git', () => {
  for (const version of [2, 3, 4] as const) {
    for (const hash of ['sha1', 'sha256'] as const) {
      const bytes = gitIndex(paths, { version, hash });
      it(`of version ${version} and ${hash} has its paths, and no other`, () => {
        for (const one of paths) assert.equal(isInIndex(bytes, one), true, one);
        for (const one of absent) assert.equal(isInIndex(bytes, one), false, one);
      });
    }
  }

  const sorted: (string | IndexEntry)[] = [
    'a',
    { path: 'b', intentToAdd: true },
    'c',
    { path: 'dir/', mode: 0o040000 },
    'e',
  ];
  const rows: [what: string, bytes: Uint8Array, path: string, answer: boolean | undefined][] = [
    ['with nothing in it has no file', gitIndex([]), 'a', false],
    ['has what is intended to be added', gitIndex(sorted, { version: 3 }), 'b', true],
    ['has what follows what is intended to be added', gitIndex(sorted, { version: 3 }), 'c', true],
    ['has it in version 4 too', gitIndex(sorted, { version: 4 }), 'c', true],
    ['has a file that links to another', gitIndex([{ path: 'a', mode: 0o120000 }]), 'a', true],
    ['takes upper and lower case for the same', gitIndex(['Src/Ä.env']), 'src/Ä.ENV', true],
    ['does not take other letters for the same', gitIndex(['a@[b']), 'a`{b', false],
    ['knows an accent in two characters', gitIndex(['é.txt'.normalize('NFC')]), 'é.txt'.normalize('NFD'), true],
    ['knows an accent in one character', gitIndex(['é.txt'.normalize('NFD')]), 'é.txt'.normalize('NFC'), true],
    ['that holds a folder in one piece cannot tell of its files', gitIndex(sorted), 'dir/file', undefined],
    ['that holds a folder in one piece can tell of others', gitIndex(sorted), 'directory', false],
    ['that holds a folder in one piece has its other files', gitIndex(sorted), 'e', true],
    ['that is split has its own files', gitIndex(['a'], { extensions: ['TREE', 'link'] }), 'a', true],
    ['that is split cannot tell of others', gitIndex(['a'], { extensions: ['TREE', 'link'] }), 'b', undefined],
    ['that is split and has no files of its own cannot tell', gitIndex([], { extensions: ['link'] }), 'b', undefined],
    ['that has other extensions can tell', gitIndex(['a'], { extensions: ['TREE', 'REUC'] }), 'b', false],
    ['of another version is not read', gitIndex(['a']).with(7, 5), 'a', undefined],
    ['is none without its first letters', gitIndex(['a']).with(0, 0), 'a', undefined],
    ['that ends early cannot tell', gitIndex(paths).subarray(0, 200), 'zzz', undefined],
    ['that is empty cannot tell', new Uint8Array(), 'a', undefined],
    ['that counts more entries than it has cannot tell', gitIndex(['a']).with(11, 9), 'b', undefined],
  ];
  for (const [what, bytes, file, answer] of rows) it(what, () => assert.equal(isInIndex(bytes, file), answer));

  const name = fc
    .array(fc.constantFrom('a', 'b', 'ü', '.', 'env'), { minLength: 1, maxLength: 5 })
    .map((letters) => letters.join(''));
  const file = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
  const version = fc.constantFrom(2 as const, 3 as const, 4 as const);
  it('has exactly the paths that it was made of', () => {
    assertProperty(
      fc.property(fc.uniqueArray(file, { maxLength: 20 }), file, version, fc.boolean(), (all, other, version, long) => {
        const bytes = gitIndex([...all].sort(), { version, hash: long ? 'sha256' : 'sha1' });
        for (const one of all) assert.equal(isInIndex(bytes, one), true);
        assert.equal(isInIndex(bytes, other), all.includes(other));
      }),
    );
  });
  it('of any bytes throws nothing', () => {
    const spoilt = fc
      .tuple(
        fc.uniqueArray(file, { maxLength: 6 }),
        version,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
        fc.nat(900),
      )
      .map(([all, version, changes, length]) => {
        const bytes = gitIndex(all, { version, extensions: ['TREE'] });
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        return bytes.subarray(0, length);
      });
    assertProperty(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), spoilt), file, (bytes, one) => {
        assert.ok([true, false, undefined].includes(isInIndex(bytes, one)));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('an index that git wrote', () => {
  let folder: string;
  // A hook of git that runs the tests names its own repository in the environment.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...env, GIT_CONFIG_GLOBAL: os.devNull, GIT_CONFIG_NOSYSTEM: '1' },
    }).toString();
  const index = () => readFileSync(path.join(folder, '.git/index'));

  before(function () {
    try {
      execFileSync('git', ['--version'], { stdio: 'ignore' });
    } catch {
      console.log('    left out: there is no git on this machine');
      this.skip();
    }
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'token-deck-git-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function fill(): void {
    mkdirSync(path.join(folder, 'sub/deep'), { recursive: true });
    for (let number = 0; number < 300; number++) writeFileSync(path.join(folder, `sub/deep/file-${number}`), '');
    for (const file of ['.env', 'sub/a.http', 'sub/deep/ä', 'later', 'ignored', 'untracked'])
      writeFileSync(path.join(folder, file), file);
    writeFileSync(path.join(folder, '.gitignore'), 'ignored\n');
    git('add', '.env', 'sub', '.gitignore');
    git('add', '--intent-to-add', 'later');
  }

  for (const format of ['sha1', 'sha256']) {
    for (const version of ['2', '3', '4']) {
      it(`is understood in version ${version} of a ${format} repository`, () => {
        git('init', '-q', `--object-format=${format}`, '.');
        fill();
        git('update-index', `--index-version=${version}`);
        const check = () => {
          for (const file of git('-c', 'core.quotepath=off', 'ls-files').trim().split('\n'))
            assert.equal(isInIndex(index(), file), true, file);
          for (const file of ['ignored', 'untracked', 'sub', 'sub/deep/file-300', 'sub/deep/file'])
            assert.equal(isInIndex(index(), file), false, file);
        };
        check();
        assert.equal(isInIndex(index(), 'later'), true);
        git('commit', '-q', '-m', 'x', '--', '.env', 'sub', '.gitignore');
        git('-c', 'index.threads=4', 'status');
        check();
        git('rm', '-q', '--cached', '.env');
        assert.equal(isInIndex(index(), '.env'), false);
      });
    }
  }

  it('cannot tell about paths that a split index leaves out', () => {
    git('init', '-q', '.');
    fill();
    git('update-index', '--split-index');
    assert.equal(isInIndex(index(), '.env'), undefined);
  });

  it('cannot tell about folders that a sparse index leaves out', () => {
    git('init', '-q', '.');
    fill();
    git('commit', '-q', '-a', '-m', 'x');
    git('sparse-checkout', 'init', '--cone', '--sparse-index');
    assert.equal(isInIndex(index(), '.env'), true);
    assert.equal(isInIndex(index(), 'sub/a.http'), undefined);
    assert.equal(isInIndex(index(), 'untracked'), false);
  });
});
