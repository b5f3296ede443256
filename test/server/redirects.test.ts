import assert from 'node:assert/strict';
import { authorization, get } from './requests';
import { startBefore } from './start-before';
import { createVisitor } from './visitor';

describe('server: addresses that a login may come back to', () => {
  const server = startBefore();

  const redirects: [string, boolean][] = [
    ['vscode://token-deck.token-deck/callback', true],
    ['vscode-insiders://token-deck.token-deck/callback', true],
    ['code-oss://token-deck.token-deck/callback', true],
    ['vscode://token-deck.token-deck/callback?windowId=2', true],
    ['http://127.0.0.1:54321/callback', true],
    ['http://127.0.0.1:8080/stable-1/static/out/callback?vscode-reqid=17', true],
    ['http://[::1]:54321/', true],
    ['https://evil.example/callback', false],
    ['http://127.0.0.1.evil.example/callback', false],
    ['vscode://someone.else/callback', false],
    ['vscode://token-deck.token-deck/other', false],
    ['javascript:alert(1)', false],
  ];
  for (const [redirect_uri, allowed] of redirects) {
    it(`${allowed ? 'takes' : 'refuses'} the redirect ${redirect_uri}`, async () => {
      const { auth0 } = server().tenants;
      const params = { scope: 'openid read:events', audience: auth0.audience, redirect_uri };
      const request = authorization(auth0, auth0.clients['login'], params);
      const visit = await createVisitor().open(request.url);
      assert.equal(visit.forms['login'] !== undefined, allowed, visit.html);
      if (!allowed) assert.match(visit.html, /invalid_redirect_uri/);
    });
  }

  it('keeps a query of the redirect address', async () => {
    const { auth0 } = server().tenants;
    const redirect_uri = 'http://127.0.0.1:1/callback?vscode-reqid=17';
    const request = authorization(auth0, auth0.clients['login'], { scope: 'openid', redirect_uri });
    const redirect = await createVisitor().signIn(request.url, auth0.user);
    assert.equal(redirect.searchParams.get('vscode-reqid'), '17');
    const answer = await request.redeem(redirect.searchParams.get('code'), redirect_uri);
    assert.equal(answer.status, 200);
    assert.equal((await get(auth0.endpoints.userinfo ?? '', String(answer.body['access_token']))).status, 200);
  });
});
