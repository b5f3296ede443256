import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { run as command, server } from '../test/suites/environment';
import { eventually } from '../test/support/eventually';
import { jwtFiles, readStored } from './profiles-workspace';
import { activated, report } from './report';

/** What VS Code calls in the extension host, in the window before the one that is measured: stores tokens. */
export async function run(): Promise<void> {
  await activated();
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const { ids, own } = await readStored(folder);
  await eventually('the profiles', () =>
    Promise.resolve(command('selectProfile', own)).then(
      () => true,
      () => false,
    ),
  );
  const value = server().tenants.keycloak.clients['m2m']?.clientSecret;
  for (const profile of ids) {
    await command('setSecret', { profile, kind: 'clientSecret', value });
    const token = await command<string>('getToken', { profile, interactive: false });
    if (profile === own) await writeFile(path.join(folder, jwtFiles.own), `${token}\n`);
  }
  report({});
}
