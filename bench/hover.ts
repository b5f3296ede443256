import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { median, type HoverFigures } from './figures';
import { Samples } from './samples';

const rounds = 40;
const warmUp = 10;

/**
 * A hover over a JWT in the middle of one line of 5 MB, compared to two providers that return a constant: a word, and
 * the same contents as ours. VS Code asks every matching provider and waits for all of them, and ours matches every
 * document. So in each request two are asked, of which one has no answer: ours has none where there are only blanks
 * around the cursor.
 */
export async function hovers(): Promise<HoverFigures> {
  const samples = new Samples();
  const half = samples.json(2_500_000);
  const token = samples.token(800, 'read:thing');
  const position = new vscode.Position(0, half.length + 40);
  const open = async (name: string, middle: string): Promise<vscode.Uri> => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder !== undefined);
    const uri = vscode.Uri.file(path.join(folder.uri.fsPath, name));
    await writeFile(uri.fsPath, `${half}"${middle}"${half}`);
    await vscode.workspace.openTextDocument(uri);
    return uri;
  };
  const blank = ' '.repeat(token.length);
  const documents = {
    ours: await open('hover-ours.txt', token),
    same: await open('hover-same.txt', blank),
    word: await open('hover-word.txt', blank),
  };
  const request = async (uri: vscode.Uri): Promise<vscode.MarkdownString[]> => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
    assert.equal(hovers.length, 1, uri.path);
    return hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]);
  };
  const said = await request(documents.ours);
  const constant = (name: keyof typeof documents, contents?: vscode.MarkdownString[]) =>
    vscode.languages.registerHoverProvider(
      { scheme: 'file', pattern: documents[name].fsPath },
      { provideHover: () => contents && new vscode.Hover(contents) },
    );
  const word = [new vscode.MarkdownString('word')];
  const providers = [constant('ours'), constant('same', said), constant('word', word)];
  const names = Object.keys(documents) as (keyof typeof documents)[];
  const taken = { ours: [] as number[], same: [] as number[], word: [] as number[] };
  for (let round = -warmUp; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names.at((round + turn) % names.length) ?? 'ours';
      const start = performance.now();
      await request(documents[name]);
      if (round >= 0) taken[name].push(performance.now() - start);
    }
  }
  for (const provider of providers) provider.dispose();
  return { ours: median(taken.ours), same: median(taken.same), word: median(taken.word) };
}
