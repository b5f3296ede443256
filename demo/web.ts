import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installWebHost, type WebHost } from '../test/host/install';
import { packExtension } from '../test/host/pack';
import { cleanEnvironment, runProgram, startProgram } from '../test/host/process';
import { calmSettings } from '../test/host/settings';
import { freePort } from './free-port';
import type { DemoWindow, OpenedWindow } from './window';

const loopback = '127.0.0.1';

/**
 * Serves the VS Code that npm carries, with the packed extension installed. It runs in code-server's wrapper, with which
 * SecretStorage survives a reload; with VS Code's bare server it does not.
 * @param wished the port, or the first one after it that is free; 0 for any
 */
export async function serveWeb(window: DemoWindow, wished: number): Promise<OpenedWindow & { address: string }> {
  const host = await installWebHost();
  const { data, workspace } = window;
  console.log('Packing the extension');
  const packed = path.join(data, 'token-deck.vsix');
  await mkdir(data, { recursive: true });
  await packExtension(packed);
  const extensions = path.join(data, 'extensions');
  await mkdir(path.join(data, 'User'), { recursive: true });
  await writeFile(path.join(data, 'User/settings.json'), JSON.stringify(calmSettings, undefined, 2));
  await cp(path.join(window.repository, 'demo/companion'), path.join(extensions, 'token-deck.demo-companion-0.0.1'), {
    recursive: true,
  });
  // Otherwise the wrapper would keep logs in the user's data folder.
  const env = cleanEnvironment({ ...window.env, EXTENSIONS_GALLERY: '{}', XDG_DATA_HOME: path.join(data, 'home') });
  const common = [
    path.join(host.codeServer, 'out/node/entry.js'),
    ...['--config', path.join(data, 'config.yaml'), '--user-data-dir', data, '--extensions-dir', extensions],
  ];
  await runProgram(host.node, [...common, '--install-extension', packed], { env });
  const port = await freePort(loopback, wished);
  if (port !== wished && wished !== 0) console.log(`Port ${wished} is in use; taking ${port}.`);
  const server = await startWrapper(host, common, port, env);
  const address = new URL(server.ready[1] ?? '');
  address.searchParams.set('folder', workspace);
  return { address: address.href, ended: server.ended, close: () => server.end() };
}

function startWrapper(host: WebHost, common: string[], port: number, env: NodeJS.ProcessEnv) {
  const trusted = ['http://127.0.0.2:*', 'http://[::1]:*', 'http://127.0.0.1:*', 'http://localhost:*'];
  return startProgram(
    host.node,
    [
      ...common,
      ...['--auth', 'none', '--bind-addr', `${loopback}:${port}`, '--disable-telemetry', '--disable-update-check'],
      ...['--disable-getting-started-override'],
      ...trusted.flatMap((origin) => ['--link-protection-trusted-domains', origin]),
    ],
    { env, ready: /HTTP server listening on (http:\S+)/, seconds: 60 },
  );
}
