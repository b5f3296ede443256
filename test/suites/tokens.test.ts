import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually';
import { freshId, rejects, run, server } from './environment';

/** A personal profile for the machine client of a tenant, each in its own manner. */
const machines: Record<string, () => Record<string, unknown>> = {
  istreamplanet: () => {
    const { endpoints, clients, audience } = server().tenants.istreamplanet;
    return { endpoints: { token: endpoints.token }, clientAuth: 'client_secret_post', audience, ...clients.m2m };
  },
  'auth0, form': () => {
    const { issuer, clients, audience } = server().tenants.auth0;
    return { issuer, clientAuth: 'client_secret_post', audience, ...clients.m2m };
  },
  'auth0, JSON, organization': () => {
    const { issuer, clients, audience } = server().tenants.auth0;
    return {
      issuer,
      clientAuth: 'client_secret_post',
      audience,
      organization: 'acme-corp',
      tokenRequestFormat: 'json',
      ...clients.m2m,
    };
  },
  basic: () => {
    const { endpoints, clients } = server().tenants.basic;
    return { endpoints: { token: endpoints.token }, ...clients.m2m };
  },
  'basic, not decoding': () => {
    const { endpoints, clients } = server().tenants.basic;
    return {
      endpoints: { token: endpoints.token },
      clientAuth: 'client_secret_basic',
      basicEncoding: 'none',
      ...clients.raw,
    };
  },
  keycloak: () => {
    const { issuer, clients } = server().tenants.keycloak;
    return { issuer, clientAuth: 'client_secret_post', ...clients.m2m };
  },
};

async function add(name: string): Promise<string> {
  const id = freshId('m2m');
  return run<string>('addProfile', { id, grant: 'client_credentials', ...machines[name]?.() });
}

describe('a token of each tenant', () => {
  for (const name of Object.keys(machines)) {
    it(name, async () => {
      const id = await add(name);
      const token = await run<string>('getToken', id);
      assert.ok(token.length > 10);
      assert.equal(
        await run('getToken', { profile: `personal:${id}`, interactive: false }),
        token,
        'the token in hand is handed out again',
      );
      assert.notEqual(await run('getToken', { profile: id, forceRefresh: true }), token);
    });
  }
});

describe('copying', () => {
  it('the token and the header', async () => {
    const id = await add('keycloak');
    const token = await run<string>('getToken', id);
    assert.equal(await run('copyToken', id), token);
    assert.equal(await vscode.env.clipboard.readText(), token);
    assert.equal(await run('copyAuthorizationHeader', id), `Authorization: Bearer ${token}`);
    assert.equal(await vscode.env.clipboard.readText(), `Authorization: Bearer ${token}`);
  });
});

describe('a header in an .http file', () => {
  const text =
    '### one\nGET http://127.0.0.1/one\n\n### two\nPOST http://127.0.0.1/two\nAccept: */*\nauthorization: Basic old\n\n{}\n';
  const open = async (line: number) => {
    const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content: text });
    const file = vscode.Uri.joinPath(
      vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/'),
      `${freshId('request')}.http`,
    );
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(document.getText()));
    const editor = await vscode.window.showTextDocument(file);
    editor.selection = new vscode.Selection(line, 0, line, 0);
    return editor.document;
  };

  it('is added as a reference', async () => {
    const id = await add('keycloak');
    const document = await open(1);
    assert.equal(await run('insertAuthorizationHeader', id), true);
    const reference = `Authorization: Bearer {{$processEnv TOKEN_DECK_${id.toUpperCase().replace(/-/g, '_')}}}`;
    assert.equal(document.getText(), text.replace('/one\n', `/one\n${reference}\n`));
  });

  it('is replaced by the token itself, and the protected API takes it', async () => {
    const id = await add('keycloak');
    const document = await open(5);
    assert.equal(await run('insertAuthorizationHeader', { profile: id, as: 'token' }), true);
    const header = /^Authorization: (Bearer .+)$/m.exec(document.getText())?.[1] ?? '';
    assert.equal(document.getText(), text.replace('authorization: Basic old', `Authorization: ${header}`));
    const url = `${server().api.origin}/v2/tenants/current/settings`;
    assert.equal((await fetch(url, { headers: { authorization: header } })).status, 200);
    assert.equal((await fetch(url)).status, 401);
  });

  it('needs a request under the cursor', async () => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: 'no request' }));
    await rejects('insertAuthorizationHeader', await add('keycloak'), 'request-not-found');
  });
});

