import assert from 'node:assert/strict';
import { createVisitor } from './visitor';
import { authorization } from './requests';
import { startBefore } from './start-before';

describe('server: the pages of a login', () => {
  const server = startBefore();

  const begin = (params: Record<string, string | undefined> = {}): URL => {
    const { auth0 } = server().tenants;
    const scope = 'openid offline_access read:events';
    return authorization(auth0, auth0.clients['login'], { scope, audience: auth0.audience, ...params }).url;
  };
  const { username, password } = { username: 'demo@example.com', password: 'demo' };

  it('fills in the user name, shows what is asked for, and says when the password is wrong', async () => {
    const visitor = createVisitor();
    const page = await visitor.open(begin({ login_hint: 'a+b"<@example.com' }));
    assert.match(page.html, /id="username"[^>]*value="a\+b&#34;&#60;@example.com"/);
    assert.match(page.html, /<label for="password">/);
    assert.match(page.html, /Calendar for the desktop/);
    const wrong = await visitor.press(page, 'login', { username, password: 'wrong' });
    assert.match(wrong.html, /role="alert">Wrong user name or password/);
    const consent = await visitor.press(wrong, 'login', { username, password });
    for (const shown of ['read:events', 'offline_access', server().tenants.auth0.audience ?? '', username]) {
      assert.ok(consent.html.includes(shown), shown);
    }
  });

  it('lets nothing be loaded into them', async () => {
    const response = await fetch(begin(), { redirect: 'manual' });
    const cookie = response.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const page = await fetch(new URL(response.headers.get('location') ?? '', response.url), { headers: { cookie } });
    assert.match(page.headers.get('content-security-policy') ?? '', /^default-src 'none'; style-src 'nonce-/);
    assert.doesNotMatch(page.headers.get('content-security-policy') ?? '', /form-action/);
  });

  it('tells the client when consent is denied', async () => {
    const visitor = createVisitor();
    const page = await visitor.open(begin({ prompt: 'consent' }));
    const consent = await visitor.press(page, 'login', { username, password });
    const { url } = await visitor.press(consent, 'deny');
    assert.equal(url.searchParams.get('error'), 'access_denied');
    assert.equal(url.searchParams.get('state'), 'some state');
  });

  it('remembers consent and session, until prompt says otherwise', async () => {
    const { istreamplanet } = server().tenants;
    const url = (scope: string, prompt?: string): URL => {
      const params = { scope, prompt, audience: istreamplanet.audience };
      return authorization(istreamplanet, istreamplanet.clients['login'], params).url;
    };
    const scope = 'openid offline_access read:channels';
    const visitor = createVisitor();
    await visitor.signIn(url(scope), istreamplanet.user);
    const asked: [string, string | undefined, string | undefined][] = [
      [scope, undefined, undefined],
      [scope, 'none', undefined],
      [scope, 'login', 'login'],
      [scope, 'consent', 'allow'],
      [`${scope} manage:channels`, undefined, 'allow'],
    ];
    for (const [scopes, prompt, button] of asked) {
      const visit = await visitor.open(url(scopes, prompt));
      if (button === undefined) assert.ok(visit.url.searchParams.has('code'), visit.url.href);
      else assert.ok(visit.forms[button], `${scopes} ${prompt}`);
    }
    // Consent is the person's, not the browser's.
    const elsewhere = createVisitor();
    const login = await elsewhere.open(url(scope));
    const { user } = istreamplanet;
    const after = await elsewhere.press(login, 'login', { username: user.username, password: user.password });
    assert.ok(after.url.searchParams.has('code'));
  });

  it('prompt=none is answered with an error where someone would have to act', async () => {
    const { url } = await createVisitor().open(begin({ prompt: 'none' }));
    assert.equal(url.searchParams.get('error'), 'login_required');
  });

  it('an unknown audience is told to the client', async () => {
    const { url } = await createVisitor().open(begin({ audience: 'https://nowhere.example/' }));
    assert.equal(url.searchParams.get('error'), 'access_denied');
    assert.equal(url.searchParams.get('error_description'), 'Service not found: https://nowhere.example/');
  });
});
