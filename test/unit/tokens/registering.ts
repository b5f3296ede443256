import assert from 'node:assert/strict';
import { OAuthClient } from '../../../src/oauth/client';
import { exchangeLine } from '../../../src/oauth/exchange-line';
import type { Fetch } from '../../../src/oauth/transport';
import { RegistrationStore } from '../../../src/storage/registrations';
import { SecretsStore } from '../../../src/storage/secrets';
import { TokenStore } from '../../../src/storage/tokens';
import { noLock } from '../../../src/storage/window-lock';
import { ClientSecrets } from '../../../src/tokens/client-secrets';
import { Registrations, type WayBack } from '../../../src/tokens/registrations';
import { TokenService } from '../../../src/tokens/service';
import { noOthers } from '../../support/no-others';
import { createVisitor } from '../../server/visitor';
import { MemorySecrets } from '../storage/memory-secrets';
import { Person } from './person';

export const handler = 'vscode://token-deck.token-deck/callback';
export const loopback = 'http://127.0.0.1/callback';

/** One window whose logins register clients, wired as the extension does. Whoever signs in is a visitor. */
export function registeringWorld(
  fetch: Fetch,
  user: { username: string; password: string } | undefined,
  now = Date.now,
) {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const memory = new MemorySecrets();
  const secrets = new SecretsStore(memory, log);
  const store = new RegistrationStore(secrets);
  const person = new Person();
  const clientSecrets = new ClientSecrets(secrets, person);
  const client = new OAuthClient({ fetchFor: () => fetch, now, log, onExchange: (event) => log(exchangeLine(event)) });
  const oauth = () => Promise.resolve(client);
  const registrations = new Registrations({ store, oauth, lock: noLock, now, log, patience: 1000 });
  /** Which way back the login takes, and the hosts that the user was told of. */
  const way: WayBack = { redirectUri: handler, fixed: [handler, loopback] };
  const told: string[] = [];
  let begun = 0;
  const service = new TokenService({
    tokens: new TokenStore(memory, () => true, log),
    ...{ clientSecrets, oauth, log, lock: noLock, shared: memory, now },
    login: async (known, given, _oauth, _wish, signal) => {
      begun++;
      const its: WayBack = known.settings.grant === 'device_code' ? { redirectUri: undefined, fixed: [] } : way;
      const registered = await registrations.forLogin(known, given, its, (host) => told.push(host), signal);
      const pending = await client.beginLogin(registered, { openRedirect: async () => way.redirectUri ?? '' }, signal);
      assert.ok(user, 'nobody signs in');
      const visitor = createVisitor(fetch as typeof globalThis.fetch);
      if (pending.endsBy === 'redirect') return pending.finish((await visitor.signIn(pending.url, user)).searchParams);
      const { origin, pathname } = new URL(pending.url);
      let visit = await visitor.press(await visitor.open(origin + pathname), 'continue', { user_code: pending.code });
      visit = await visitor.press(visit, 'confirm');
      visit = await visitor.press(visit, 'login', user);
      await visitor.press(visit, 'allow');
      return pending.finish(signal);
    },
    others: noOthers,
  });
  return {
    ...{ memory, secrets, store, person, clientSecrets, client, registrations, service, way, told, lines },
    logins: () => begun,
  };
}
