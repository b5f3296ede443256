import { writeFileSync } from 'node:fs';
import { format } from 'node:util';
import Mocha from 'mocha';
import { collect } from './collect';
import { colorVariable, grepVariable, outputMark, resultsVariable } from './results';

/**
 * Runs test files with mocha inside the extension host; for the `run()` of an entry module. Writes the results to the
 * file that `TOKEN_DECK_RESULTS` names; `TOKEN_DECK_GREP` picks tests by title.
 * @param files absolute paths of CommonJS modules
 * @param vscode the version of the VS Code that this is
 * @throws when a test failed
 */
export async function runMocha(files: readonly string[], vscode: string): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: 'spec',
    color: process.env[colorVariable] === '1',
    timeout: 20_000,
    grep: process.env[grepVariable] || undefined,
  });
  Mocha.reporters.Base.consoleLog = (...args) => console.log(outputMark + format(...args));
  for (const file of files) mocha.addFile(file);
  const results = { ...(await collect(mocha)), vscode };
  const file = process.env[resultsVariable];
  if (file) writeFileSync(file, JSON.stringify(results));
  if (results.failed > 0) throw new Error(`${results.failed} failed`);
}
