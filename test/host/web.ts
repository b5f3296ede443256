import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installWebHost, type WebHost } from './install';
import { dataVariable } from './host';
import { refuseLeaks, tracesIn } from './leaks';
import { cleanEnvironment, runProgram, startProgram } from './process';
import type { Release } from './releases';
import { quietSettings, type Settings } from './settings';
import { temporaryFolder } from './temporary';

export interface WebHostOptions {
  /** Default: the newest. */
  release?: Release;
  /** Added to `quietSettings`; these win. */
  settings?: Settings;
  /** Further extensions: folders or .vsix files. (The one under development is named in the address.) */
  extensions?: readonly string[];
  /** The server passes it on to the extension host. */
  env?: NodeJS.ProcessEnv;
  /** Origins that are opened without asking; with false, VS Code always asks. Default: this machine's. */
  trustedDomains?: readonly string[] | false;
}

/** What a page of VS Code opens. Paths are absolute. */
export interface WebPage {
  /** A folder, or a `.code-workspace` file. */
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

/** Starts VS Code's own server, without code-server's wrapper, on a free port, with temporary folders for its data. */
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
      const traces = await tracesIn(data);
      await temporary.remove();
      refuseLeaks(traces);
    };
    return { kind: 'web', origin, url: (page) => address(origin, page), close };
  } catch (error) {
    await temporary.remove();
    throw error;
  }
}

/** The address that opens a window. The authority of the paths in it is the literal word `remote`. */
function address(origin: string, page: WebPage): string {
  const url = new URL(origin);
  if (page.folder) url.searchParams.set(page.folder.endsWith('.code-workspace') ? 'workspace' : 'folder', page.folder);
  const payload: [string, string][] = [['skipWelcome', 'true']];
  for (const key of ['extensionDevelopmentPath', 'extensionTestsPath'] as const) {
    if (page[key]) payload.push([key, `vscode-remote://remote${page[key]}`]);
  }
  url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/** No marketplace, so that nothing is looked up on the network; and sockets among the data, so that they are deleted with it. */
function serverVariables(data: string): NodeJS.ProcessEnv {
  // On other systems the path of a socket there would be too long.
  const temporary = process.platform === 'linux' ? { TMPDIR: path.join(data, 'tmp'), XDG_RUNTIME_DIR: undefined } : {};
  return { EXTENSIONS_GALLERY: '{}', [dataVariable]: data, ...temporary };
}

const dataFolders = (data: string, extensionsDir: string): string[] => [
  ...['--server-data-dir', data, '--user-data-dir', path.join(data, 'user')],
  ...['--extensions-dir', extensionsDir],
];

/** Copies folders to where VS Code finds them, and installs packed extensions. */
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
