import type Mocha from 'mocha';
import type { SuiteResults } from './results';

/** Runs mocha and counts its results. */
export async function collect(mocha: Mocha): Promise<SuiteResults> {
  const results: SuiteResults = { passed: 0, failed: 0, skipped: [], failures: [] };
  await new Promise<void>((resolve) => {
    mocha
      .run(() => resolve())
      .on('pass', () => void results.passed++)
      .on('pending', (test) => void results.skipped.push(test.fullTitle()))
      .on('fail', (test, { message, stack }: Error) => {
        results.failed++;
        results.failures.push({ title: test.fullTitle(), message, ...(stack !== undefined && { stack }) });
      });
  });
  return results;
}
