import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { rootFlags, type DesktopProgram } from '../test/host/desktop-find';
import { cleanEnvironment } from '../test/host/process';
import { calmSettings } from '../test/host/settings';
import type { DemoWindow, OpenedWindow } from './window';

/** Opens the desktop VS Code with the extension from its source folder. Not tried: none was available. */
export async function openDesktop(program: DesktopProgram, window: DemoWindow): Promise<OpenedWindow> {
  const { repository, workspace, data } = window;
  await mkdir(path.join(data, 'User'), { recursive: true });
  await writeFile(path.join(data, 'User/settings.json'), JSON.stringify(calmSettings, undefined, 2));
  const args = [
    workspace,
    ...rootFlags(data),
    `--user-data-dir=${data}`,
    `--extensions-dir=${path.join(data, 'extensions')}`,
    `--extensionDevelopmentPath=${repository}`,
    `--extensionDevelopmentPath=${path.join(repository, 'demo/companion')}`,
    ...['--skip-welcome', '--skip-release-notes', '--disable-updates', '--disable-telemetry'],
    // The demo's secrets are kept in memory, and no keychain is asked for.
    ...['--use-inmemory-secretstorage', '--password-store=basic'],
  ];
  const child = spawn(program.electron, args, { env: cleanEnvironment(window.env), stdio: 'ignore' });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve());
  });
  return {
    ended,
    async close() {
      child.kill();
      await ended;
    },
  };
}
