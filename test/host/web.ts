import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installWebHost, type WebHost } from './install';
import { cleanEnvironment, runProgram, startProgram } from './process';
import type { Release } from './releases';
import { quietSettings, type Settings } from './settings';
import { temporaryFolder } from './temporary';

export interface WebHostOptions {
  /** Default: the newest. */
  release?: Release;
  /** Beside `quietSettings`, over which they win. */
  settings?: Settings;
  /** Further extensions to have: folders or .vsix files. (The one under development goes into the address.) */
  extensions?: readonly string[];
  /** For the server's process, which hands it to the extension host. */
  env?: NodeJS.ProcessEnv;
  /** Origins that may be opened without a question; false asks about all. Default: this machine's. */
  trustedDomains?: readonly string[] | false;
}

/** What a page of VS Code is opened on. Paths are absolute. */
export interface WebPage {
  folder?: string;
  /** The extension to load from its source folder; VS Code on the web takes one. */
  extensionDevelopmentPath?: string;
  /** A module whose `run()` the extension host calls once the extensions are loaded. */
  extensionTestsPath?: string;
}

/** A running server of VS Code. */
export interface RunningWebHost {
  readonly kind: 'web';
  readonly origin: string;
  url(page: WebPage): string;
  close(): Promise<void>;
}

const localOrigins = ['http://127.0.0.1:*', 'http://127.0.0.2:*', 'http://localhost:*'];

/** Starts VS Code's own server (no wrapper about it) on a free port, with folders of its own that go when it is closed. */
export async function startWebHost(options: WebHostOptions = {}): Promise<RunningWebHost> {
  const host = await installWebHost(options.release);
  const temporary = await temporaryFolder();
  const data = temporary.path;
  try {
    const settings = { ...quietSettings, ...options.settings };
    await mkdir(path.join(data, 'user/User'), { recursive: true });
    await writeFile(path.join(data, 'user/User/settings.json'), JSON.stringify(settings, undefined, 2));
    const extensionsDir = path.join(data, 'extensions');
    await mkdir(path.join(data, 'tmp'));
    await addExtensions(host, data, extensionsDir, options.extensions ?? []);
    const trusted = options.trustedDomains ?? localOrigins;
    const server = await startProgram(
      host.node,
      [
        ...['out/server-main.js', '--host', '127.0.0.1', '--port', '0', '--without-connection-token'],
        ...['--accept-server-license-terms', '--telemetry-level', 'off', '--enable-smoke-test-driver'],
        ...dataFolders(data, extensionsDir),
        ...(trusted || []).flatMap((origin) => ['--link-protection-trusted-domains', origin]),
      ],
      {
        cwd: host.vscode,
        env: cleanEnvironment({ ...serverVariables(data), ...options.env }),
        ready: /agent listening on (\d+)[^]*Extension host agent started/,
        seconds: 60,
      },
    );
    const origin = `http://127.0.0.1:${server.ready[1]}`;
    const close = async (): Promise<void> => {
      await server.end();
      await temporary.remove();
    };
    return { kind: 'web', origin, url: (page) => address(origin, page), close };
  } catch (error) {
    await temporary.remove();
    throw error;
  }
}

/** The address that opens a window. The authority of its paths is the literal word `remote`. */
function address(origin: string, page: WebPage): string {
  const url = new URL(origin);
  if (page.folder) url.searchParams.set('folder', page.folder);
  const payload: [string, string][] = [['skipWelcome', 'true']];
  for (const key of ['extensionDevelopmentPath', 'extensionTestsPath'] as const) {
    if (page[key]) payload.push([key, `vscode-remote://remote${page[key]}`]);
  }
  url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/** No marketplace, so that nothing is looked up on the network; and the sockets that VS Code leaves go with its data. */
function serverVariables(data: string): NodeJS.ProcessEnv {
  // Elsewhere the path of a socket in there would be too long.
  const temporary = process.platform === 'linux' ? { TMPDIR: path.join(data, 'tmp'), XDG_RUNTIME_DIR: undefined } : {};
  return { EXTENSIONS_GALLERY: '{}', ...temporary };
}

const dataFolders = (data: string, extensionsDir: string): string[] => [
  ...['--server-data-dir', data, '--user-data-dir', path.join(data, 'user')],
  ...['--extensions-dir', extensionsDir],
];

/** Folders are found where they are copied to; packed extensions are installed. */
async function addExtensions(
  host: WebHost,
  data: string,
  extensionsDir: string,
  extensions: readonly string[],
): Promise<void> {
  await mkdir(extensionsDir, { recursive: true });
  const packed = extensions.filter((extension) => extension.endsWith('.vsix'));
  for (const folder of extensions.filter((extension) => !packed.includes(extension))) {
    await cp(folder, path.join(extensionsDir, path.basename(folder)), { recursive: true });
  }
  for (const file of packed) {
    const args = ['out/server-main.js', '--accept-server-license-terms', ...dataFolders(data, extensionsDir)];
    await runProgram(host.node, [...args, '--install-extension', file], { cwd: host.vscode, env: cleanEnvironment() });
  }
}
