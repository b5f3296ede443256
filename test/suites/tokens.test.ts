import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually';
import { freshId, rejects, run, server } from './environment';

/** A personal profile for the machine client of each tenant, as that vendor wants it. */
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

describe('getToken, at each tenant', () => {
  for (const name of Object.keys(machines)) {
    it(`returns a token of ${name}`, async () => {
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

describe('the headers for a request', () => {
  const url = 'https://api.example.com/a?b=c';
  const origins = ['https://api.example.com'];
  const headersOf = (profile: string, more: object = {}) =>
    run<Record<string, string>>('getAuthorizationHeaders', {
      profile,
      method: 'get',
      url,
      interactive: false,
      ...more,
    });
  const addWith = (fields: object) =>
    run<string>('addProfile', {
      ...{ id: freshId('headers'), grant: 'client_credentials', origins },
      ...{ ...machines['auth0, form']?.(), ...fields },
    });

  it('are one header where the token is a bearer token', async () => {
    const id = await addWith({ headerName: 'X-Api', headerPrefix: '' });
    const token = await run<string>('getToken', id);
    assert.deepEqual(await headersOf(id), { 'X-Api': token });
  });

  it('have a proof of their own where the token is bound to a key', async () => {
    const id = await addWith({ security: { dpop: true } });
    const token = await run<string>('getToken', id);
    const [first, second] = [await headersOf(id), await headersOf(id, { nonce: 'n-1' })];
    assert.equal(first.Authorization, `DPoP ${token}`);
    const claims = (headers: Record<string, string>) =>
      JSON.parse(Buffer.from(headers.DPoP?.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
    const { htm, htu, nonce, jti } = claims(first);
    assert.deepEqual([htm, htu, nonce], ['GET', 'https://api.example.com/a', undefined]);
    assert.deepEqual([claims(second).nonce, claims(second).jti === jti], ['n-1', false]);
    const key = (claims({ DPoP: token }).cnf as { jkt: string }).jkt;
    const renewed = await run<string>('getToken', { profile: id, forceRefresh: true });
    assert.deepEqual(claims({ DPoP: renewed }).cnf, { jkt: key }, 'the key is kept');
    assert.equal(await run('copyAuthorizationHeader', id), `Authorization: DPoP ${renewed}`);
  });

  it('are refused for another place than the profile names, unless the user may be asked', async () => {
    const id = await addWith({});
    await rejects(
      'getAuthorizationHeaders',
      { profile: id, method: 'GET', url: 'https://evil.example/', interactive: false },
      'access-denied',
    );
    await rejects(
      'getAuthorizationHeaders',
      { profile: id, method: 'GET', url: 'http://api.example.com/', interactive: false },
      'access-denied',
    );
  });

  for (const [what, wrong] of Object.entries({
    'no method': { method: undefined },
    'a broken method': { method: 'GET /' },
    'no address': { url: undefined },
    'a path': { url: '/a' },
    'another scheme': { url: 'ftp://api.example.com/' },
    'a broken nonce': { nonce: 'a\nb' },
  })) {
    it(`are refused with ${what}`, () =>
      rejects('getAuthorizationHeaders', { profile: 'p', method: 'GET', url, ...wrong }, 'argument-invalid'));
  }
});

describe('copying', () => {
  it('puts the token or the header into the clipboard and returns it', async () => {
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

  it('is not inserted into a file that changes while its token is requested', async () => {
    const document = await open(1);
    const change = async () => {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(0, 0), '# another line\n');
      assert.ok(await vscode.workspace.applyEdit(edit));
    };
    // Answers only once the file has changed.
    const endpoint = createServer((_request, response) => {
      void change().then(() => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ access_token: 'late', token_type: 'Bearer', expires_in: 3600 }));
      });
    }).listen(0, '127.0.0.1');
    await once(endpoint, 'listening');
    try {
      const { port } = endpoint.address() as AddressInfo;
      const profile = freshId('late');
      const endpoints = { token: `http://127.0.0.1:${port}/token` };
      const client = { grant: 'client_credentials', clientId: 'c', clientSecret: 's' };
      await run('addProfile', { ...client, id: profile, endpoints });
      await rejects('insertAuthorizationHeader', { profile, as: 'token' }, 'request-changed');
      assert.equal(document.getText(), `# another line\n${text}`);
    } finally {
      endpoint.closeAllConnections();
      endpoint.close();
    }
  });

  it('cannot be inserted without a request under the cursor', async () => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: 'no request' }));
    await rejects('insertAuthorizationHeader', await add('keycloak'), 'request-not-found');
  });
});

