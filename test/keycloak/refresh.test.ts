import assert from 'node:assert/strict';
import { timeClaim, decodeJwt } from '../../src/jwt/read/decode';
import { eventually } from '../support/eventually';
import { faultOf } from '../unit/faults/fault-of';
import { askRealm, changeClient, countEvents, endSessions } from './admin';
import { briefSession, clients, people, publicClients } from './realm';
import { keepSecretsOutOfLogs, person, world } from './world';

const silently = { forceRefresh: true, interactive: false };

describe('Keycloak: refresh', () => {
  keepSecretsOutOfLogs();
  const known = person(publicClients.console);

  it('gives a new refresh token each time, and the one before is refused', async () => {
    const { service, oauth, clientSecrets, asked } = world();
    const first = await service.get(known);
    const second = await service.get(known, silently);
    assert.notEqual(second.accessToken, first.accessToken);
    assert.notEqual(second.refreshToken, first.refreshToken);
    const third = await service.get(known, silently);
    assert.notEqual(third.refreshToken, second.refreshToken);
    assert.deepEqual(asked, ['login']);
    const errors = await countEvents('REFRESH_TOKEN_ERROR', publicClients.console);
    // Keycloak counts in seconds: one before this one it may still take in the second of its last use.
    const reuse = await faultOf(oauth.refresh(await clientSecrets.clientOf(known), second));
    assert.deepEqual([reuse.code, reuse.error], ['grant-refused', 'invalid_grant']);
    assert.match(reuse.message, /no longer accepts the code, the refresh token/);
    assert.equal(await countEvents('REFRESH_TOKEN_ERROR', publicClients.console), errors + 1);
  });

  it('with a refresh token that was used before, says that a login is needed, and asks for it where it may', async () => {
    const { service, tokens, asked } = world();
    const first = await service.get(known);
    await service.get(known, silently);
    // As after a restore from a backup.
    await tokens.set(await service.keyOf(known), first);
    const fault = await faultOf(service.get(known, silently));
    assert.deepEqual([fault.code, fault.error], ['interaction-required', 'invalid_grant']);
    // The access token may still be used; only the refresh token is over.
    const kept = await service.peek(known);
    assert.deepEqual([kept?.accessToken, kept?.refreshToken], [first.accessToken, undefined]);
    const signedIn = await service.get(known, { forceRefresh: true });
    assert.notEqual(signedIn.refreshToken, undefined);
    assert.deepEqual(asked, ['login', 'login']);
  });

  it('is asked once by fifty callers, and never sees a refresh token twice', async () => {
    const { service, tokenRequests } = world();
    await service.get(known);
    const errors = await countEvents('REFRESH_TOKEN_ERROR', publicClients.console);
    for (let round = 0; round < 5; round++) {
      const sets = await Promise.all(Array.from({ length: 50 }, () => service.get(known, silently)));
      assert.equal(new Set(sets.map(({ accessToken }) => accessToken)).size, 1);
    }
    const sent = tokenRequests().flatMap(({ form }) => form['refresh_token'] ?? []);
    assert.deepEqual([sent.length, new Set(sent).size], [5, 5]);
    assert.equal(await countEvents('REFRESH_TOKEN_ERROR', publicClients.console), errors);
  });

  it('is not asked again by a window that finds the token that another one got', async () => {
    const one = world();
    await one.service.get(known);
    const two = world({ shared: one.memory });
    await two.service.get(known);
    const renewed = await one.service.get(known, silently);
    await one.memory.settled();
    assert.equal((await two.service.get(known, { interactive: false })).accessToken, renewed.accessToken);
    assert.deepEqual(two.exchanged, []);
    // And goes on from there.
    assert.notEqual((await two.service.get(known, silently)).accessToken, renewed.accessToken);
    assert.deepEqual(two.asked, []);
  });

  it('after the session was ended at the server, says that a login is needed; the token in hand stays', async () => {
    const { service, signsIn, asked } = world();
    signsIn(people.robin);
    const set = await service.get(known);
    await endSessions(people.robin);
    const fault = await faultOf(service.get(known, silently));
    assert.deepEqual([fault.code, fault.error], ['interaction-required', 'invalid_grant']);
    assert.equal((await service.get(known, { interactive: false })).accessToken, set.accessToken);
    await service.get(known, { forceRefresh: true });
    assert.deepEqual(asked, ['login', 'login']);
  });

  it('after the time of `refresh_expires_in`, says that a login is needed', async () => {
    const brief = person(publicClients.brief);
    const { service, tokenRequests, asked } = world();
    const set = await service.get(brief);
    const { refresh_expires_in: seconds, expires_in: life } = tokenRequests()[0]?.answer ?? {};
    assert.ok(Number(seconds) > 0 && Number(seconds) <= briefSession, String(seconds));
    assert.ok(Number(life) <= briefSession, 'the access token ends with the session');
    const ends = timeClaim(decodeJwt(set.refreshToken ?? '')?.claims ?? {}, 'exp') ?? 0;
    await eventually('the end of the session', () => Date.now() > ends + 1000);
    const fault = await faultOf(service.get(brief, { interactive: false }));
    assert.deepEqual([fault.code, fault.error], ['interaction-required', 'invalid_grant']);
    await service.get(brief);
    assert.deepEqual(asked, ['login', 'login']);
  });

  it('after tokens of before a moment were declared void, says that a login is needed', async () => {
    const { service, tokenRequests } = world();
    await service.get(known);
    const notBefore = Math.floor(Date.now() / 1000) + 1;
    await eventually('the next second', () => Date.now() / 1000 > notBefore);
    await askRealm('PUT', '', { notBefore });
    try {
      const fault = await faultOf(service.get(known, silently));
      assert.deepEqual([fault.code, fault.error], ['interaction-required', 'invalid_grant']);
      await eventually('a login after that moment', () => Date.now() / 1000 > notBefore + 1);
      await service.get(known, { forceRefresh: true });
      assert.equal(tokenRequests().at(-1)?.answer['not-before-policy'], notBefore);
      await service.get(known, silently);
    } finally {
      await askRealm('PUT', '', { notBefore: 0 });
    }
  });

  describe('with a client that is disabled', () => {
    const secretOf: Record<string, string | undefined> = { [clients.closing.clientId]: clients.closing.secret };
    for (const clientId of [publicClients.closing, clients.closing.clientId]) {
      it(`fails with a fault about the client and deletes nothing: ${clientId}`, async () => {
        const closing = person(clientId, { clientAuth: secretOf[clientId] ? 'client_secret_post' : 'none' });
        const { service, secrets, asked } = world();
        if (secretOf[clientId]) await secrets.set('clientSecret', closing, secretOf[clientId]);
        const set = await service.get(closing);
        await changeClient(clientId, { enabled: false });
        try {
          for (const options of [silently, { forceRefresh: true }]) {
            const fault = await faultOf(service.get(closing, options));
            assert.deepEqual([fault.code, fault.error], ['client-refused', 'invalid_client']);
            assert.match(fault.next, /check at the provider that the client is enabled/);
          }
          assert.deepEqual(await service.peek(closing), set);
          assert.equal((await service.get(closing)).accessToken, set.accessToken);
        } finally {
          await changeClient(clientId, { enabled: true });
        }
        assert.notEqual((await service.get(closing, silently)).accessToken, set.accessToken);
        assert.deepEqual(asked, ['login']);
      });
    }
  });
});
