import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually';
import { digestOf, jwe, jwt, part } from '../support/jwts';
import { freshId, run, server } from './environment';

const inAnHour = Math.floor(Date.now() / 1000) + 3600;

async function hoverAt(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
  return hovers
    .flatMap(({ contents }) => contents.map((content) => (content as vscode.MarkdownString).value))
    .join('\n');
}

async function hoverIn(content: string, language: string, token: string): Promise<string> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  return hoverAt(document.uri, document.positionAt(content.indexOf(token) + 5));
}

describe('hovering over a JWT', () => {
  const token = jwt({ sub: 'ada', iss: 'https://login.example.com', exp: inAnHour, scope: 'read write' });
  const documents: [string, string, string][] = [
    ['plain text', 'plaintext', `a token: ${token}.`],
    ['JSON', 'json', `{"access_token":"${token}"}`],
    ['YAML', 'yaml', `token: '${token}'`],
    ['an .http file', 'plaintext', `GET https://a.example/\nAuthorization: Bearer ${token}`],
    ['a shell script', 'shellscript', `curl -H "Authorization: Bearer ${token}" https://a.example/`],
    ['a .env file', 'properties', `TOKEN=${token}`],
    ['a log', 'log', `10:00 INFO callback?id_token=${token}&state=x`],
    ['Markdown', 'markdown', `Use \`${token}\`.`],
    ['a minified line', 'javascript', `${'var a=1;'.repeat(20_000)}var t="${token}";`],
  ];
  for (const [name, language, content] of documents) {
    it(`explains it in ${name}`, async function () {
      // VS Code asks its own TypeScript service too, which has to start first.
      this.timeout(60_000);
      const text = await hoverIn(content, language, token);
      assert.match(text, /decoded, not verified/);
      assert.match(text, /Valid for another \*\*\d+ min\*\*/);
      assert.match(text, /Issued by `https:\/\/login\.example\.com` about `ada`/);
      assert.match(text, /Allows `read` `write`/);
      assert.match(text, /\|`sub`\|`ada`\|/);
      assert.match(text, /\|`iss`\|`https:\/\/login\.example\.com`\|/);
      for (const link of ['Inspect', 'Verify', 'Copy Claims'])
        assert.match(text, new RegExp(`\\[${link}\\]\\(command:tokenDeck\\.ui\\.\\w+At\\?`));
    });
  }

  it('explains it in a notebook’s cell', async () => {
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, `t = "${token}"`, 'python');
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', new vscode.NotebookData([cell]));
    assert.match(await hoverAt(notebook.cellAt(0).document.uri, new vscode.Position(0, 10)), /\|`sub`\|`ada`\|/);
  });

  it('explains it in both sides of a diff', async () => {
    const old = { provideTextDocumentContent: () => `was: ${token}` };
    const provider = vscode.workspace.registerTextDocumentContentProvider('token-deck-test-old', old);
    try {
      const left = vscode.Uri.parse('token-deck-test-old:/notes.txt');
      const { uri: right } = await vscode.workspace.openTextDocument({ content: `now: ${token}` });
      await vscode.commands.executeCommand('vscode.diff', left, right);
      for (const uri of [left, right]) assert.match(await hoverAt(uri, new vscode.Position(0, 10)), /\|`sub`\|`ada`\|/);
    } finally {
      provider.dispose();
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    }
  });

  it('explains an encrypted one, and one with disclosures', async () => {
    assert.match(await hoverIn(jwe(), 'plaintext', jwe()), /Encrypted JWT[^]*only the key holder/i);
    const disclosure = part(['salt', 'given_name', 'Ada']);
    const selective = `${jwt({ _sd: [digestOf(disclosure)], exp: inAnHour })}~${disclosure}~`;
    assert.match(await hoverIn(selective, 'plaintext', selective), /SD-JWT[^]*\|`given_name`\|`Ada`\|/);
  });

  it('warns of what deserves a second look', async () => {
    const cases: [string, RegExp][] = [
      [jwt({ exp: 1 }), /\*\*Expired\*\*/],
      [jwt({ exp: inAnHour, nbf: inAnHour - 60 }), /\*\*Not valid\*\* for another/],
      [jwt({ exp: inAnHour, iat: inAnHour - 60 }), /issued in the future/],
      [jwt({ aud: ['a', 'b'], exp: inAnHour }), /several audiences/],
      [jwt({ exp: inAnHour }, { alg: 'ES256', crit: ['x'] }), /critical extensions/],
      [jwt({ sub: 'x' }), /Never expires[^]*never expires/],
      [jwt({ exp: String(inAnHour) }), /^[^]*expiry cannot be read[^]*isn’t a time in seconds/],
      [jwt({ exp: inAnHour }, { alg: 'none' }), /not signed/],
      [jwt({ iss: 'https://a.example', exp: inAnHour }, { alg: 'HS256' }), /shared secret/],
      [jwt({ iat: inAnHour - 200_000, exp: inAnHour }), /more than a day/],
    ];
    for (const [one, expected] of cases)
      assert.match((await hoverIn(one, 'plaintext', one)).replace(/&nbsp;/g, ' '), expected);
  });

  it('shows claims as plain text, without links and markup', async () => {
    const evil = {
      exp: inAnHour,
      a: '[x](command:workbench.action.quit) ![i](https://evil.example/i.png)',
      b: '| **c** | <b>d</b> `e`\u202e',
    };
    const text = await hoverIn(jwt(evil), 'plaintext', jwt(evil));
    assert.equal(text.replace(/`[^`\n]*`/g, '').match(/(?<!\\)\]\((?!command:tokenDeck\.ui\.)/g), null, text);
    assert.doesNotMatch(text, /\u202e/);
    // Nothing is markup inside of code.
    assert.doesNotMatch(text.replace(/`[^`\n]*`/g, ''), /https:\/\/|<b>|[^\\]\*\*c|!\[/);
  });

  it('shows nothing beside a token, over text that only resembles one, or when it is turned off', async () => {
    assert.equal(await hoverIn(`some words ${token}`, 'plaintext', 'some'), '');
    assert.equal(await hoverIn('eyJhbGciOiJub25l.eyJh.x', 'plaintext', 'eyJ'), '');
    const configuration = vscode.workspace.getConfiguration('tokenDeck');
    try {
      await configuration.update('hover.enabled', false, vscode.ConfigurationTarget.Global);
      assert.equal(await hoverIn(token, 'plaintext', token), '');
    } finally {
      await configuration.update('hover.enabled', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('names the profile that the token came from', async () => {
    const { issuer, clients } = server().tenants.keycloak;
    const id = freshId('origin');
    await run('addProfile', {
      id,
      grant: 'client_credentials',
      issuer,
      clientAuth: 'client_secret_post',
      scope: 'email',
      ...clients.m2m,
    });
    const issued = await run<string>('getToken', id);
    await eventually('the profile’s name', async () =>
      (await hoverIn(issued, 'plaintext', issued)).includes('from the profile'),
    );
  });
});
