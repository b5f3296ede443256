import { readFile } from 'node:fs/promises';

/** How a run of suites inside VS Code ended; it crosses from the extension host as a JSON file. */
export interface SuiteResults {
  passed: number;
  failed: number;
  /** The titles of those that were left out; they say why. */
  skipped: string[];
  failures: { title: string; message: string; stack?: string }[];
  /** The version of the VS Code that it ran in, as its extension host says. */
  vscode?: string;
}

/** Names of the environment variables that tell the extension host what to run and where its results go. */
export const resultsVariable = 'TOKEN_DECK_RESULTS';
export const grepVariable = 'TOKEN_DECK_GREP';
export const colorVariable = 'TOKEN_DECK_COLOR';

/** Stands, unseen, before each line of mocha's, to tell it from what else is written to the extension host's console. */
export const outputMark = '\u2063';

/** @throws where there are none, or no test ran: a run without results has not passed. */
export async function readResults(file: string): Promise<SuiteResults> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error('the suites ended without results', { cause });
  });
  const results = JSON.parse(text) as SuiteResults;
  if (results.passed + results.failed === 0) throw new Error('no test ran');
  return results;
}
