import { readdirSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import Mocha from 'mocha';
import { collect } from './host/collect';
import { pickHost } from './host/pick';
import type { SuiteResults } from './host/results';
import { startServer } from './server/server';

/** Runs every test: units and protocol tests here, suites in the extension host of a real VS Code, then the clicking ones. */
const repository = path.resolve(import.meta.dirname, '../..');
const only = process.argv[2];

async function main(): Promise<void> {
  const results: SuiteResults[] = [];
  if (only === undefined || only === 'unit') results.push(await inNode('unit'));
  if (only === undefined || only === 'suites') results.push(await inExtensionHost());
  if (only === undefined || only === 'ui') results.push(await inNode('ui'));
  const sum = (of: (result: SuiteResults) => number) => results.reduce((total, result) => total + of(result), 0);
  for (const { title, message } of results.flatMap(({ failures }) => failures))
    console.log(`failed: ${title}\n  ${message}`);
  const skipped = results.flatMap((result) => result.skipped);
  for (const title of skipped) console.log(`skipped: ${title}`);
  console.log(
    `${sum((result) => result.passed)} passed, ${sum((result) => result.failed)} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`,
  );
  process.exit(sum((result) => result.failed) > 0 ? 1 : 0);
}

async function inNode(kind: 'unit' | 'ui'): Promise<SuiteResults> {
  const folders = (kind === 'unit' ? ['unit', 'server'] : [kind]).map((name) =>
    path.join(repository, 'out/test', name),
  );
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: kind === 'ui' ? 'spec' : 'dot',
    timeout: kind === 'ui' ? 120_000 : 30_000,
    grep: process.env['TOKEN_DECK_GREP'] || undefined,
  });
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.mjs'))
      .map((name) => path.join(folder, name)),
  );
  for (const file of files.sort()) mocha.addFile(file);
  await mocha.loadFilesAsync();
  console.log(kind === 'unit' ? 'Units and protocol' : 'Clicking');
  const results = await collect(mocha);
  if (results.passed + results.failed === 0 && !process.env['TOKEN_DECK_GREP']) throw new Error(`no ${kind} test ran`);
  return results;
}

async function inExtensionHost(): Promise<SuiteResults> {
  const host = await pickHost();
  const server = await startServer();
  // What the server saw, for suites to look at.
  const window = createServer((_request, response) => response.end(JSON.stringify(server.requests)));
  await new Promise<void>((resolve) => window.listen(0, '127.0.0.1', resolve));
  const workspace = await mkdtemp(path.join(os.tmpdir(), 'token-deck-workspace-'));
  try {
    await cp(path.join(repository, 'test/workspace'), workspace, { recursive: true });
    const { tenants, api, faults } = server;
    return await host.runSuites({
      workspace,
      developmentPath: repository,
      testsPath: path.join(repository, 'out/test/suites/index.run.js'),
      settings: { 'tokenDeck.automation': 'allow' },
      env: {
        TOKEN_DECK_TEST_SERVER: JSON.stringify({
          tenants,
          api,
          faults: { origin: faults.origin, https: faults.https.origin, clients: faults.clients },
        }),
        TOKEN_DECK_TEST_REQUESTS: `http://127.0.0.1:${(window.address() as AddressInfo).port}/`,
      },
    });
  } finally {
    window.close();
    await server.close();
    await rm(workspace, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  console.log('0 passed, 1 failed');
  process.exit(1);
});
