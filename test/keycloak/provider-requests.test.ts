import assert from 'node:assert/strict';
import { endSession } from '../../src/oauth/endpoints/end-session';
import { isOutsideAudience } from '../../src/tokens/outside-audience';
import { ProviderRequests } from '../../src/tokens/provider-requests';
import { SignOut } from '../../src/tokens/sign-out';
import { createVisitor } from '../server/visitor';
import { beginLogin } from '../unit/oauth/begin-login';
import { faultOf } from '../unit/faults/fault-of';
import { clients, people, publicClients } from './realm';
import { keepSecretsOutOfLogs, machine, person, redirectUri, world } from './world';

/** As `world`, with what a profile's client asks with a token in hand. */
function asking() {
  const made = world();
  const requests = new ProviderRequests(made.clientSecrets, () => Promise.resolve(made.oauth));
  const signOut = new SignOut({
    ...made,
    requests,
    profiles: () => Promise.resolve([]),
    now: Date.now,
    log: () => undefined,
  });
  return { ...made, requests, signOut };
}

describe('Keycloak: a token in hand', () => {
  keepSecretsOutOfLogs();
  const web = person(clients.web.clientId, { clientAuth: 'client_secret_basic' });

  async function signedIn() {
    const made = asking();
    await made.secrets.set('clientSecret', web, clients.web.secret);
    return { ...made, set: await made.service.get(web) };
  }

  it('is introspected, and has a user', async () => {
    const { requests, set } = await signedIn();
    const answer = await requests.introspection(web, set);
    assert.equal(answer.active, true);
    assert.equal(answer['client_id'], clients.web.clientId);
    assert.equal(answer['username'], people.dana.username);
    const user = await requests.userinfo(web, set);
    assert.equal(user['preferred_username'], people.dana.username);
    assert.equal(user.sub, answer['sub']);
  });

  it('of a machine that is not in its audience counts as inactive, and the fault says that it has no user', async () => {
    const known = machine(clients.machine.clientId);
    const { requests, service, secrets } = asking();
    await secrets.set('clientSecret', known, clients.machine.secret);
    const set = await service.get(known);
    // It is not in the audience of its own token.
    assert.deepEqual(await requests.introspection(known, set), { active: false });
    assert.ok(isOutsideAudience(set, known.settings));
    const fault = await faultOf(requests.userinfo(known, set));
    assert.equal(fault.code, 'scope-refused');
    assert.match(fault.next, /has no user/);
  });

  it('of a public client cannot be introspected, and the fault says why', async () => {
    const known = person(publicClients.console);
    const { requests, service } = asking();
    const fault = await faultOf(requests.introspection(known, await service.get(known)));
    assert.match(fault.message, /Client not allowed|may not use|denies this client/);
  });

  it('is revoked at the sign-out, with its refresh token', async () => {
    const { requests, signOut, oauth, clientSecrets, service, set } = await signedIn();
    const { revoked } = await signOut.one(web);
    assert.deepEqual(revoked, { outcome: 'revoked' });
    assert.equal(await service.peek(web), undefined);
    assert.deepEqual(await requests.introspection(web, set), { active: false });
    const fault = await faultOf(oauth.refresh(await clientSecrets.clientOf(web), set));
    assert.equal(fault.error, 'invalid_grant');
  });

  it('is over once the person has signed out at Keycloak’s own page', async () => {
    const { requests, oauth, secrets, clientSecrets } = asking();
    await secrets.set('clientSecret', web, clients.web.secret);
    const client = await clientSecrets.clientOf(web);
    const visitor = createVisitor();
    const begun = await beginLogin(oauth, client, redirectUri);
    const { username, password } = people.robin;
    const back = await visitor.press(await visitor.open(begun.url), 'kc-login', { username, password });
    const set = await begun.finish(back.url.searchParams);
    assert.equal((await requests.introspection(web, set)).active, true);
    const page = await visitor.open(await requests.ask(web, endSession(undefined), {}));
    const done = await visitor.press(page, 'kc-logout');
    assert.match(done.html, /You are logged out/);
    assert.deepEqual(await requests.introspection(web, set), { active: false });
    const fault = await faultOf(oauth.refresh(client, set));
    assert.equal(fault.error, 'invalid_grant');
  });
});
