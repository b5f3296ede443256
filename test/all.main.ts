import { readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { repository } from './host/cache';
import { collect } from './host/collect';
import { hostVariable } from './host/pick';
import type { SuiteResults } from './host/results';
import { endWithParent, runInLanes, sendResults } from './lanes';
import { withKeycloak } from './run-keycloak';
import { manyVariable } from './processes/window';
import { runSuites } from './run-suites';
import { runsFactor } from './support/property';

/** A part of the tests. `npm test -- NAME` runs one. */
interface Part {
  what: string;
  run(): Promise<SuiteResults[]>;
  /** Not run by plain `npm test`. */
  apart?: true;
}

/** In the order in which plain `npm test` starts them: the longest first. */
const parts: Readonly<Record<string, Part>> = {
  'ui-1': {
    what: 'every second file of the tests that click in a real VS Code',
    run: async () => [await clicking((file, index) => !isFurther(file) && index % 2 === 0)],
  },
  packed: {
    what: 'suites in the extension host of a real VS Code, on the packed file, and the first token with it, by keyboard',
    run: async () => [await runSuites({ packed: true }), await firstToken()],
  },
  unit: {
    what: 'units, and the protocol against the embedded server',
    run: async () => [
      await inNode('Units and protocol', ['unit', 'server'], { reporter: 'dot', timeout: 30_000 * runsFactor }),
    ],
  },
  'ui-2': {
    what: 'the other files',
    run: async () => [await clicking((file, index) => !isFurther(file) && index % 2 === 1)],
  },
  ui: {
    what: 'all tests that click',
    apart: true,
    run: async () => [await clicking()],
  },
  further: {
    what: 'further tests that click: REST Client, the demo, the most likely faults, several windows',
    apart: true,
    run: async () => [await clicking(isFurther)],
  },
  suites: {
    what: 'the same suites on the build of the checkout',
    apart: true,
    run: async () => [await runSuites({ packed: false })],
  },
  windows: {
    what: 'eight windows as processes, over one store, for 200 expiries',
    apart: true,
    async run() {
      process.env[manyVariable] = '1';
      return [await inNode('Windows', ['unit/tokens'], { reporter: 'spec', timeout: 30_000 })];
    },
  },
  rehearsals: {
    what: 'additions to a copy of the sources, which may need no more edits than they say',
    apart: true,
    run: async () => [await inNode('Rehearsals', ['rehearsals'], { reporter: 'spec', timeout: 120_000 })],
  },
  keycloak: {
    what: 'the protocol and clicking against a real Keycloak, which Maven installs; needs Java',
    apart: true,
    run: async () => [
      await withKeycloak(() => inNode('Keycloak', ['keycloak'], { reporter: 'spec', timeout: 120_000 })),
    ],
  },
  oldest: {
    what: 'suites on the packed file, and clicking, in the oldest VS Code that package.json allows',
    apart: true,
    async run() {
      process.env[hostVariable] = 'oldest';
      return [await runSuites({ packed: true }), await firstToken(), await clicking()];
    },
  },
};

/** Tests that click and are not in plain `npm test`, which would take longer than 15 minutes with them. */
const isFurther = (file: string): boolean =>
  /\bui[\\/](?:sending-rest-client|demo|demo-window|faults|folders|jwt-commands|provider-answers|storage|windows)\.test/.test(
    file,
  );

const clicking = (chosen?: (file: string, index: number) => boolean): Promise<SuiteResults> =>
  inNode('Clicking', ['ui'], { reporter: 'spec', timeout: 120_000 }, chosen);

const firstToken = (): Promise<SuiteResults> =>
  inNode('The first token', ['packed'], { reporter: 'spec', timeout: 120_000 });

async function inNode(
  title: string,
  folders: readonly string[],
  options: Mocha.MochaOptions,
  chosen: (file: string, index: number) => boolean = () => true,
): Promise<SuiteResults> {
  const grep = process.env['TOKEN_DECK_GREP'] || undefined;
  const mocha = new Mocha({ ui: 'bdd', grep, ...options });
  const files = folders.flatMap((name) => {
    const folder = path.join(repository, 'out/test', name);
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.mjs'))
      .map((file) => path.join(folder, file));
  });
  for (const file of files.sort().filter(chosen)) mocha.addFile(file);
  await mocha.loadFilesAsync();
  console.log(title);
  const results = await collect(mocha);
  if (results.passed + results.failed === 0 && grep === undefined) throw new Error(`no test of ${folders.join()} ran`);
  return results;
}

/** @throws with a list of all parts if there is no such part */
function partOf(name: string): Part {
  const part = parts[name];
  if (part !== undefined) return part;
  const rows = Object.entries(parts).map(
    ([name, { what, apart }]) => `  ${name.padEnd(12)}${what}${apart ? ' *' : ''}`,
  );
  throw new Error(`npm test -- ${name}: not one of\n${rows.join('\n')}\n(*: not in plain npm test)`);
}

function print(results: readonly SuiteResults[]): void {
  const sum = (of: (result: SuiteResults) => number) => results.reduce((total, result) => total + of(result), 0);
  for (const { title, message } of results.flatMap(({ failures }) => failures))
    console.log(`failed: ${title}\n  ${message}`);
  const skipped = results.flatMap((result) => result.skipped);
  for (const title of skipped) console.log(`skipped: ${title}`);
  const counts = [`${sum(({ passed }) => passed)} passed`, `${sum(({ failed }) => failed)} failed`];
  if (skipped.length > 0) counts.push(`${skipped.length} skipped`);
  const versions = [
    ...new Set(results.flatMap(({ vscode }) => (vscode === undefined ? [] : `VS Code ${vscode}`))),
    ...results.flatMap(({ keycloak }) => (keycloak === undefined ? [] : `Keycloak ${keycloak}`)),
  ];
  console.log(`${counts.join(', ')}${versions.length > 0 ? ` (${versions.join(', ')})` : ''}`);
}

async function main(): Promise<void> {
  const names = process.argv.slice(2);
  if (process.send !== undefined) endWithParent();
  const results =
    names.length > 0
      ? await partOf(names.join(' ')).run()
      : await runInLanes(
          Object.keys(parts).filter((name) => parts[name]?.apart !== true),
          process.argv[1] ?? '',
        );
  if (process.send !== undefined) await sendResults(results);
  print(results);
  process.exit(results.some(({ failed }) => failed > 0) ? 1 : 0);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error && error.stack === undefined ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exit(1);
});
