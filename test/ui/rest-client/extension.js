// Sends as REST Client 0.26 does, which is on no registry for packages: the request around the cursor of the active editor,
// of Markdown the first one of the block around it; with the default headers of its settings, in which it replaces no
// variables; with the variables of the file, of its settings and of this process. “End REST Client” takes the other one
// away, as VS Code does with an extension that it ends. It also adds the profiles of the test.
const vscode = require('vscode');

exports.activate = async (context) => {
  const request = vscode.commands.registerCommand('rest-client.request', async () => {
    const { document, selection } = vscode.window.activeTextEditor;
    const settings = vscode.workspace.getConfiguration('rest-client', document.uri);
    const text = replaced(requestAt(document, selection.active.line), document, settings);
    const [head, ...body] = text.split(/\n\s*\n/);
    const [first, ...headers] = head.split('\n').map((line) => line.trim());
    const [method, address] = first.split(/\s+/);
    await fetch(address, {
      method,
      headers: {
        ...settings.get('defaultHeaders'),
        ...Object.fromEntries(headers.filter(Boolean).map((line) => line.split(/:\s*(.*)/s))),
      },
      ...(body.length > 0 && method !== 'GET' && { body: body.join('\n\n') }),
    });
  });
  vscode.commands.registerCommand('rest-client-stand-in.end', () => request.dispose());
  const { workspaceState } = context;
  // They are there after a reload.
  if (workspaceState.get('added')) return;
  await workspaceState.update('added', true);
  for (const profile of JSON.parse(process.env.TOKEN_DECK_TEST_PROFILES)) {
    await vscode.commands.executeCommand('tokenDeck.addProfile', profile);
  }
};

/** The lines of the request at a line, without comments and variables above it. */
function requestAt(document, line) {
  const lines = document.getText().split(/\r?\n/);
  let [start, end] = [line, line + 1];
  const isEnd = document.languageId === 'markdown' ? /^```/ : /^#{3,}/;
  while (start > 0 && !isEnd.test(lines[start - 1])) start--;
  while (end < lines.length && !isEnd.test(lines[end])) end++;
  const said = lines.slice(start, end).filter((each) => !/^\s*(#(?!##)|\/\/)/.test(each));
  const first = said.findIndex((each) => !/^\s*(@[^\s=]+\s*=.*|#.*)?$/.test(each));
  const next = said.findIndex((each, index) => index > first && /^#{3,}/.test(each));
  return said
    .slice(first, next < 0 ? undefined : next)
    .join('\n')
    .trimEnd();
}

function replaced(text, document, settings) {
  const shared = settings.get('environmentVariables').$shared ?? {};
  return text.replace(/\{\{(.+?)\}\}/g, (whole, inside) => {
    const name = inside.trim();
    const [, variable] = /^\$processEnv\s(\w+)/.exec(name) ?? [];
    if (variable !== undefined) return process.env[variable] ?? '';
    const [, value] = new RegExp(`^\\s*@${name}\\s*=\\s*(.*?)\\s*$`, 'm').exec(document.getText()) ?? [];
    return value === undefined ? (shared[name] ?? whole) : replaced(value, document, settings);
  });
}
