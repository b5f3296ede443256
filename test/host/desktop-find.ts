import { existsSync } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode, resolveCliPathFromVSCodeExecutablePath } from '@vscode/test-electron';
import { cacheFolder } from './cache';
import { cleanEnvironment, runProgram } from './process';
import { temporaryFolder } from './temporary';

/** A desktop VS Code: its command line program (`code`) and the program with the window. */
export interface DesktopProgram {
  readonly cli: string;
  readonly electron: string;
}

/**
 * Looks for a desktop VS Code that starts: the `code` that `TOKEN_DECK_VSCODE` names, else one on PATH, else one in the
 * usual places. With `TOKEN_DECK_DOWNLOAD=1` it downloads one into the cache if there is none.
 * @returns it, if there is one, and in any case why
 */
export async function findDesktop(): Promise<{ program?: DesktopProgram; reason: string }> {
  const { DISPLAY, WAYLAND_DISPLAY, TOKEN_DECK_VSCODE, TOKEN_DECK_DOWNLOAD } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return { reason: 'there is no display' };
  let reason = 'no desktop VS Code is installed';
  for (const cli of TOKEN_DECK_VSCODE ? [TOKEN_DECK_VSCODE] : installedClis()) {
    const found = await check(cli);
    if (typeof found !== 'string') return { program: found, reason: `${cli} is installed and starts` };
    reason = found;
  }
  if (TOKEN_DECK_DOWNLOAD !== '1' || TOKEN_DECK_VSCODE) return { reason };
  const electron = await downloadAndUnzipVSCode({ cachePath: path.join(cacheFolder, 'vscode-desktop') });
  const cli = resolveCliPathFromVSCodeExecutablePath(electron);
  return { program: { cli, electron }, reason: 'downloaded, as TOKEN_DECK_DOWNLOAD asks' };
}

/** The usual places of a `code`, as far as a file exists there. */
function installedClis(): string[] {
  const ending = process.platform === 'win32' ? '.cmd' : '';
  const names = ['code', 'code-insiders', 'codium'].map((name) => name + ending);
  const inPath = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const usual: Partial<Record<NodeJS.Platform, string[]>> = {
    linux: ['code', 'code-insiders', 'codium'].flatMap((name) => [
      `/usr/share/${name}/bin`,
      `/snap/${name}/current/usr/share/${name}/bin`,
      `/opt/visual-studio-${name}/bin`,
    ]),
    darwin: ['Visual Studio Code', 'Visual Studio Code - Insiders', 'VSCodium'].flatMap((name) =>
      ['/Applications', path.join(os.homedir(), 'Applications')].map(
        (folder) => `${folder}/${name}.app/Contents/Resources/app/bin`,
      ),
    ),
    win32: ['Microsoft VS Code', 'Microsoft VS Code Insiders', 'VSCodium'].flatMap((name) => [
      path.join(process.env['LOCALAPPDATA'] ?? 'C:\\', 'Programs', name, 'bin'),
      path.join(process.env['PROGRAMFILES'] ?? 'C:\\', name, 'bin'),
    ]),
  };
  const folders = [...inPath, ...(usual[process.platform] ?? [])];
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).filter((file) => existsSync(file));
}

/** The program behind a `code`, or why there is none. */
async function check(cli: string): Promise<DesktopProgram | string> {
  const electron = await electronOf(cli).catch(() => undefined);
  // The `code` of a remote window has no program of its own either.
  if (!electron) return `no desktop program was found for ${cli}`;
  const data = await temporaryFolder();
  try {
    await runProgram(cli, ['--version', ...rootFlags(data.path)], {
      env: cleanEnvironment(),
      shell: process.platform === 'win32',
      seconds: 30,
    });
    return { cli, electron };
  } catch {
    return `${cli} does not start`;
  } finally {
    await data.remove();
  }
}

/** The flags that VS Code demands when root starts it. */
export function rootFlags(userData: string): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox', `--user-data-dir=${userData}`] : [];
}

/** Finds the program that belongs to `…/bin/code`. Written from the layout of the packages, and not tried on any. */
async function electronOf(cli: string): Promise<string | undefined> {
  const bin = path.dirname(await realpath(cli));
  if (process.platform === 'darwin') {
    const programs = path.resolve(bin, '../../../MacOS');
    const [name] = await readdir(programs);
    return name && path.join(programs, name);
  }
  const names =
    process.platform === 'win32'
      ? ['Code.exe', 'Code - Insiders.exe', 'VSCodium.exe']
      : ['code', 'code-insiders', 'codium'];
  return names.map((name) => path.resolve(bin, '..', name)).find((program) => existsSync(program));
}
