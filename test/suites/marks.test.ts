import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { gitIndex } from '../git-index-bytes';
import { eventually } from '../support/eventually';
import { jwe, jwt } from '../support/jwts';
import { freshId, run, server } from './environment';

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

const root = () => {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(first);
  return first.uri;
};
const at = (path: string) => vscode.Uri.joinPath(root(), path);
const write = (path: string, content: string | Uint8Array) =>
  vscode.workspace.fs.writeFile(at(path), typeof content === 'string' ? new TextEncoder().encode(content) : content);

async function open(path: string, content: string): Promise<vscode.TextDocument> {
  await write(path, content);
  const document = await vscode.workspace.openTextDocument(at(path));
  await vscode.window.showTextDocument(document);
  return document;
}

async function replace(document: vscode.TextDocument, range: vscode.Range, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

const everything = (document: vscode.TextDocument) =>
  new vscode.Range(new vscode.Position(0, 0), document.lineAt(document.lineCount - 1).range.end);

async function withSetting(name: string, value: unknown, body: () => Promise<void>): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('tokenDeck');
  try {
    await configuration.update(name, value, vscode.ConfigurationTarget.Global);
    await body();
  } finally {
    await configuration.update(name, undefined, vscode.ConfigurationTarget.Global);
  }
}

describe('the line above a JWT', () => {
  const token = jwt({ iss: 'https://login.example.com/realms/a', exp: inSeconds(3000) });
  const lenses = async (document: vscode.TextDocument) =>
    (await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri)).filter(
      ({ command }) => command?.command === 'tokenDeck.ui.inspectAt',
    );
  const titles = async (document: vscode.TextDocument) => (await lenses(document)).map(({ command }) => command?.title);
  const untitled = (content: string) => vscode.workspace.openTextDocument({ content });
  const eventuallyTitled = (document: vscode.TextDocument, ...expected: RegExp[]) =>
    eventually(`lines like ${expected.join(', ')}`, async () => {
      const found = await titles(document);
      return (
        (found.length === expected.length && expected.every((pattern, index) => pattern.test(found[index] ?? ''))) ||
        undefined
      );
    });

  it('says whose it is and how long it is valid, and names its place', async () => {
    const document = await untitled(`first\n  token: ${token}\n`);
    await eventuallyTitled(document, /^JWT from login\.example\.com · expires in 4\d min$/);
    const [lens] = await lenses(document);
    assert.equal(lens?.range.start.line, 1);
    assert.deepEqual(lens.command?.arguments, [{ uri: document.uri.toString(), line: 1, character: 9 }]);
  });

  it('follows edits', async () => {
    const document = await untitled(`a ${token}`);
    await eventuallyTitled(document, /expires in/);
    await replace(document, new vscode.Range(0, 0, 0, 0), 'x\ny\n');
    await eventually('the line two lines below', async () => (await lenses(document))[0]?.range.start.line === 2);
    await replace(document, new vscode.Range(2, 2, 2, 3), 'X');
    await eventuallyTitled(document);
    await replace(document, new vscode.Range(0, 0, 0, 1), jwt({ exp: 1 }));
    await eventuallyTitled(document, /^JWT · expired \d+ y ago$/);
    await replace(document, everything(document), jwt({}, { alg: 'none' }));
    await eventuallyTitled(document, /not signed/);
  });

  it('follows edits of several places at once, and undoing them', async () => {
    const document = await untitled(`a\n${token}\nb ${token}\nc\n${jwt({})}\r\nd`);
    await vscode.window.showTextDocument(document);
    await eventuallyTitled(document, /expires in/, /expires in/, /never expires/);
    const lines = async () => (await lenses(document)).map(({ range }) => range.start.line);
    const eventuallyOn = (...expected: number[]) =>
      eventually(`lines ${expected.join(', ')}`, async () => (await lines()).join() === expected.join() || undefined);
    await eventuallyOn(1, 2, 4);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), 'x\ny\n');
    edit.replace(document.uri, new vscode.Range(1, token.length, 2, 1), '');
    edit.insert(document.uri, new vscode.Position(4, 0), 'x');
    edit.insert(document.uri, new vscode.Position(5, 1), `\r\n${token}`);
    assert.ok(await vscode.workspace.applyEdit(edit));
    await eventuallyOn(3, 7);
    await eventuallyTitled(document, /\+1 more$/, /expires in/);
    await vscode.commands.executeCommand('undo');
    await eventuallyOn(1, 2, 4);
    await vscode.commands.executeCommand('redo');
    await eventuallyOn(3, 7);
  });

  it('is about the first token of the line, and there are at most fifty', async () => {
    await eventuallyTitled(
      await untitled(`${token} ${jwt({})} ${jwt({})}\n${jwt({})}`),
      /· \+2 more$/,
      /never expires$/,
    );
    const many = await untitled(`${jwt({})}\n`.repeat(60));
    await eventually('fifty lines', async () => (await titles(many)).length === 50);
  });

  it('is not shown in a long document', async () => {
    const document = await untitled(`${token}\n${'x'.repeat(1_000_000)}`);
    await eventuallyTitled(await untitled(token), /JWT/);
    assert.deepEqual(await titles(document), []);
  });

  it('appears and disappears with its setting', async () => {
    const document = await untitled(token);
    await eventuallyTitled(document, /JWT/);
    await withSetting('codeLens.enabled', false, () => eventuallyTitled(document).then(() => undefined));
    await eventuallyTitled(document, /JWT/);
  });

  it('shows claims as plain text', async () => {
    const document = await untitled(jwt({ iss: '$(bug) [x](command:y)\u202e\n' }));
    await eventuallyTitled(document, /^JWT from \$ \(bug\) \[x\] \(command:y\) · never expires$/);
  });
});

