import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { run as command } from '../test/suites/environment';
import { eventually } from '../test/support/eventually';
import { median, type RequestFileFigures } from './figures';
import { report, activated } from './report';
import { requestFileOf } from './request-samples';

const rounds = 30;
const warmUp = 5;

/** What VS Code calls in the extension host. */
export async function run(): Promise<void> {
  await activated();
  await command('addProfile', {
    ...{ id: 'prod', grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example.com' },
  });
  const uris = {
    many: await written('many.http', 5000),
    few: await written('few.http', 10),
    manyText: await written('many.txt', 5000),
    fewText: await written('few.txt', 10),
  };
  await vscode.window.showTextDocument(uris.many);
  const lensesOf = () => vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uris.many);
  await eventually('the lines above requests', async () => ((await lensesOf()).length > 0 ? true : undefined));
  const lenses: number[] = [];
  const typing: Record<keyof typeof uris, number[]> = { many: [], few: [], manyText: [], fewText: [] };
  for (let round = -warmUp; round < rounds; round++) {
    for (const name of Object.keys(uris) as (keyof typeof uris)[]) {
      const document = await vscode.workspace.openTextDocument(uris[name]);
      const editor = await vscode.window.showTextDocument(document);
      const at = new vscode.Position(4, 0);
      const start = performance.now();
      await editor.edit((edit) => edit.insert(at, 'x'), { undoStopBefore: false, undoStopAfter: false });
      await vscode.commands.executeCommand('vscode.executeCompletionItemProvider', uris[name], at.translate(0, 1));
      if (round >= 0) typing[name].push(performance.now() - start);
    }
    await vscode.window.showTextDocument(uris.many);
    const start = performance.now();
    const found = await lensesOf();
    if (round >= 0) lenses.push(performance.now() - start);
    assert.ok(found.length >= 4999);
  }
  const figures: RequestFileFigures = {
    lenses: median(lenses),
    typing: {
      many: median(typing.many),
      few: median(typing.few),
      manyText: median(typing.manyText),
      fewText: median(typing.fewText),
    },
  };
  report(figures);
}

async function written(name: string, requests: number): Promise<vscode.Uri> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder !== undefined);
  const uri = vscode.Uri.file(path.join(folder.uri.fsPath, name));
  await writeFile(uri.fsPath, requestFileOf(requests));
  return uri;
}
