import assert from 'node:assert/strict';
import { decodeJwt } from '../../src/jwt/read/decode';
import { faultOf } from '../unit/faults/fault-of';
import { beginLogin } from '../unit/oauth/begin-login';
import { openAt, signInAt } from './login-page';
import { clients, people, publicClients, tokenLifetime } from './realm';
import { issuer, keepSecretsOutOfLogs, person, redirectUri, world } from './world';

describe('Keycloak: login in the browser', () => {
  keepSecretsOutOfLogs();

  it('signs in with PKCE at its own page, and its ID token is checked', async () => {
    const known = person(publicClients.console);
    const { service, exchanged, asked, tokenRequests } = world();
    const set = await service.get(known);
    assert.deepEqual(asked, ['login']);
    const [request] = tokenRequests();
    assert.equal(request?.form['grant_type'], 'authorization_code');
    assert.match(request?.form['code_verifier'] ?? '', /^[\w.~-]{43,128}$/);
    assert.ok(exchanged.some(({ url }) => url.endsWith('/protocol/openid-connect/certs')));
    const claims = decodeJwt(set.idToken ?? '')?.claims;
    assert.equal(claims?.iss, issuer());
    assert.equal(claims?.aud, publicClients.console);
    assert.equal(claims?.['preferred_username'], people.dana.username);
    assert.match(claims?.['nonce'] as string, /.{16}/);
    assert.notEqual(set.refreshToken, undefined);
    const { expires_in: life } = request?.answer ?? {};
    assert.ok(Number(life) <= tokenLifetime && Number(life) > tokenLifetime - 10, String(life));
    assert.equal(set.expiresAt, set.obtainedAt + Number(life) * 1000);
    // It is fresh, so nobody is asked again.
    assert.equal((await service.get(known)).accessToken, set.accessToken);
    assert.equal(tokenRequests().length, 1);
  });

  it('signs in with a client that has a secret, and with a request that has no openid', async () => {
    const known = person(clients.web.clientId, { clientAuth: 'client_secret_basic', scope: undefined });
    const { service, secrets, tokenRequests } = world();
    await secrets.set('clientSecret', known, clients.web.secret);
    const set = await service.get(known);
    assert.equal(set.idToken, undefined);
    assert.notEqual(set.refreshToken, undefined);
    assert.equal(tokenRequests()[0]?.headers.has('authorization'), true);
  });

  it('refuses a request without the challenge that the client must send, and a verifier of another one', async () => {
    const known = person(publicClients.console);
    const { oauth, clientSecrets } = world();
    const begun = await beginLogin(oauth, await clientSecrets.clientOf(known), redirectUri);
    const url = new URL(begun.url);
    assert.equal(url.searchParams.get('code_challenge_method'), 'S256');
    url.searchParams.delete('code_challenge');
    url.searchParams.delete('code_challenge_method');
    const refused = await faultOf(begun.finish((await openAt(url.href)).searchParams));
    assert.deepEqual([refused.code, refused.error], ['request-refused', 'invalid_request']);
    url.searchParams.set('code_challenge', 'A'.repeat(43));
    url.searchParams.set('code_challenge_method', 'S256');
    const other = await faultOf(begun.finish((await signInAt(url.href, people.dana)).searchParams));
    assert.deepEqual([other.code, other.error], ['grant-refused', 'invalid_grant']);
  });

  it('names itself in the redirect, and a redirect that names another is refused', async () => {
    const known = person(publicClients.console);
    const { oauth, clientSecrets } = world();
    const begun = await beginLogin(oauth, await clientSecrets.clientOf(known), redirectUri);
    const { searchParams } = await signInAt(begun.url, people.dana);
    assert.equal(searchParams.get('iss'), issuer());
    const forged = new URLSearchParams(searchParams);
    forged.set('iss', `${issuer()}/other`);
    assert.equal((await faultOf(begun.finish(forged))).code, 'issuer-mismatch');
    assert.notEqual((await begun.finish(searchParams)).refreshToken, undefined);
  });

  it('says that the person refused what the client asked for, or that they have to sign in', async () => {
    const { oauth, clientSecrets } = world();
    const asking = await clientSecrets.clientOf(person(publicClients.asking));
    const denied = await beginLogin(oauth, asking, redirectUri);
    const no = await faultOf(denied.finish((await signInAt(denied.url, people.dana, 'cancel')).searchParams));
    assert.deepEqual([no.code, no.error], ['login-refused', 'access_denied']);
    const allowed = await beginLogin(oauth, asking, redirectUri);
    await allowed.finish((await signInAt(allowed.url, people.dana, 'accept')).searchParams);
    const silent = person(publicClients.console, { params: { authorization: { prompt: 'none' } } });
    const nobody = await beginLogin(oauth, await clientSecrets.clientOf(silent), redirectUri);
    const login = await faultOf(nobody.finish((await openAt(nobody.url)).searchParams));
    assert.deepEqual([login.code, login.error], ['login-refused', 'login_required']);
  });
});
