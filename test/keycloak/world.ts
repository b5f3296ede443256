import assert from 'node:assert/strict';
import { OAuthClient } from '../../src/oauth/client';
import { exchangeLine } from '../../src/oauth/exchange-line';
import type { Fetch } from '../../src/oauth/transport';
import { waysTo } from '../../src/oauth/ways';
import type { UsableProfile } from '../../src/profile/known';
import { SecretsStore } from '../../src/storage/secrets';
import { TokenStore } from '../../src/storage/tokens';
import { noLock } from '../../src/storage/window-lock';
import { ClientSecrets } from '../../src/tokens/client-secrets';
import { TokenService } from '../../src/tokens/service';
import { MemorySecrets } from '../unit/storage/memory-secrets';
import { usableProfile } from '../unit/storage/profiles-of';
import { Person } from '../unit/tokens/person';
import { given } from './given';
import { allowDeviceAt, signInAt } from './login-page';
import { clients, people, realm, streamdiver } from './realm';

/** Where the browser of a login comes back. */
export const redirectUri = 'http://127.0.0.1:4711/callback';

/** A request that was sent to Keycloak, and its answer. */
export interface Exchanged {
  url: string;
  headers: Headers;
  form: Record<string, string>;
  status: number;
  answer: Record<string, unknown>;
}

/** Every line of every log, every secret and every token of all tests in a suite. */
const logged: string[] = [];
const secret = new Set<string>();

/** How the extension reaches a profile's servers. */
export const fetchFor = waysTo(
  (url, init) => fetch(url, init),
  () => false,
  Date.now,
);

/**
 * A service as the extension wires it, with someone who signs in at Keycloak's own page.
 * @param options `shared`: the stored entries of another window; `reach`: where an address is really asked; `answered`:
 *   what becomes of an answer; `known`: profiles whose tokens others hand in; `signIn`: signs in at another server's page
 */
export function world({
  shared,
  reach = (url) => url,
  answered = (answer) => answer,
  known = [],
  signIn,
}: {
  shared?: MemorySecrets;
  reach?: (url: string) => string;
  answered?: (answer: Response, url: string) => Response | Promise<Response>;
  known?: readonly UsableProfile[];
  signIn?: (address: string) => Promise<URL>;
} = {}) {
  const exchanged: Exchanged[] = [];
  const log = (line: string) => void logged.push(line);
  const recordedBy =
    (way: Fetch): Fetch =>
    async (url, init) => {
      const answer = await answered(await way(reach(url), init), url);
      const body = (await answer
        .clone()
        .json()
        .catch(() => ({}))) as Record<string, unknown>;
      const form = init.body instanceof URLSearchParams ? Object.fromEntries(init.body) : {};
      exchanged.push({ url, headers: new Headers(init.headers), form, status: answer.status, answer: body });
      for (const name of ['access_token', 'refresh_token', 'id_token']) {
        if (typeof body[name] === 'string') secret.add(body[name]);
      }
      return answer;
    };
  const memory = shared?.otherWindow() ?? new MemorySecrets();
  const secrets = new SecretsStore(memory, log);
  const tokens = new TokenStore(memory, () => true, log);
  const oauth = new OAuthClient({
    fetchFor: (settings, credentials) => recordedBy(fetchFor(settings, credentials)),
    now: Date.now,
    log,
    onExchange: (event) => log(exchangeLine(event)),
  });
  const asked: string[] = [];
  const clientSecrets = new ClientSecrets(secrets, new Person(asked));
  let who = people.dana;
  const service = new TokenService({
    others: {
      find: async (name) => known.find(({ id }) => id === name) ?? assert.fail(name),
      checkDestination: () => Promise.reject(new Error('nobody asks')),
      told: (_passage, run) => run(),
    },
    tokens,
    clientSecrets,
    oauth: () => Promise.resolve(oauth),
    login: async (_known, client, _oauth, wish) => {
      asked.push('login');
      const pending = await oauth.beginLogin(client, {
        openRedirect: () => Promise.resolve(redirectUri),
        otherAccount: wish.otherAccount === true,
      });
      if (pending.endsBy === 'redirect') {
        const { searchParams } = signIn === undefined ? await signInAt(pending.url, who) : await signIn(pending.url);
        return pending.finish(searchParams);
      }
      await allowDeviceAt(pending.url, who);
      return pending.finish(new AbortController().signal);
    },
    ...{ lock: noLock, shared: memory },
    now: Date.now,
    log,
  });
  return {
    service,
    oauth,
    secrets,
    tokens,
    memory,
    clientSecrets,
    /** What a person was asked. */
    asked,
    exchanged,
    tokenRequests: () => exchanged.filter(({ url }) => url.endsWith('/token')),
    /** Chooses who signs in from now on. */
    signsIn: (person: typeof who) => void (who = person),
  };
}

/** The realm's issuer. */
export const issuer = (): string => `${given().origin}/realms/${realm}`;

/** A usable profile of the realm, by the preset. */
export function profile(fields: Record<string, unknown>): UsableProfile {
  return usableProfile({ id: 'p', preset: 'keycloak', server: given().origin, realm, ...fields });
}

/** A profile with which the client gets tokens of its own. */
export const machine = (clientId: string, fields: Record<string, unknown> = {}): UsableProfile =>
  profile({ grant: 'client_credentials', clientId, ...fields });

/** A profile with which a person signs in. */
export const person = (clientId: string, fields: Record<string, unknown> = {}): UsableProfile =>
  profile({ grant: 'authorization_code', clientId, clientAuth: 'none', scope: 'openid', ...fields });

/** Checks after the tests of a suite that no secret and no token of theirs is in a log. */
export function keepSecretsOutOfLogs(): void {
  after(() => {
    const passwords = Object.values(people).map(({ password }) => password);
    const all = [...secret, ...passwords, ...Object.values(clients).map((client) => client.secret)];
    for (const text of [...all, streamdiver.client.secret])
      assert.ok(!logged.some((line) => line.includes(text)), 'a secret or a token is in a log');
    assert.ok(logged.length > 0, 'nothing was logged');
  });
}
