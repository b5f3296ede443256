import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Raised whenever an edit below changes, so that what was installed before is installed anew. */
export const patchRevision = 1;

/** The name of the function that a page may define to provide the store under SecretStorage. */
export const secretsHook = 'tokenDeckSecrets';

const edits: readonly { readonly where: RegExp; readonly becomes: string }[] = [
  {
    // Takes the store from the hook where there is one. It is given what tells this window of a change.
    where: /(this\.\w+=)(\w+\.options\.secretStorageProvider),/,
    becomes: `$1globalThis.${secretsHook}?.((key)=>this.onDidChangeSecretEmitter.fire(key))??$2,`,
  },
  {
    // The test driver, without which no extension is loaded from its source, keeps notifications from being shown.
    where: /(\.isNotificationsCenterVisible&&)!this\.environmentService\.enableSmokeTestDriver&&/,
    becomes: '$1',
  },
];

/**
 * Edits the installed workbench where a test on the web has to see what a person on the desktop sees.
 * @throws where the workbench is not the one the edits were written for
 */
export async function patchWorkbench(vscode: string): Promise<void> {
  const file = path.join(vscode, 'out/vs/code/browser/workbench/workbench.js');
  let source = await readFile(file, 'utf8');
  for (const { where, becomes } of edits) {
    if (!where.test(source)) throw new Error(`not the workbench this was written for: ${where.source}`);
    source = source.replace(where, becomes);
  }
  await writeFile(file, source);
}
