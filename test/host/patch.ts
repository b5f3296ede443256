import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The name of the function that a page may define to provide the store under SecretStorage. */
export const secretsHook = 'tokenDeckSecrets';

/** One replacement in a file. */
export interface Edit {
  readonly where: RegExp;
  readonly becomes: string;
}

/**
 * Edits the installed workbench where a test on the web has to see what a person on the desktop sees.
 * @throws where the workbench is not the one that the edits were written for
 */
export async function patchWorkbench(vscode: string, edits: readonly Edit[]): Promise<void> {
  const file = path.join(vscode, 'out/vs/code/browser/workbench/workbench.js');
  let source = await readFile(file, 'utf8');
  for (const { where, becomes } of edits) {
    if (!where.test(source)) throw new Error(`not the workbench that this edit was written for: ${where.source}`);
    source = source.replace(where, becomes);
  }
  await writeFile(file, source);
}