describe('what goes wrong', () => {
  it('a wrong secret is reported with one code and the provider’s error, without the secret', async () => {
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
    ['an untrusted certificate', () => `${server().faults.https}/token`, 'certificate-untrusted'],
    ['a web page', () => `${server().faults.origin}/with/token.html/token`, 'response-not-json'],
    ['a large answer', () => `${server().faults.origin}/with/token.large/token`, 'response-too-large'],
    ['a redirect', () => `${server().faults.origin}/with/token.redirect-307/token`, 'unexpected-redirect'],
  ];
  for (const [name, token, code] of connections) {
    it(`${name} is reported as ${code}`, async () => {
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

  it('a missing secret is reported as interaction-required if the user may not be asked', async () => {
    const id = freshId('without');
    // Its own endpoint, so that it does not find the secret of another test.
    await run('addProfile', {
      id,
      grant: 'client_credentials',
      endpoints: { token: `${server().api.origin}/${id}` },
      clientId: 'c',
    });
    await rejects('getToken', { profile: id, interactive: false }, 'interaction-required');
  });

  it('a wrong argument is rejected', async () => {
    await rejects('getToken', 7, 'argument-invalid');
    await rejects('getToken', { profile: 7 }, 'argument-invalid');
    await rejects('getToken', { profile: 'x', minValidity: 'long' }, 'argument-invalid');
    await rejects('getToken', { profile: 'no-such-profile' }, 'profile-not-found');
    await rejects('getToken', { interactive: false }, 'interaction-required');
  });

  it('a program that may not use a token is rejected as access-denied', async () => {
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

  it('a command for people gives nothing to a program that names a profile', async () => {
    const id = await add('keycloak');
    await vscode.env.clipboard.writeText('before');
    let ended = false;
    void vscode.commands.executeCommand('tokenDeck.ui.copyToken', `personal:${id}`).then(() => (ended = true));
    // It asks the user for the profile; the user closes the question.
    await eventually('the command ends', async () => {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      return ended;
    });
    assert.equal(await vscode.env.clipboard.readText(), 'before');
  });

  it('a pasted token goes into its own header, and may not contain a line break', async () => {
    const id = freshId('key');
    await run('addProfile', { id, grant: 'static', token: 'k-123', headerName: 'X-API-Key', headerPrefix: '' });
    assert.equal(await run('getToken', { profile: id, interactive: false }), 'k-123');
    assert.equal(await run('copyAuthorizationHeader', id), 'X-API-Key: k-123');
    await rejects('setSecret', { profile: id, kind: 'token', value: 'k\r\nX-Evil: 1' }, 'argument-invalid');
    assert.equal(await run('getToken', { profile: id, interactive: false }), 'k-123');
  });

  it('one of two profiles that are added with the same id at the same time is rejected', async () => {
    const id = freshId('race');
    const profile = { id, grant: 'client_credentials', ...machines.keycloak?.() };
    const outcomes = await Promise.allSettled([run('addProfile', profile), run('addProfile', profile)]);
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  });

  it('signing out forgets the token, but not the secret', async () => {
    const id = await add('auth0, form');
    const token = await run('getToken', id);
    await run('signOut', id);
    const again = await run('getToken', { profile: id, interactive: false });
    assert.notEqual(again, token);
    await run('signOut', { all: true });
    assert.notEqual(await run('getToken', { profile: id, interactive: false }), again);
  });
});
