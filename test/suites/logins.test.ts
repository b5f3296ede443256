import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { freshId, issuerWith, rejects, run, server } from './environment';
import { requestsVariable } from './given';

/** A profile whose provider asks nobody: its authorization endpoint redirects at once. */
async function add(fields: Record<string, unknown>, ...faults: Parameters<typeof issuerWith>): Promise<string> {
  const id = freshId('login');
  const { clientId } = server().faults.clients.public;
  return run<string>('addProfile', {
    id,
    grant: 'authorization_code',
    issuer: issuerWith(...faults),
    clientId,
    scope: 'openid',
    ...fields,
  });
}

describe('logins in the browser', () => {
  for (const redirect of ['auto', 'uri-handler', 'loopback'] as const) {
    it(`come back by ${redirect}`, async () => {
      const id = await add({ redirect });
      const token = await run<string>('getToken', id);
      assert.ok(token);
      assert.equal(await run('getToken', { profile: id, interactive: false }), token);
    });
  }

  it('what is in the authorization request arrives as it was: nested addresses, “+” and “&”', async () => {
    const hint = 'ada+test & co';
    const own = { login_hint: hint, claims: '{"userinfo":{"a+b":null}}', next: 'https://app.example/?a=1&b=%2B#c' };
    const id = await add({ params: { authorization: own } });
    await run('getToken', id);
    const seen = (await (await fetch(process.env[requestsVariable] ?? '')).json()) as {
      path: string;
      params: Record<string, string>;
    }[];
    const request = seen.findLast(({ path, params }) => path.endsWith('/authorize') && params.login_hint !== undefined);
    assert.equal(request?.params.login_hint, hint);
    assert.equal(request.params.claims, own.claims);
    assert.equal(request.params.next, own.next);
    if (vscode.env.uiKind === vscode.UIKind.Web) assert.match(request.params.redirect_uri ?? '', /\?vscode-reqid=\d+&/);
  });

  it('a code of odd characters is brought back unchanged', async () => {
    assert.ok(await run('getToken', await add({}, 'code-odd')));
    assert.ok(await run('getToken', await add({ redirect: 'loopback' }, 'code-odd')));
  });

  it('a forged ID token is refused, and nothing is stored', async () => {
    const id = await add({}, 'id-signature');
    await rejects('getToken', id, 'id-token-invalid');
    await rejects('getToken', { profile: id, interactive: false }, 'interaction-required');
  });

  it('an error redirect says what the provider said', async () => {
    const error = await rejects('getToken', await add({}, 'error'), 'login-refused');
    assert.equal(error.error, 'access_denied');
  });

  it('nobody is waited for without interaction', async () => {
    await rejects('getToken', { profile: await add({}), interactive: false }, 'interaction-required');
  });

  it('a port that is taken is an error with instructions', async () => {
    const port = Number(new URL(server().faults.origin).port);
    const holder = await import('node:net').then(
      ({ createServer }) =>
        new Promise<import('node:net').Server>((resolve) => {
          const made = createServer().listen(port, '127.0.0.1', () => resolve(made));
        }),
    );
    try {
      const error = await rejects('getToken', await add({ redirect: `loopback:${port}/callback` }), 'port-in-use');
      assert.match(error.message, new RegExp(String(port)));
    } finally {
      holder.close();
    }
  });
});