describe('what goes wrong', () => {
  it('a wrong secret: one code, the provider’s error, no secret in the message', async () => {
    const id = freshId('wrong');
    await run('addProfile', {
      ...machines.keycloak?.(),
      id,
      grant: 'client_credentials',
      clientSecret: 'not-the-secret',
    });
    const error = await rejects('getToken', id, 'client-refused');
    assert.ok(error.message.includes(id) && !error.message.includes('not-the-secret'), error.message);
    assert.ok(error.error);
    await run('setSecret', {
      profile: id,
      kind: 'clientSecret',
      value: server().tenants.keycloak.clients.m2m?.clientSecret,
    });
    assert.ok(await run('getToken', id));
  });

  const connections: [string, () => string, string][] = [
    ['nothing listens', () => 'http://127.0.0.2:9/token', 'unreachable'],
    ['no such host', () => 'https://nowhere.invalid/token', 'unreachable'],
    ['a certificate nobody trusts', () => `${server().faults.https}/token`, 'certificate-untrusted'],
    ['a web page', () => `${server().faults.origin}/with/token.html/token`, 'response-not-json'],
    ['a large answer', () => `${server().faults.origin}/with/token.large/token`, 'response-too-large'],
    ['a redirect', () => `${server().faults.origin}/with/token.redirect-307/token`, 'unexpected-redirect'],
  ];
  for (const [name, token, code] of connections) {
    it(`${name} → ${code}`, async () => {
      const id = freshId('connection');
      await run('addProfile', {
        id,
        grant: 'client_credentials',
        endpoints: { token: token() },
        clientId: 'c',
        clientSecret: 'some-secret',
      });
      const error = await rejects('getToken', id, code);
      assert.ok(error.message.includes(id) && !error.message.includes('some-secret'), error.message);
    });
  }

  it('a missing secret and nobody to ask', async () => {
    const id = freshId('without');
    // An endpoint of its own, so that no other test’s secret is found.
    await run('addProfile', {
      id,
      grant: 'client_credentials',
      endpoints: { token: `${server().api.origin}/${id}` },
      clientId: 'c',
    });
    await rejects('getToken', { profile: id, interactive: false }, 'interaction-required');
  });

  it('an argument that is none', async () => {
    await rejects('getToken', 7, 'argument-invalid');
    await rejects('getToken', { profile: 7 }, 'argument-invalid');
    await rejects('getToken', { profile: 'x', minValidity: 'long' }, 'argument-invalid');
    await rejects('getToken', { profile: 'no-such-profile' }, 'profile-not-found');
    await rejects('getToken', { interactive: false }, 'interaction-required');
  });

  it('programs that may not', async () => {
    const id = await add('keycloak');
    const configuration = vscode.workspace.getConfiguration('tokenDeck');
    try {
      await configuration.update('automation', 'deny', vscode.ConfigurationTarget.Global);
      await rejects('getToken', id, 'access-denied');
      await configuration.update('automation', 'ask', vscode.ConfigurationTarget.Global);
      await rejects('getToken', { profile: id, interactive: false }, 'access-denied');
      await rejects('copyToken', { profile: id, interactive: false }, 'access-denied');
    } finally {
      await configuration.update('automation', 'allow', vscode.ConfigurationTarget.Global);
    }
    assert.ok(await run('getToken', id));
  });

  it('commands for people hand nothing to a program that names a profile', async () => {
    const id = await add('keycloak');
    await vscode.env.clipboard.writeText('before');
    let ended = false;
    void vscode.commands.executeCommand('tokenDeck.ui.copyToken', `personal:${id}`).then(() => (ended = true));
    // The user is asked which profile, and closes the question.
    await eventually('the command ends', async () => {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      return ended;
    });
    assert.equal(await vscode.env.clipboard.readText(), 'before');
  });

  it('a pasted token: its own header, and no line break in it', async () => {
    const id = freshId('key');
    await run('addProfile', { id, grant: 'static', token: 'k-123', headerName: 'X-API-Key', headerPrefix: '' });
    assert.equal(await run('getToken', { profile: id, interactive: false }), 'k-123');
    assert.equal(await run('copyAuthorizationHeader', id), 'X-API-Key: k-123');
    await rejects('setSecret', { profile: id, kind: 'token', value: 'k\r\nX-Evil: 1' }, 'argument-invalid');
    assert.equal(await run('getToken', { profile: id, interactive: false }), 'k-123');
  });

  it('two profiles of one id at the same time: one is refused', async () => {
    const id = freshId('race');
    const profile = { id, grant: 'client_credentials', ...machines.keycloak?.() };
    const outcomes = await Promise.allSettled([run('addProfile', profile), run('addProfile', profile)]);
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  });

  it('signing out forgets the token and not the secret', async () => {
    const id = await add('auth0, form');
    const token = await run('getToken', id);
    await run('signOut', id);
    const again = await run('getToken', { profile: id, interactive: false });
    assert.notEqual(again, token);
    await run('signOut', { all: true });
    assert.notEqual(await run('getToken', { profile: id, interactive: false }), again);
  });
});
