import { cp, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { repository } from './host/cache';
import { packExtension } from './host/pack';
import { pickHost } from './host/pick';
import type { SuiteResults } from './host/results';
import { temporaryFolder } from './host/temporary';
import { startBehindProxy } from './server/behind-proxy';
import { readBody } from './server/listener';
import { startServer } from './server/server';
import { addressesOf, packedVariable, proxyVariable, requestsVariable, serverVariable } from './suites/given';
import { noteMembers } from './support/confidential';

/**
 * Runs the suites in the extension host of a real VS Code, with the embedded authorization server beside it.
 * @param packed whether to install the packed file, built for production, rather than load the checkout's build
 */
export async function runSuites({ packed }: { packed: boolean }): Promise<SuiteResults> {
  console.log(packed ? 'Suites, on the packed file' : 'Suites');
  const host = await pickHost();
  const [server, behindProxy] = await Promise.all([startServer(), startBehindProxy()]);
  // Requests that the server received, for suites to look at; and the secrets that suites store.
  const window = createServer((request, response) => {
    if (request.method === 'POST') void readBody(request).then((body) => noteMembers(JSON.parse(body) as object));
    response.end(JSON.stringify(server.requests));
  });
  await new Promise<void>((resolve) => window.listen(0, '127.0.0.1', resolve));
  const folder = await temporaryFolder();
  try {
    const workspace = path.join(folder.path, 'workspace');
    await cp(path.join(repository, 'test/workspace'), workspace, { recursive: true });
    const file = path.join(folder.path, 'token-deck.vsix');
    if (packed) await packExtension(file);
    const authorities = path.join(folder.path, 'authorities.pem');
    await writeFile(authorities, behindProxy.extra.ca);
    return await host.runSuites({
      workspace,
      developmentPath: packed ? await emptyExtension(path.join(folder.path, 'none')) : repository,
      extensions: packed ? [file] : [],
      testsPath: path.join(repository, 'out/test/suites/index.run.js'),
      settings: { 'tokenDeck.automation': 'allow' },
      env: {
        NODE_EXTRA_CA_CERTS: authorities,
        [proxyVariable]: JSON.stringify(behindProxy),
        [serverVariable]: JSON.stringify(addressesOf(server)),
        [requestsVariable]: `http://127.0.0.1:${(window.address() as AddressInfo).port}/`,
        [packedVariable]: packed ? '1' : '0',
      },
    });
  } finally {
    window.close();
    await Promise.all([server.close(), behindProxy.close()]);
    await folder.remove();
  }
}

/** VS Code runs suites only if there is an extension under development. */
async function emptyExtension(folder: string): Promise<string> {
  const manifest = { publisher: 'token-deck', name: 'none', version: '0.0.1', engines: { vscode: '*' } };
  await mkdir(folder);
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}
