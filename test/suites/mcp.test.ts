import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually';

const folder = () => {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(first);
  return first.uri;
};
const config = (command: string) =>
  `{\n  // Ours\n  "inputs": [{ "id": "token", "type": "command", "command": "${command}", }],\n  "servers": {}\n}\n`;

async function open(name: string, text: string): Promise<vscode.TextDocument> {
  const uri = vscode.Uri.joinPath(folder(), name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return vscode.workspace.openTextDocument(uri);
}

const warnings = ({ uri }: vscode.TextDocument) =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Token Deck');
const eventuallyWarned = (document: vscode.TextDocument, count: number) =>
  eventually(`${count} warnings`, async () => Promise.resolve(warnings(document).length === count || undefined));

async function replace(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

describe('inputs of MCP servers', () => {
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of ['.vscode/mcp.json', 'mcp.json', '.vscode/tasks.json', 'all.code-workspace'])
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder(), name));
  });

  it('that run a command of Token Deck are warned of, and the warning follows edits', async () => {
    const document = await open('.vscode/mcp.json', config('tokenDeck.getToken'));
    await eventuallyWarned(document, 1);
    const [warning] = warnings(document);
    assert.equal(warning?.severity, vscode.DiagnosticSeverity.Warning);
    assert.match(warning.message, /clear text.*expired.*promptString/);
    assert.equal(document.getText(warning.range), '"tokenDeck.getToken"');
    await replace(document, config('other.run'));
    await eventuallyWarned(document, 0);
    await replace(document, config('tokenDeck.getAuthorizationHeaders'));
    await eventuallyWarned(document, 1);
    await document.save();
  });

  it('are found in the user’s own file', async () => {
    await vscode.commands.executeCommand('workbench.mcp.openUserMcpJson');
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    assert.match(document.uri.path, /\/mcp\.json$/);
    const before = document.getText();
    await replace(document, config('tokenDeck.getToken'));
    await eventuallyWarned(document, 1);
    await replace(document, before);
    await eventuallyWarned(document, 0);
    await document.save();
  });

  it('are found in a workspace file, and not in other files', async () => {
    const other = await open('mcp.json', config('tokenDeck.getToken'));
    const tasks = await open('.vscode/tasks.json', config('tokenDeck.getToken'));
    const workspace = await open('all.code-workspace', `{ "folders": [], "mcp": ${config('tokenDeck.getToken')} }`);
    await eventuallyWarned(workspace, 1);
    assert.deepEqual([...warnings(other), ...warnings(tasks)], []);
  });
});
