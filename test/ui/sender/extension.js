// Sends as httpYac's own extension does, by httpYac's library: the request at the cursor of the active editor. It also
// adds the profiles of the test.
const vscode = require('vscode');
const { withFiles } = require('./httpyac-files.js');

exports.activate = async () => {
  const { send, store, io } = require(process.env.TOKEN_DECK_TEST_HTTPYAC);
  withFiles(io);
  Object.assign(io.userInteractionProvider, { isTrusted: () => true });
  const files = new store.HttpFileStore();
  vscode.commands.registerCommand('httpyac.send', async () => {
    const { document, selection } = vscode.window.activeTextEditor;
    const line = selection.active.line;
    const httpFile = await files.parse(document.fileName, document.getText(), { config: {} });
    const isHere = ({ symbol }) => symbol.startLine <= line && line <= symbol.endLine;
    await send({ httpFile, httpRegion: httpFile.httpRegions.find(isHere) });
  });
  for (const profile of JSON.parse(process.env.TOKEN_DECK_TEST_PROFILES)) {
    await vscode.commands.executeCommand('tokenDeck.addProfile', profile);
  }
};
