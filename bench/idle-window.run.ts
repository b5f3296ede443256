import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { run as command } from '../test/suites/environment';
import { eventually } from '../test/support/eventually';
import { idleVariable, median, watchedGlobal, type Watched, type WindowFigures } from './figures';
import { readStored } from './profiles-workspace';
import { activated, report, times } from './report';

const calls = 10_000;
const warmUp = 2000;

/** What VS Code calls in the extension host. */
export async function run(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const { own } = await readStored(path.normalize(folder));
  await activated();
  const watched = (globalThis as Record<string, unknown>)[watchedGlobal] as Watched;
  await vscode.commands.executeCommand('workbench.view.extension.tokenDeck');
  await eventually('the sidebar is drawn', () => !Number.isNaN(watched.sidebar.drawn), 60);
  const sidebar = watched.sidebar.drawn - watched.sidebar.first;

  await command('selectProfile', own);
  const get = () => command<string>('getToken', { profile: own, interactive: false });
  await times(get, warmUp);
  const cached = median(await times(get, calls));

  const wakes = async (seconds: number): Promise<number> => {
    const before = watched.wakes;
    await delay(seconds * 1000);
    return watched.wakes - before;
  };
  const seconds = Number(process.env[idleVariable]);
  // What is loaded while the window is idle has its own timers at first.
  if (seconds > 0) await eventually('the window is idle', async () => (await wakes(10)) <= 1, 120);
  report({ sidebar, cached, wakes: await wakes(seconds) } satisfies WindowFigures);
}
