import { randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { repository } from '../test/host/cache';
import type { Host } from '../test/host/host';
import { pickHost } from '../test/host/pick';
import { temporaryFolder } from '../test/host/temporary';
import { startServer } from '../test/server/server';
import { addressesOf, serverVariable, type ServerAddresses } from '../test/suites/given';
import { figuresVariable, median } from './figures';
import { timedVersion, type Version, type VersionName } from './versions';

/** Something that is measured in a new window of VS Code. */
export interface Measurement {
  /** The name of a module beside this one, `NAME.run.ts`, which reports figures. */
  module: string;
  /** One that is run before, in a window of its own, whose secrets stay. */
  prepare?: string;
  /** Fills the workspace's folder. */
  fill?(workspace: string): Promise<void>;
  env?: NodeJS.ProcessEnv;
}

/** Where windows are opened: a VS Code, the embedded server, and the versions of the extension. */
export interface Bench {
  readonly versions: readonly Version[];
  readonly server: ServerAddresses;
  measure<F>(version: Version, measurement: Measurement): Promise<F>;
}

/** @param against the checkout of an older version, built */
export async function withBench<T>(against: string | undefined, use: (bench: Bench) => Promise<T>): Promise<T> {
  const host = await pickHost();
  const server = await startServer();
  const folder = await temporaryFolder();
  try {
    const versions = [await timedVersion('now', repository, path.join(folder.path, 'now'))];
    if (against !== undefined) versions.push(await timedVersion('before', against, path.join(folder.path, 'before')));
    const addresses = addressesOf(server);
    return await use({
      versions,
      server: addresses,
      measure: (version, measurement) => measureIn(host, addresses, folder.path, version, measurement),
    });
  } finally {
    await server.close();
    await folder.remove();
  }
}

async function measureIn<F>(
  host: Host,
  server: ServerAddresses,
  folder: string,
  version: Version,
  { module, prepare, fill, env }: Measurement,
): Promise<F> {
  const own = path.join(folder, randomUUID());
  const workspace = path.join(own, 'workspace');
  await mkdir(workspace, { recursive: true });
  await fill?.(workspace);
  const built = (name: string) => path.join(repository, 'out/bench', `${name}.run.js`);
  const figures = path.join(own, 'figures.json');
  await host.runSuites({
    workspace,
    developmentPath: version.folder,
    testsPath: built(module),
    ...(prepare !== undefined && { prepare: built(prepare) }),
    settings: { 'tokenDeck.automation': 'allow' },
    env: { ...env, [serverVariable]: JSON.stringify(server), [figuresVariable]: figures },
  });
  return JSON.parse(await readFile(figures, 'utf8')) as F;
}

/** The figures of each version. */
export type Measured<F> = Partial<Record<VersionName, F[]>>;

/**
 * Measures each version as often, in turn, so that what else the machine does meets them alike; another one goes first
 * each time.
 */
export async function alternateWindows<F>(
  bench: Bench,
  rounds: number,
  measurement: Measurement,
): Promise<Measured<F>> {
  const measured: Measured<F> = {};
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < bench.versions.length; turn++) {
      const version = bench.versions.at((round + turn) % bench.versions.length);
      if (version !== undefined) (measured[version.name] ??= []).push(await bench.measure<F>(version, measurement));
    }
  }
  return measured;
}

/** The median of a figure of each version, as a row of the table has it. */
export function medians<F>(measured: Measured<F>, of: (figures: F) => number): Partial<Record<VersionName, number>> {
  return Object.fromEntries(Object.entries(measured).map(([name, figures]) => [name, median(figures.map(of))]));
}
