import assert from 'node:assert/strict';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { run as command } from '../test/suites/environment';
import { eventually } from '../test/support/eventually';
import {
  activationGlobal,
  firstVariable,
  idleVariable,
  median,
  type Activation,
  type ProfileFigures,
  type Whose,
} from './figures';
import { jwtFiles, readStored } from './profiles-workspace';
import { activated, report, times } from './report';

const rounds = 30;
const calls = 200;
const warmUp = 50;

/** What VS Code calls in the extension host. */
export async function run(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const { own } = await readStored(folder);
  const seconds = process.env[idleVariable];
  report(seconds === undefined ? await awake(folder, own) : await idle(own, Number(seconds)));
}

/** @returns the CPU time of the extension host in an idle window that shows the view of the profiles, in ms */
async function idle(own: string, seconds: number): Promise<number> {
  await activated();
  await vscode.commands.executeCommand('workbench.view.extension.tokenDeck');
  await command('selectProfile', own);
  const inSeconds = async (count: number): Promise<number> => {
    const before = process.cpuUsage();
    await delay(count * 1000);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  // A window that was just opened is busy for a while.
  await eventually('the window is idle', async () => (await inSeconds(5)) < 250, 120);
  return inSeconds(seconds);
}

async function awake(folder: string, own: string): Promise<ProfileFigures> {
  const open = (name: string) => vscode.workspace.openTextDocument(path.join(folder, name));
  const documents = { own: await open(jwtFiles.own), stranger: await open(jwtFiles.stranger) };
  const position = new vscode.Position(0, 40);
  const hover = async (whose: Whose): Promise<void> => {
    const { uri } = documents[whose];
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
    assert.equal(hovers.length, 1, `a hover over ${whose}`);
  };
  await activated();
  const { load, activate } = (globalThis as Record<string, unknown>)[activationGlobal] as Activation;
  const [first = NaN] = await times(() => hover(process.env[firstVariable] as Whose), 1);
  const taken = { own: [] as number[], stranger: [] as number[] };
  for (let round = 0; round < rounds; round++)
    for (const whose of ['own', 'stranger'] as const) taken[whose].push(...(await times(() => hover(whose), 1)));
  const get = () => command<string>('getToken', { profile: own, interactive: false });
  await times(get, warmUp);
  const cached = median(await times(get, calls));
  return {
    activation: load + activate,
    first,
    later: { own: median(taken.own), stranger: median(taken.stranger) },
    cached,
  };
}
