import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { run as command, server } from '../test/suites/environment';
import { jwtFiles, readStored } from './profiles-workspace';
import { activated } from './report';

/** What VS Code calls in the extension host of the window before the measured one: stores profiles and tokens. */
export async function run(): Promise<void> {
  await activated();
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const { personal, own } = await readStored(folder);
  const clientSecret = server().tenants.keycloak.clients['m2m']?.clientSecret;
  for (const profile of personal) {
    await command('addProfile', { ...profile, clientSecret });
    const token = await command<string>('getToken', { profile: profile.id, interactive: false });
    if (profile.id === own) await writeFile(path.join(folder, jwtFiles.own), `${token}\n`);
  }
  await command('selectProfile', own);
  // The names of profiles are stored a second after they changed.
  await delay(2000);
}
