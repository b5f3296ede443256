import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { onClosed } from '../../src/vscode/integrations/on-closed';
import { eventually } from '../support/eventually';

describe('a file whose request waits', () => {
  const { window, workspace } = vscode;
  let uri: vscode.Uri;
  let other: vscode.Uri;
  let told: number;
  let listener: vscode.Disposable;
  let counted = 0;

  beforeEach(async () => {
    const [folder] = workspace.workspaceFolders ?? [];
    assert.ok(folder);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    [uri, other] = ['one', 'other'].map((name) => vscode.Uri.joinPath(folder.uri, `waits-${name}-${counted}.http`)) as [
      vscode.Uri,
      vscode.Uri,
    ];
    counted++;
    for (const each of [uri, other])
      await workspace.fs.writeFile(each, new TextEncoder().encode('GET https://a.example/\n'));
    // An extension that opened the document keeps it open for minutes, so that only its tabs tell.
    await workspace.openTextDocument(uri);
    told = 0;
    listener = onClosed(uri.toString(), () => told++);
  });
  afterEach(async () => {
    listener.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const tabs = () => window.tabGroups.all.flatMap((group) => group.tabs);
  const isDiff = ({ input }: vscode.Tab) => input instanceof vscode.TabInputTextDiff;
  async function close(which: (tab: vscode.Tab) => boolean): Promise<void> {
    const before = tabs().length;
    await window.tabGroups.close(tabs().filter(which));
    await eventually('a tab less', () => tabs().length < before);
  }
  const diff = (left: vscode.Uri, right: vscode.Uri) =>
    vscode.commands.executeCommand('vscode.diff', left, right, 'Diff', { preview: false });

  for (const isLeft of [true, false])
    it(`is closed with its last tab, of a comparison too, in which it is ${isLeft ? 'left' : 'right'}`, async () => {
      await window.showTextDocument(uri, { preview: false });
      await (isLeft ? diff(uri, other) : diff(other, uri));
      await eventually('the comparison', () => tabs().some(isDiff));
      await close((tab) => !isDiff(tab));
      assert.equal(told, 0);
      await close(isDiff);
      await eventually('the end', () => told > 0);
    });

  it('is closed with its tab, of a notebook too', async () => {
    const notebook = vscode.Uri.joinPath(uri, `../waits-${counted}.ipynb`);
    await workspace.fs.writeFile(notebook, new TextEncoder().encode('{"cells":[],"nbformat":4,"nbformat_minor":5}'));
    listener.dispose();
    listener = onClosed(notebook.toString(), () => told++);
    await vscode.commands.executeCommand('vscode.openWith', notebook, 'jupyter-notebook');
    await eventually('the notebook', () => tabs().some(({ input }) => input instanceof vscode.TabInputNotebook));
    await close(() => true);
    await eventually('the end', () => told > 0);
  });

  it('is closed where it is renamed, not where its tab moves to another group', async () => {
    await window.showTextDocument(other, { preview: false });
    await window.showTextDocument(uri, { preview: false });
    await vscode.commands.executeCommand('workbench.action.moveEditorToNextGroup');
    await eventually('two groups', () => window.tabGroups.all.every((group) => group.tabs.length === 1));
    assert.equal(window.tabGroups.all.length, 2);
    assert.equal(told, 0);
    const change = new vscode.WorkspaceEdit();
    change.renameFile(uri, vscode.Uri.joinPath(uri, `../renamed-${counted}.http`));
    await workspace.applyEdit(change);
    await eventually('the end', () => told > 0);
  });
});
