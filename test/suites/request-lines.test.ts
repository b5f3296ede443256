import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually';

describe('the lines above requests', () => {
  it('come with their commands where they are in view, so that other lines which are drawn again meanwhile leave none without', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const uri = vscode.Uri.joinPath(folder.uri, 'lines.http');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('GET https://a.example/\n\n###\n'.repeat(1000)));
    await vscode.window.showTextDocument(uri);
    // Without a number, VS Code does not ask for the commands of lines that have none.
    const lenses = () => vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
    const lines = await eventually('the line', async () => {
      const found = await lenses();
      return found.length > 0 && found;
    });
    assert.deepEqual(
      [lines[0], lines.at(-1)].map((line) => line?.command?.title),
      ['Authorize with…', undefined],
    );
  });
});
