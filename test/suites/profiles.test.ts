import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { clientAuthNames } from '../../src/profile/client-auth/table';
import { grantNames } from '../../src/profile/grants/table';
import { eventually } from '../support/eventually';
import { freshId, rejects, run, server } from './environment';

const folder = () => {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(first);
  return first;
};
const teamFile = () => vscode.Uri.joinPath(folder().uri, '.vscode', 'token-deck.json');
const write = (text: string) => vscode.workspace.fs.writeFile(teamFile(), new TextEncoder().encode(text));
const read = async () => new TextDecoder().decode(await vscode.workspace.fs.readFile(teamFile()));
const team = (...profiles: object[]) => JSON.stringify({ version: 1, profiles }, null, 2);

const machine = (id: string) => ({
  id,
  grant: 'client_credentials',
  endpoints: { token: `${server().tenants.keycloak.issuer ?? ''}/protocol/openid-connect/token` },
  clientId: server().tenants.keycloak.clients.m2m?.clientId,
});

/** With its own address, so that it does not find the secret of another test. */
const apart = (id: string) => {
  const profile = machine(id);
  return { ...profile, endpoints: { token: `${profile.endpoints.token}?of=${id}` } };
};

describe('personal profiles', () => {
  it('are added once, and replaced only with `replace`', async () => {
    const id = freshId('personal');
    assert.equal(await run('addProfile', machine(id)), id);
    await rejects('addProfile', machine(id), 'profile-exists');
    assert.equal(await run('addProfile', { ...machine(id), name: 'New', replace: true }), id);
  });

  const wrong: [string, Record<string, unknown>, string][] = [
    ['an unknown field', { surprise: 1 }, 'profile-invalid'],
    ['an invalid id', { id: 'No Id' }, 'profile-invalid'],
    ['http: outside loopback', { endpoints: { token: 'http://login.example.com/token' } }, 'insecure-endpoint'],
    [
      'openid without an issuer',
      {
        grant: 'authorization_code',
        scope: 'openid',
        endpoints: { token: 'https://a.example/t', authorization: 'https://a.example/a' },
      },
      'profile-invalid',
    ],
  ];
  for (const [name, fields, code] of wrong) {
    it(`${name} is rejected as ${code}`, async () => {
      await rejects('addProfile', { ...machine(freshId('bad')), ...fields }, code);
    });
  }

  it('an error about an unknown field names it', async () => {
    const error = await rejects('addProfile', { ...machine(freshId('bad')), surprise: 1 }, 'profile-invalid');
    assert.match(error.message, /surprise/);
  });

  it('are edited as documents without their secrets, and saving applies the edits', async () => {
    const id = freshId('edited');
    await run('addProfile', { ...machine(id), clientSecret: 'not-the-right-secret' });
    await run('editProfile', id);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    assert.equal((JSON.parse(editor.document.getText()) as { id: string }).id, id);
    assert.ok(!editor.document.getText().includes('not-the-right-secret'));
    await editor.edit((edit) =>
      edit.replace(new vscode.Range(0, 0, 999, 0), JSON.stringify({ ...machine(id), clientId: 'another-client' })),
    );
    assert.ok(await editor.document.save());
    // Another client has another secret: the stored one is not sent for it.
    await rejects('getToken', { profile: id, interactive: false }, 'interaction-required');
  });

  it('a document that is not a valid profile cannot be saved', async () => {
    const id = freshId('edited');
    await run('addProfile', machine(id));
    await run('editProfile', id);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 1), '"surprise":1,'));
    assert.equal(await editor.document.save(), false);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  describe('while they are edited', () => {
    const errors = (uri: vscode.Uri) =>
      vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Token Deck');
    async function edit(id: string, profile: object): Promise<vscode.TextDocument> {
      await run('addProfile', apart(id));
      await run('editProfile', id);
      const editor = vscode.window.activeTextEditor;
      assert.ok(editor);
      assert.ok(editor.document.uri.path.includes(id));
      const all = new vscode.Range(0, 0, 999, 0);
      assert.ok(await editor.edit((change) => change.replace(all, JSON.stringify(profile, null, 2))));
      return editor.document;
    }
    afterEach(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

    it('what is wrong is shown at its place', async () => {
      const id = freshId('shown');
      const { uri } = await edit(id, { ...apart(id), id: 'other', endpoints: { token: 'http://login.example.com/t' } });
      const found = await eventually('two errors', () => (errors(uri).length === 2 ? errors(uri) : undefined));
      const [insecure, other] = found.sort((a, b) => b.range.start.line - a.range.start.line);
      assert.match(insecure?.message ?? '', /“endpoints\.token” isn’t an https: address/);
      assert.equal(
        other?.message,
        `“id” must stay “${id}”. To use another ID, choose “Change ID…” in the profile’s menu.`,
      );
      assert.equal(other.range.start.line, 1);
    });

    it('a quick fix moves a secret into SecretStorage, and saves', async () => {
      const id = freshId('typed');
      const secret = server().tenants.keycloak.clients.m2m?.clientSecret ?? '';
      const document = await edit(id, { ...apart(id), clientSecret: secret });
      const flagged = await eventually('the error', () => errors(document.uri)[0]);
      assert.match(flagged.message, /“clientSecret” is a secret/);
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        flagged.range,
      );
      const fix = actions.find(({ title }) => title === 'Move the secret into SecretStorage');
      assert.ok(fix?.command, JSON.stringify(actions));
      assert.ok(!JSON.stringify(fix.command).includes(secret));
      await vscode.commands.executeCommand(fix.command.command, ...(fix.command.arguments ?? []));
      assert.ok(!document.getText().includes(secret));
      assert.equal(document.isDirty, false);
      await eventually('no error', () => errors(document.uri).length === 0);
      // It is the user's own, so nothing is asked.
      assert.match(await run<string>('getToken', { profile: id, interactive: false }), /^eyJ/);
    });

    it('a secret is not moved while it is unknown whose it is', async () => {
      const id = freshId('typed');
      const document = await edit(id, { ...apart(id), surprise: 1, clientSecret: 'not-a-secret' });
      const flagged = await eventually('the error', () => errors(document.uri)[0]);
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        flagged.range,
      );
      const fix = actions.find(({ title }) => title === 'Move the secret into SecretStorage');
      assert.ok(fix?.command);
      // The command shows why, and resolves.
      void vscode.commands.executeCommand(fix.command.command, ...(fix.command.arguments ?? []));
      await rejects('getToken', { profile: id, interactive: false }, 'interaction-required');
      assert.ok(document.getText().includes('not-a-secret'));
    });

    it('only what works now is completed', async () => {
      const id = freshId('completed');
      const { uri, getText, positionAt } = await edit(id, { id, grant: '', clientAuth: '', security: {} });
      const offered = async (field: string) => {
        const at = positionAt(getText().indexOf(field) + field.length + 4);
        const list = await vscode.commands.executeCommand<vscode.CompletionList>(
          'vscode.executeCompletionItemProvider',
          uri,
          at,
        );
        return list.items.map(({ label }) => String(label)).sort();
      };
      await eventually('the grants', async () => (await offered('grant')).includes('"client_credentials"'));
      const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).sort();
      assert.deepEqual(await offered('grant'), quoted(grantNames));
      assert.deepEqual(await offered('clientAuth'), quoted(clientAuthNames));
      assert.deepEqual(await offered('security'), ['dpop', 'jar', 'jarm', 'par']);
    });
  });

  it('are duplicated and removed', async () => {
    const id = freshId('twice');
    await run('addProfile', machine(id));
    const copy = await run<string>('duplicateProfile', id);
    assert.notEqual(copy, id);
    await run('removeProfile', id);
    await rejects('getToken', { profile: id, interactive: false }, 'profile-not-found');
    await run('removeProfile', copy);
  });
});

