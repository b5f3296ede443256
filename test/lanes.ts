import { fork } from 'node:child_process';
import type { SuiteResults } from './host/results';

/** How many parts run at the same time. Windows wait most of the time, and machines that run tests have two cores. */
const lanes = 2;

/**
 * Runs parts of the tests, each in a process of its own, and prints what a part printed once it has ended.
 * @param names in the order in which they start: the longest first
 * @param script what runs a part: it is given its name, and sends its results by `sendResults`
 */
export async function runInLanes(names: readonly string[], script: string): Promise<SuiteResults[]> {
  const waiting = [...names];
  const results: SuiteResults[] = [];
  const lane = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
      results.push(...(await runPart(name, script)));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

async function runPart(name: string, script: string): Promise<SuiteResults[]> {
  const began = performance.now();
  const child = fork(script, [name], { execArgv: ['--enable-source-maps'], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let output = '';
  const keep = (data: unknown): void => void (output += String(data));
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  let results: SuiteResults[] | undefined;
  child.on('message', (message) => (results = message as SuiteResults[]));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  console.log(`${output.trimEnd()}\n\n${name}: ${Math.round((performance.now() - began) / 1000)} s\n`);
  if (results !== undefined) return results;
  const message = `ended with ${code} and no results`;
  return [{ passed: 0, failed: 1, skipped: [], failures: [{ title: name, message }] }];
}

/** In the process of one part: sends its results and ends. */
export async function sendResults(results: readonly SuiteResults[]): Promise<never> {
  await new Promise((resolve) => process.send?.(results, resolve));
  process.exit(0);
}

/** In the process of one part: ends with the process that started it, and with it the programs that it started. */
export function endWithParent(): void {
  process.once('disconnect', () => process.exit(1));
}
