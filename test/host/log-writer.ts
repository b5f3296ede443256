import { cp, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { repository } from './cache';

/**
 * Gives the installed VS Code what it writes its log files with, so that output channels can be read. Done at each start,
 * since what was installed before may lack it. The file is replaced in one step: another VS Code may be loading it.
 * @param vscode the folder of VS Code's own server
 */
export async function provideLogWriter(vscode: string): Promise<void> {
  const ours = path.join(repository, 'test/host/spdlog/index.js');
  const theirs = path.join(vscode, 'node_modules/@vscode/spdlog/index.js');
  if ((await textOf(theirs)) === (await textOf(ours))) return;
  const folder = await mkdtemp(path.join(path.dirname(theirs), 'new-'));
  try {
    await cp(ours, path.join(folder, 'index.js'));
    await rename(path.join(folder, 'index.js'), theirs);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const textOf = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');
