// Part of the demo alone: stores the secrets of the demo's clients, which open nothing but the demo's server.
const vscode = require('vscode');

exports.activate = async () => {
  // [{ profile, kind, value }], from demo/demo.main.ts.
  const secrets = JSON.parse(process.env.TOKEN_DECK_DEMO_SECRETS ?? '[]');
  for (const secret of secrets) {
    try {
      await vscode.commands.executeCommand('tokenDeck.setSecret', secret);
    } catch (error) {
      // The profile's own prompt asks for the secret then; the README of the workspace has it.
      console.error(`the demo's secret of ${secret.profile} was not stored`, error);
    }
  }
};
