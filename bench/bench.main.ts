import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { repository } from '../test/host/cache';
import type { Host } from '../test/host/host';
import { pickHost } from '../test/host/pick';
import { temporaryFolder } from '../test/host/temporary';
import { startServer, type Server } from '../test/server/server';
import { decodeRows } from './decode';
import { figuresVariable, median, type Figures } from './figures';
import { scanRows } from './scan';

/**
 * Measures finding and decoding JWTs in Node, then the production build in a real VS Code, in five fresh windows, and
 * prints each figure beside its target. `node out/bench/bench.main.mjs pure` does the first alone, in half a minute.
 */
const windows = 5;

/** Loaded from a folder of its own, whose main module times the extension's. */
async function timedExtension(folder: string): Promise<void> {
  for (const part of ['dist', 'media', 'package.nls.json']) {
    await cp(path.join(repository, part), path.join(folder, part), { recursive: true });
  }
  const manifest = JSON.parse(await readFile(path.join(repository, 'package.json'), 'utf8')) as object;
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ ...manifest, main: './timed-main.mjs' }));
  await cp(path.join(repository, 'out/bench/timed-main.run.mjs'), path.join(folder, 'timed-main.mjs'));
}

async function measure(host: Host, server: Server, folder: string): Promise<Figures> {
  const figures = path.join(folder, 'figures.json');
  const { tenants, api, faults } = server;
  await host.runSuites({
    workspace: path.join(folder, 'workspace'),
    developmentPath: path.join(folder, 'extension'),
    testsPath: path.join(repository, 'out/bench/measure.run.js'),
    settings: { 'tokenDeck.automation': 'allow' },
    env: {
      TOKEN_DECK_TEST_SERVER: JSON.stringify({
        tenants,
        api,
        faults: { origin: faults.origin, clients: faults.clients },
      }),
      [figuresVariable]: figures,
    },
  });
  return JSON.parse(await readFile(figures, 'utf8')) as Figures;
}

const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} ms`;

function table(figures: readonly Figures[]): string[][] {
  const of = (value: (figures: Figures) => number): number => median(figures.map(value));
  const bundles = figures[0]?.activation.bundles ?? {};
  const bytes = Object.values(bundles).reduce((sum, size) => sum + size, 0);
  return [
    [`activate() called to resolved, median of ${windows}`, milliseconds(of((f) => f.activation.activate)), '< 30 ms'],
    ['  loading the bundle before it', milliseconds(of((f) => f.activation.load)), ''],
    [`code loaded by then (${Object.keys(bundles).join(', ')})`, `${(bytes / 1000).toFixed(1)} KB`, '< 60 KB'],
    ['getToken of a token in hand', milliseconds(of((f) => f.cached)), '< 1 ms'],
    ...(figures[0]?.requests ?? []).flatMap(({ tenant }, index) => {
      const request = (which: 'ours' | 'bare' | 'command') => of((f) => f.requests[index]?.[which] ?? NaN);
      const ratio = of((f) => (f.requests[index]?.ours ?? NaN) / (f.requests[index]?.bare ?? NaN));
      return [
        [`token request, ${tenant}, against a bare fetch`, ratio.toFixed(2), '<= 1.15'],
        ['  ours, storage apart', milliseconds(request('ours')), ''],
        ['  bare fetch', milliseconds(request('bare')), ''],
        ['  the whole getToken that renews', milliseconds(request('command')), ''],
      ];
    }),
    [
      'a hover over a JWT in a line of 5 MB, against a constant word',
      of(({ hover }) => hover.ours / hover.word).toFixed(2),
      '<= 1.30',
    ],
    ['  against the same contents, constant', of(({ hover }) => hover.ours / hover.same).toFixed(2), ''],
    ['  ours', milliseconds(of(({ hover }) => hover.ours)), ''],
    ['  a constant word', milliseconds(of(({ hover }) => hover.word)), ''],
  ];
}

function print(table: readonly string[][]): void {
  const rows = [['', 'measured', 'target'], ...table];
  // A row of remarks alone may be as long as it likes.
  const columns = rows.filter(([, value]) => value !== '');
  const widths = [0, 1].map((column) => Math.max(...columns.map((row) => row[column]?.length ?? 0)));
  console.log(`\nNode ${process.version}, ${os.availableParallelism()} cores, ${os.cpus()[0]?.model ?? 'unknown'}`);
  for (const [what = '', value = '', target = ''] of rows) {
    console.log(`${what.padEnd(widths[0] ?? 0)}  ${value.padStart(widths[1] ?? 0)}  ${target}`.trimEnd());
  }
}

async function inWindows(): Promise<Figures[]> {
  const host = await pickHost();
  const server = await startServer();
  const folder = await temporaryFolder();
  try {
    await mkdir(path.join(folder.path, 'workspace'));
    await timedExtension(path.join(folder.path, 'extension'));
    const figures: Figures[] = [];
    for (let window = 0; window < windows; window++) figures.push(await measure(host, server, folder.path));
    return figures;
  } finally {
    await server.close();
    await folder.remove();
  }
}

async function main(): Promise<void> {
  print([...scanRows(), ...decodeRows()]);
  if (process.argv[2] !== 'pure') print(table(await inWindows()));
}

await main();