describe('team profiles', () => {
  afterEach(() => write(team()));

  const known = async (id: string) =>
    eventually(`the profile ${id}`, () =>
      Promise.resolve(run('selectProfile', id)).then(
        () => true,
        (error: Error & { code: string }) => (error.code === 'profile-not-found' ? undefined : Promise.reject(error)),
      ),
    );

  it('appear and disappear as the file changes', async () => {
    const id = freshId('team');
    await write(team(apart(id)));
    await known(id);
    await run('setSecret', {
      profile: `team:${folder().name}:${id}`,
      kind: 'clientSecret',
      value: server().tenants.keycloak.clients.m2m?.clientSecret,
    });
    // A program's secret is no permission.
    await rejects('getToken', { profile: id, interactive: false }, 'access-denied');
    await write(team());
    await eventually('the profile is gone', () =>
      Promise.resolve(run('getToken', { profile: id, interactive: false })).then(
        () => undefined,
        (error: Error & { code: string }) => error.code === 'profile-not-found',
      ),
    );
  });

  it('cannot take the place of a personal profile', async () => {
    const id = freshId('prod');
    await run('addProfile', { ...machine(id), clientSecret: server().tenants.keycloak.clients.m2m?.clientSecret });
    await write(team(machine(id)));
    await known(`team:${folder().name}:${id}`);
    const error = await rejects('getToken', { profile: id, interactive: false }, 'profile-ambiguous');
    assert.ok(
      error.message.includes(`personal:${id}`) && error.message.includes(`team:${folder().name}:${id}`),
      error.message,
    );
    assert.ok(await run('getToken', { profile: `personal:${id}`, interactive: false }));
  });

  it('name others by their ids, and not in a ring', async () => {
    const [one, two] = [freshId('one'), freshId('two')];
    const exchange = (id: string, subject: string) => ({
      ...machine(id),
      ...{ grant: 'token_exchange', clientAuth: 'none', subject: { profile: subject } },
    });
    await run('addProfile', exchange(one, two));
    await run('addProfile', exchange(two, `personal:${one}`));
    const error = await rejects('getToken', { profile: one, interactive: false }, 'profile-invalid');
    assert.ok(error.message.includes(`personal:${one} → personal:${two} → personal:${one}`), error.message);
    await run('removeProfile', two);
    await rejects('getToken', { profile: one, interactive: false }, 'profile-not-found');
  });

  it('do not find a secret that was stored for another endpoint', async () => {
    const id = freshId('thief');
    await run('addProfile', {
      ...machine(freshId('own')),
      clientSecret: server().tenants.keycloak.clients.m2m?.clientSecret,
    });
    await write(team({ ...machine(id), endpoints: { token: `${server().faults.origin}/with/none/token` } }));
    await known(id);
    await rejects('getToken', { profile: id, interactive: false }, 'interaction-required');
  });

  it('an invalid profile leaves its neighbours usable, and a garbled file is left as it is', async () => {
    const [good, bad] = [freshId('good'), freshId('bad')];
    await write(team({ ...machine(bad), surprise: true }, machine(good)));
    await known(good);
    const error = await rejects('getToken', { profile: bad, interactive: false }, 'profile-invalid');
    assert.match(error.message, /surprise/);
    await write('{ "version": 1, "profiles": [ {');
    const personal = freshId('personal');
    await run('addProfile', machine(personal));
    await run('removeProfile', personal);
    assert.equal(await read(), '{ "version": 1, "profiles": [ {');
  });

  it('storing a secret of another kind, or another secret, does not permit the use of the stored one', async () => {
    const id = freshId('sneaky');
    await run('addProfile', {
      ...machine(freshId('own')),
      clientSecret: server().tenants.keycloak.clients.m2m?.clientSecret,
    });
    // Its own audience, so that the question was not answered for it before.
    await write(team({ ...machine(id), audience: id }));
    await known(id);
    await rejects('getToken', { profile: id, interactive: false }, 'access-denied');
    await run('setSecret', { profile: id, kind: 'password', value: 'x' });
    await rejects('getToken', { profile: id, interactive: false }, 'access-denied');
    await run('setSecret', { profile: id, kind: 'clientSecret', value: 'another-secret' });
    await rejects('getToken', { profile: id, interactive: false }, 'access-denied');
    await rejects('duplicateProfile', id, 'access-denied');
  });

  it('are removed from the file’s current content', async () => {
    const [first, second] = [freshId('a'), freshId('b')];
    await write(team(machine(first), machine(second)));
    await known(second);
    await write(team(machine(freshId('new')), machine(first), machine(second)));
    await run('removeProfile', second);
    const ids = (JSON.parse(await read()) as { profiles: { id: string }[] }).profiles.map(({ id }) => id);
    assert.equal(ids.length, 2);
    assert.ok(ids.includes(first) && !ids.includes(second), ids.join());
  });

  it('are used as they are in the file’s current content', async () => {
    const id = freshId('now');
    await write(team(machine(id)));
    await run('selectProfile', id);
    await write(team({ ...machine(id), surprise: 'at once' }));
    await rejects('getToken', { profile: id, interactive: false }, 'profile-invalid');
  });

  it('a secret in the file is an error with a quick fix that moves it', async () => {
    const id = freshId('leaky');
    const secret = server().tenants.keycloak.clients.m2m?.clientSecret ?? '';
    await write(team({ ...apart(id), clientSecret: secret }));
    const document = await vscode.workspace.openTextDocument(teamFile());
    await vscode.window.showTextDocument(document);
    const flagged = await eventually('the diagnostic', () =>
      vscode.languages
        .getDiagnostics(teamFile())
        .find(({ source, message }) => source === 'Token Deck' && message.includes('clientSecret')),
    );
    assert.equal(flagged.severity, vscode.DiagnosticSeverity.Error);
    await rejects('getToken', { profile: id, interactive: false }, 'profile-invalid');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      teamFile(),
      flagged.range,
    );
    const fix = actions.find(({ title }) => title.startsWith('Move the secret'));
    assert.ok(fix?.command, JSON.stringify(actions));
    await vscode.commands.executeCommand(fix.command.command, ...(fix.command.arguments ?? []));
    assert.ok(!(await read()).includes(secret));
    // The secret is stored, and the file's author may have planted it: the profile is asked about all the same.
    await eventually('the profile without its secret', () =>
      Promise.resolve(run('getToken', { profile: id, interactive: false })).then(
        () => assert.fail('the moved secret counted as permission'),
        (error: Error & { code: string }) => error.code === 'access-denied' || undefined,
      ),
    );
  });

  it('the schema explains fields in the editor', async () => {
    await write(team(machine(freshId('schema'))));
    const document = await vscode.workspace.openTextDocument(teamFile());
    await vscode.window.showTextDocument(document);
    await eventually('the editor shows the file', () => document.getText().includes('"grant"'));
    const at = document.positionAt(document.getText().indexOf('"grant"') + 2);
    const hover = await eventually('the hover', async () => {
      const [first] = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        teamFile(),
        at,
      );
      return first;
    });
    assert.match(
      hover.contents.map((content) => (content as vscode.MarkdownString).value).join(),
      /How to get the token/,
    );
  });
});
