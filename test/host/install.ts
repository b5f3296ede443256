import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { cached, cacheFolder } from './cache';
import { provideLogWriter } from './log-writer';
import { npmInstall } from './npm';
import { patchWorkbench } from './patch';
import { newest, type Release } from './releases';

/** A VS Code that runs as a server and shows itself in a browser, and the Node that runs it. */
export interface WebHost {
  /** The Node that it needs, an absolute path. */
  readonly node: string;
  /** The folder of VS Code's own server (`out/server-main.js`). */
  readonly vscode: string;
  /** The folder of code-server, which wraps it (`out/node/entry.js`). */
  readonly codeServer: string;
}

const ptyVersion = '1.1.0';

/**
 * A VS Code that npm carries, installed on first use (about half a minute, 600 MB). Node and npm are enough for that:
 * no compiler, no system headers, no other program.
 */
export async function installWebHost(release: Release = newest): Promise<WebHost> {
  const platform = `${process.platform}-${process.arch}`;
  const nodePackage = release.node[platform];
  if (!nodePackage) throw new Error(`no Node for VS Code ${release.vscode} on ${platform} is known on npm`);
  const [nodeName, nodeVersion] = nodePackage;
  const dependencies = {
    'code-server': release.codeServer,
    [nodeName]: nodeVersion,
    '@lydell/node-pty': ptyVersion,
    [`@lydell/node-pty-${platform}`]: ptyVersion,
  };
  const { instead, patchRevision } = release;
  const folder = await cached(release.folder, { ...dependencies, ...instead, patchRevision }, (fresh) =>
    install(fresh, release, dependencies, platform),
  );
  const codeServer = path.join(folder, 'node_modules/code-server');
  await provideLogWriter(vscodeOf(codeServer));
  const program = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  return { node: path.join(folder, 'node_modules', nodeName, program), vscode: vscodeOf(codeServer), codeServer };
}

const vscodeOf = (codeServer: string): string => path.join(codeServer, 'lib/vscode');

async function install(
  folder: string,
  release: Release,
  dependencies: Record<string, string>,
  platform: string,
): Promise<void> {
  console.log(`Installing VS Code ${release.vscode} (code-server ${release.codeServer}) into ${cacheFolder}, once`);
  await installPackages(folder, dependencies);
  const modules = path.join(folder, 'node_modules');
  const vscode = vscodeOf(path.join(modules, 'code-server'));
  console.log('Installing what VS Code itself needs');
  await takeInstead(vscode, release.instead);
  await npmInstall(vscode);
  if (existsSync(path.join(vscode, 'extensions/package.json'))) await npmInstall(path.join(vscode, 'extensions'));
  console.log('Putting in the prebuilt terminal');
  // node-pty has to be compiled; this is the same module, prebuilt.
  await replace(path.join(modules, '@lydell/node-pty'), path.join(vscode, 'node_modules/node-pty'));
  const prebuilt = `@lydell/node-pty-${platform}`;
  await replace(path.join(modules, prebuilt), path.join(vscode, 'node_modules', prebuilt));
  await patchWorkbench(vscode, release.edits);
}

/** Makes a package of `folder`, with these dependencies, and installs them. */
export async function installPackages(folder: string, dependencies: Record<string, string>): Promise<void> {
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }, undefined, 2));
  await npmInstall(folder);
}

/** Changes the versions of some dependencies of the package in `folder`, in its lock file too. */
async function takeInstead(folder: string, instead: Release['instead']): Promise<void> {
  const names = Object.keys(instead);
  if (names.length === 0) return;
  await rewrite(path.join(folder, 'package.json'), (manifest) => {
    Object.assign(manifest['dependencies'] as object, instead);
  });
  await rewrite(path.join(folder, 'npm-shrinkwrap.json'), (lock) => {
    const packages = lock['packages'] as Record<string, { dependencies?: object }>;
    Object.assign(packages['']?.dependencies ?? {}, instead);
    const replaced = names.map((name) => `node_modules/${name}`);
    for (const place of Object.keys(packages))
      if (replaced.some((each) => place === each || place.startsWith(`${each}/`))) delete packages[place];
  });
}

async function rewrite(file: string, change: (content: Record<string, unknown>) => void): Promise<void> {
  const content = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  change(content);
  await writeFile(file, JSON.stringify(content, undefined, 2));
}

async function replace(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await mkdir(path.dirname(to), { recursive: true });
  await cp(from, to, { recursive: true });
}
