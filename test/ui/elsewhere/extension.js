// REST Client as it would be in another extension host than Token Deck: without `main`, VS Code on the web runs this in
// the browser. It sends nothing; it says that it was asked to.
const vscode = require('vscode');

exports.activate = () => {
  vscode.commands.registerCommand('rest-client.request', () => vscode.window.showInformationMessage('sent from there'));
  vscode.commands.registerCommand('rest-client.history', () => undefined);
  const item = vscode.window.createStatusBarItem();
  item.text = 'REST Client runs elsewhere';
  item.show();
};
