// Stands in for httpYac's extension, which is not on npm: the real library, with the same id, exports and command. It is
// started as the real one is, by a file with requests, and keeps parsed files until it is told to parse them again. It
// also adds the profiles of the test.
const vscode = require('vscode');
// This file is a copy among other extensions.
const { withFiles } = require(`${process.env.TOKEN_DECK_TEST_HTTPYAC}/../../test/ui/sender/httpyac-files.js`);

exports.activate = () => {
  const httpyac = require(process.env.TOKEN_DECK_TEST_HTTPYAC);
  const { send, store, io } = httpyac;
  withFiles(io);
  // Files have addresses here, as in the real one.
  const pathOf = (file) => (file instanceof vscode.Uri ? file.fsPath : file);
  for (const [name, run] of Object.entries(io.fileProvider))
    if (typeof run === 'function') io.fileProvider[name] = (...given) => run(...given.map(pathOf));
  Object.assign(io.userInteractionProvider, { isTrusted: () => true });
  const files = new store.HttpFileStore();
  const fileOf = (document) =>
    files.getOrCreate(document.uri, async () => document.getText(), document.version, { config: {} });
  vscode.workspace.textDocuments.filter(({ languageId }) => languageId === 'http').forEach(fileOf);
  vscode.workspace.onDidOpenTextDocument((document) => document.languageId === 'http' && void fileOf(document));
  vscode.commands.registerCommand('httpyac.send', async (document, line) => {
    const editor = vscode.window.activeTextEditor;
    const at = line ?? editor.selection.active.line;
    const httpFile = await fileOf(document ?? editor.document);
    const isHere = ({ symbol }) => symbol.startLine <= at && at <= symbol.endLine;
    const report = (response) => {
      if (response) vscode.window.setStatusBarMessage(`answer ${response.statusCode}`);
    };
    const httpRegion = httpFile.httpRegions.find(isHere);
    await send({ httpFile, httpRegion, logResponse: async (response) => report(response) });
  });
  vscode.languages.registerCodeLensProvider('http', {
    provideCodeLenses: async (document) =>
      (await fileOf(document)).httpRegions
        .filter(({ request }) => request)
        .map(({ symbol: { startLine } }) => {
          const command = { title: 'send', command: 'httpyac.send', arguments: [document, startLine] };
          return new vscode.CodeLens(new vscode.Range(startLine, 0, startLine, 0), command);
        }),
  });
  for (const profile of JSON.parse(process.env.TOKEN_DECK_TEST_PROFILES))
    void vscode.commands.executeCommand('tokenDeck.addProfile', profile);
  return { httpyac, documentStore: { clear: () => files.clear() } };
};