const jwtIoSample =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c';
const rfc7519Example =
  'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

describe('the leak guard', () => {
  // A new file each time: the warnings in a document stay for a moment after its file changed.
  const numbered = (ending: string) => Array.from({ length: 60 }, (_, index) => `tracked-${index}.${ending}`);
  const tracked = ['sub/deep/a.txt', 'cells.ipynb', ...['http', 'env', 'sh', 'ts', 'txt'].flatMap(numbered)];
  let used = 0;
  const fresh = (ending: string) => `tracked-${used++}.${ending}`;
  const good = () => jwt({ iss: 'https://login.example.com', exp: inSeconds(3000) });
  const leaks = (uri: vscode.Uri) =>
    vscode.languages.getDiagnostics(uri).filter(({ source, code }) => source === 'Token Deck' && code === 'jwt-leak');
  const warned = (uri: vscode.Uri, count = 1) =>
    eventually(`${count} warnings`, () => (leaks(uri).length === count ? leaks(uri) : undefined));

  before(() => write('.git/index', gitIndex([...tracked].sort())));
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(at('.git'), { recursive: true });
  });
  afterEach(async () => {
    const changed = vscode.workspace.textDocuments.filter(({ isDirty, uri }) => isDirty && uri.scheme === 'file');
    for (const document of changed) await document.save();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** By the time that a tracked file has its warning, those of other files would be there too. */
  async function isSilent(document: vscode.TextDocument): Promise<void> {
    const other = await open(fresh('txt'), good());
    await warned(other.uri);
    assert.deepEqual(leaks(document.uri), []);
  }

  it('warns of a valid token in a file that git tracks, without repeating the token', async () => {
    const token = good();
    const document = await open(fresh('http'), `GET https://a.example\nAuthorization: Bearer ${token}\n`);
    const [leak] = await warned(document.uri);
    assert.ok(leak);
    assert.equal(leak.severity, vscode.DiagnosticSeverity.Warning);
    assert.deepEqual(leak.range, new vscode.Range(1, 22, 1, 22 + token.length));
    assert.match(leak.message, /^This JWT from login\.example\.com is valid until .*, and git tracks this file/);
    assert.ok(!leak.message.includes('eyJ'));
  });

  it('warns in a subfolder of the repository, and of a token that never expires', async () => {
    const document = await open('sub/deep/a.txt', jwt({ nbf: inSeconds(5000) }));
    assert.match((await warned(document.uri))[0]?.message ?? '', /^This JWT never expires/);
  });

  const silent: [string, (() => string) | string, () => string][] = [
    ['in a file that git does not track', 'untracked.txt', good],
    ['in a file whose token has expired', () => fresh('env'), () => jwt({ exp: inSeconds(-10) })],
    ['in a file whose token is not signed', () => fresh('env'), () => jwt({}, { alg: 'none' })],
    ['in a file whose token is encrypted', () => fresh('env'), () => jwe()],
    ['in a file whose token has no claims', () => fresh('env'), () => jwt([1])],
    ['in a file with the sample of jwt.io', () => fresh('env'), () => jwtIoSample],
    ['in a file with the example of RFC 7519', () => fresh('env'), () => rfc7519Example],
  ];
  for (const [what, path, content] of silent) {
    it(`is silent ${what}`, async () => isSilent(await open(typeof path === 'string' ? path : path(), content())));
  }

  it('is silent in a document that is not saved to a file', async () => {
    await isSilent(await vscode.workspace.openTextDocument({ content: good() }));
  });

  it('follows edits, and goes when the token is removed', async () => {
    const document = await open(fresh('env'), 'T=\n');
    await replace(document, new vscode.Range(0, 2, 0, 2), `'${good()}'`);
    await warned(document.uri);
    await replace(document, new vscode.Range(0, 0, 0, 0), 'a\nb\n');
    await eventually('the warning two lines below', () => leaks(document.uri)[0]?.range.start.line === 2);
    await replace(document, everything(document), 'T=');
    await warned(document.uri, 0);
  });

  it('follows edits of a line of over a megabyte', async () => {
    const long = '{"a":1},'.repeat(150_000);
    const document = await open(fresh('txt'), `${long}\nx`);
    const at = new vscode.Position(0, 800);
    await isSilent(document);
    await replace(document, new vscode.Range(at, at), `"${good()}"`);
    await warned(document.uri);
    await replace(document, new vscode.Range(0, 0, 0, 0), 'a b');
    await eventually(
      'the warning further on',
      () => leaks(document.uri)[0]?.range.start.character === 804 || undefined,
    );
    await replace(document, new vscode.Range(0, 804, 0, 805), '');
    await warned(document.uri, 0);
  });

  it('goes when the token expires', async () => {
    const document = await open(fresh('txt'), `${jwt({ exp: inSeconds(3) })} ${good()}`);
    await warned(document.uri, 2);
    const [left] = await warned(document.uri);
    assert.ok(left && left.range.start.character > 0);
  });

  it('appears and disappears with its setting', async () => {
    const document = await open(fresh('env'), good());
    await warned(document.uri);
    await withSetting('leakGuard.enabled', false, async () => void (await warned(document.uri, 0)));
    await warned(document.uri);
  });

  it('appears when git begins to track the file', async () => {
    const document = await open('later.txt', good());
    await isSilent(document);
    await write('.git/index', gitIndex([...tracked, 'later.txt'].sort()));
    await eventually('the warning', () => leaks(document.uri).length === 1, 15);
    await write('.git/index', gitIndex([...tracked].sort()));
    await eventually('no warning', () => leaks(document.uri).length === 0, 15);
  });

  it('follows the .git file of a linked work tree', async () => {
    await write('.git/worktrees/tree/index', gitIndex(['in/a.txt']));
    await write('tree/.git', 'gitdir: ../.git/worktrees/tree\n');
    const document = await open('tree/in/a.txt', good());
    await warned(document.uri);
    await isSilent(await open('tree/b.txt', good()));
  });

  it('is silent where the index is a folder or garbage', async () => {
    await vscode.workspace.fs.createDirectory(at('folder/.git/index'));
    await write('spoilt/.git/index', 'DIRC nothing');
    await write('away/.git', 'gitdir: //nowhere.invalid/share\n');
    for (const path of ['folder/a.txt', 'spoilt/a.txt', 'away/a.txt']) await isSilent(await open(path, good()));
  });

  it('warns in a notebook’s cell', async () => {
    const cell = { cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source: [`t = "${good()}"`] };
    const metadata = { language_info: { name: 'python' } };
    await write('cells.ipynb', JSON.stringify({ cells: [cell], metadata, nbformat: 4, nbformat_minor: 5 }));
    const notebook = await vscode.workspace.openNotebookDocument(at('cells.ipynb'));
    const { uri } = notebook.cellAt(0).document;
    assert.deepEqual((await warned(uri))[0]?.range.start, new vscode.Position(0, 5));
  });

  describe('has quick fixes', () => {
    const fixesOf = (document: vscode.TextDocument, { range }: vscode.Diagnostic) =>
      vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        range,
        vscode.CodeActionKind.QuickFix.value,
      );
    async function fixed(document: vscode.TextDocument, title: RegExp): Promise<string> {
      const [leak] = await warned(document.uri);
      assert.ok(leak);
      const actions = await fixesOf(document, leak);
      const action = actions.find((each) => title.test(each.title));
      assert.ok(action?.edit, actions.map((each) => each.title).join());
      assert.ok(await vscode.workspace.applyEdit(action.edit));
      await warned(document.uri, 0);
      return document.getText();
    }
    const variable = /^Replace with .*TOKEN_DECK_/;
    const removal = /^Remove the token$/;

    // The variable's name depends on the profiles that other suites left behind.
    const rows: [ending: string, before: string, title: RegExp, after: RegExp][] = [
      [
        'http',
        'GET https://a.example\nAuthorization: Bearer <T>\nX: y\n',
        removal,
        /^GET https:\/\/a\.example\nAuthorization: Bearer \nX: y\n$/,
      ],
      [
        'http',
        'GET https://a.example\nAuthorization: Bearer <T>\nX: y\n',
        variable,
        /^GET https:\/\/a\.example\nAuthorization: Bearer \{\{\$processEnv TOKEN_DECK_[A-Z0-9_]+\}\}\nX: y\n$/,
      ],
      ['env', 'T=<T>\n', variable, /^T=\$\{TOKEN_DECK_[A-Z0-9_]+\}\n$/],
      ['sh', "curl -H 'A: Bearer <T>'\n", variable, /^curl -H 'A: Bearer '"\$\{TOKEN_DECK_[A-Z0-9_]+\}"''\n$/],
      ['ts', 'const t = "<T>";\n', variable, /^const t = process\.env\.TOKEN_DECK_[A-Z0-9_]+;\n$/],
      ['ts', 'const t = "<T>";\n', removal, /^const t = "";\n$/],
    ];
    for (const [ending, before, title, after] of rows) {
      it(`${String(title)} in .${ending}: ${before.trim().replaceAll('\n', ' ⏎ ')}`, async () => {
        assert.match(await fixed(await open(fresh(ending), before.replace('<T>', good())), title), after);
      });
    }

    it('only for the token under the cursor', async () => {
      const [one, two] = [good(), jwt({ sub: 'two', exp: inSeconds(3000) })];
      const document = await open(fresh('env'), `A=${one}\nB=${two}\n`);
      const leak = (await warned(document.uri, 2))[1];
      assert.ok(leak);
      const actions = await fixesOf(document, leak);
      const own = actions.filter(({ title }) => removal.test(title));
      assert.equal(own.length, 1);
      assert.ok(own[0]?.edit && (await vscode.workspace.applyEdit(own[0].edit)));
      assert.equal(document.getText(), `A=${one}\nB=\n`);
    });

    it('that name the variable of the profile that the token came from', async () => {
      const { issuer, clients } = server().tenants.keycloak;
      const id = freshId('leaked');
      await run('addProfile', {
        id,
        grant: 'client_credentials',
        issuer,
        clientAuth: 'client_secret_post',
        ...clients.m2m,
      });
      const issued = await run<string>('getToken', id);
      const document = await open(fresh('http'), `GET https://a.example\nAuthorization: Bearer ${issued}\n`);
      const name = `TOKEN_DECK_${id.toUpperCase().replace('-', '_')}`;
      const title = new RegExp(`^Replace with \\{\\{\\$processEnv ${name}\\}\\}$`);
      assert.ok((await fixed(document, title)).includes(`Bearer {{$processEnv ${name}}}\n`));
    });

    it('that ignore the token, in every file, without naming it', async () => {
      const token = jwt({ iss: 'https://login.example.com', sub: 'ignored', exp: inSeconds(3000) });
      const [document, other] = [
        await open(fresh('env'), `A=${token}\nB=${good()}\n`),
        await open(fresh('env'), token),
      ];
      const [leak] = await warned(document.uri, 2);
      await warned(other.uri);
      assert.ok(leak);
      const ignore = (await fixesOf(document, leak)).find(({ title }) => title === 'Ignore This Token');
      assert.ok(ignore?.command);
      assert.ok(!JSON.stringify(ignore.command).includes('eyJ'));
      await vscode.commands.executeCommand(ignore.command.command, ...(ignore.command.arguments as unknown[]));
      assert.equal((await warned(document.uri))[0]?.range.start.line, 1);
      await warned(other.uri, 0);
      // The only one: nothing has to be chosen.
      await vscode.commands.executeCommand('tokenDeck.ui.stopIgnoringLeaks');
      await warned(document.uri, 2);
      await warned(other.uri);
    });

    it('that ignore every token in the file', async () => {
      const document = await open(fresh('env'), `A=${good()}\n`);
      const [leak] = await warned(document.uri);
      assert.ok(leak);
      const ignore = (await fixesOf(document, leak)).find(({ title }) => title === 'Ignore in This File');
      assert.ok(ignore?.command);
      await vscode.commands.executeCommand(ignore.command.command, ...(ignore.command.arguments as unknown[]));
      await warned(document.uri, 0);
      await replace(document, new vscode.Range(0, 0, 0, 0), `B=${jwt({ sub: 'b' })}\n`);
      await isSilent(document);
      await vscode.commands.executeCommand('tokenDeck.ui.stopIgnoringLeaks');
      await warned(document.uri, 2);
    });
  });
});
