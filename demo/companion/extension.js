// Part of the demo only: stores the secrets of the demo's clients, which work only with the demo's server.
const vscode = require('vscode');

exports.activate = async () => {
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
};
