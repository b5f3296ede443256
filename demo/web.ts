import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installWebHost, type WebHost } from '../test/host/install';
import { packExtension } from '../test/host/pack';
import { cleanEnvironment, runProgram, startProgram } from '../test/host/process';
import { calmSettings } from '../test/host/settings';
import type { DemoWindow, OpenedWindow } from './window';

/**
 * Serves the VS Code that npm carries, with the packed extension installed. code-server's wrapper runs it here: with
 * it SecretStorage outlives a reload, which VS Code's bare server does not do.
 * @param port 0 for any that is free
 */
export async function serveWeb(window: DemoWindow, port: number): Promise<OpenedWindow & { address: string }> {
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
  // The wrapper keeps logs in the person's data folder otherwise.
  const env = cleanEnvironment({ ...window.env, EXTENSIONS_GALLERY: '{}', XDG_DATA_HOME: path.join(data, 'home') });
  const common = [
    path.join(host.codeServer, 'out/node/entry.js'),
    ...['--config', path.join(data, 'config.yaml'), '--user-data-dir', data, '--extensions-dir', extensions],
  ];
  await runProgram(host.node, [...common, '--install-extension', packed], { env });
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
      ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check'],
      ...['--disable-getting-started-override'],
      ...trusted.flatMap((origin) => ['--link-protection-trusted-domains', origin]),
    ],
    { env, ready: /HTTP server listening on (http:\S+)/, seconds: 60 },
  );
}
