import { readFile } from 'node:fs/promises';

/** The results of a run. Those from the extension host are passed in a JSON file. */
export interface SuiteResults {
  passed: number;
  failed: number;
  /** The titles of skipped tests, which say why. */
  skipped: string[];
  failures: { title: string; message: string; stack?: string }[];
  /** The version of VS Code, as its extension host says. */
  vscode?: string;
  /** The version of Keycloak, as it says itself. */
  keycloak?: string;
}

/** Environment variables that tell the extension host what to run and where to write the results. */
export const resultsVariable = 'TOKEN_DECK_RESULTS';
export const grepVariable = 'TOKEN_DECK_GREP';
export const colorVariable = 'TOKEN_DECK_COLOR';

/** An invisible character before each of mocha's lines, which tells them from other output in the extension host's console. */
export const outputMark = '\u2063';

/** @throws if there are no results, or no test ran: then the run has not passed */
export async function readResults(file: string): Promise<SuiteResults> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error('the suites ended without results', { cause });
  });
  const results = JSON.parse(text) as SuiteResults;
  if (results.passed + results.failed === 0) throw new Error('no test ran');
  return results;
}
