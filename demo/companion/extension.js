// Part of the demo only: shows Token Deck and the workspace's README, and stores the secrets of the demo's clients, which
// work only with the demo's server.
const vscode = require('vscode');

/** Shows the view and, beside it, what to click. Only once: then the window is as its user left it. */
async function show({ workspaceState }) {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined || workspaceState.get('shown')) return;
  await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.joinPath(folder.uri, 'README.md'));
  await vscode.commands.executeCommand('tokenDeck.profiles.focus');
  await workspaceState.update('shown', true);
}

exports.activate = async (context) => {
  // The demo goes on without it.
  const shown = show(context).catch((error) => console.error('the README was not shown', error));
  // [{ profile, kind, value }], from demo/demo.main.ts.
  const secrets = JSON.parse(process.env.TOKEN_DECK_DEMO_SECRETS ?? '[]');
  for (const secret of secrets) {
    try {
      await vscode.commands.executeCommand('tokenDeck.setSecret', secret);
    } catch (error) {
      // Then the profile asks for the secret, which is in the README of the workspace.
      console.error(`the demo's secret of ${secret.profile} was not stored`, error);
    }
  }
  await shown;
};
