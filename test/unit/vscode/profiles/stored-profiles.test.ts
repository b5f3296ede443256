import assert from 'node:assert/strict';
import { noOthers } from '../../../support/no-others';
import { isFault } from '../../../../src/faults/fault';
import { OAuthClient } from '../../../../src/oauth/client';
import type { Fetch } from '../../../../src/oauth/transport';
import { parseProfile } from '../../../../src/profile/parse';
import { encodeEntry } from '../../../../src/storage/entry';
import { FallbackStorage } from '../../../../src/storage/fallback';
import { ProfileStore } from '../../../../src/storage/profiles';
import { SecretsStore } from '../../../../src/storage/secrets';
import { StoredSecrets } from '../../../../src/storage/stored-secrets';
import { TokenStore } from '../../../../src/storage/tokens';
import { noLock } from '../../../../src/storage/window-lock';
import { ClientSecrets } from '../../../../src/tokens/client-secrets';
import { TokenService } from '../../../../src/tokens/service';
import { StoredProfiles } from '../../../../src/vscode/profiles/stored-profiles';
import { FailingSecrets, systemMessage, type Call } from '../../storage/failing-secrets';
import { usableProfile } from '../../storage/profiles-of';

const issuer = 'https://sso.example.com';
const endpoints = { token: `${issuer}/token`, authorization: `${issuer}/authorize` };
const machine = { id: 'machine', grant: 'client_credentials', clientId: 'm', endpoints } as const;
const person = { id: 'person', grant: 'authorization_code', clientAuth: 'none', clientId: 'p', endpoints } as const;

/** What was stored before: another profile of the same clients' server, its secret and its token. */
async function storedBefore(): Promise<Map<string, string>> {
  const secrets = new FailingSecrets();
  const other = usableProfile({ ...machine, id: 'other', clientId: 'o' });
  await new SecretsStore(secrets, () => undefined).set('clientSecret', other, 'other secret');
  secrets.entries.set('profile.other', encodeEntry({ profile: other.profile }));
  secrets.entries.set(
    'token.other',
    encodeEntry({ accessToken: 'other', tokenType: 'bearer', refreshToken: 'r', obtainedAt: 1 }),
  );
  return secrets.entries;
}

/** A window over SecretStorage that fails as a test says. Its provider gives one-use refresh tokens. */
function open(secrets: FailingSecrets) {
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const storage = new FallbackStorage(secrets, log);
  let failures = 0;
  storage.onDidFail(() => failures++);
  const store = new ProfileStore(storage, async () => parseProfile, log);
  const secretsStore = new SecretsStore(storage, log);
  const tokens = new TokenStore(storage, () => true, log);
  let issued = 0;
  let refreshToken = 'r0';
  const answer: Fetch = async (_url, init) => {
    const body = new URLSearchParams(init.body as URLSearchParams);
    if (body.has('refresh_token') && body.get('refresh_token') !== refreshToken)
      return Response.json({ error: 'invalid_grant' }, { status: 400 });
    refreshToken = `r${++issued}`;
    const isPerson = body.get('grant_type') === 'refresh_token';
    const fields = { access_token: `a${issued}`, token_type: 'Bearer', expires_in: 3600 };
    return Response.json(isPerson ? { ...fields, refresh_token: refreshToken } : fields);
  };
  const oauth = new OAuthClient({ fetchFor: () => answer, now: Date.now, log });
  const interaction = {
    // The person knows the secret.
    askSecret: async () => 'machine secret',
    mayUse: async () => true,
    mayContact: async () => true,
    rememberTyped: async () => undefined,
  };
  const service = new TokenService({
    others: noOthers,
    tokens,
    clientSecrets: new ClientSecrets(secretsStore, interaction),
    oauth: async () => oauth,
    login: async () => ({
      ...{ accessToken: `a${++issued}`, tokenType: 'bearer', obtainedAt: Date.now() },
      ...{ expiresAt: Date.now() + 3_600_000, refreshToken: (refreshToken = `r${issued}`) },
    }),
    ...{ lock: noLock, shared: storage },
    now: Date.now,
    log,
  });
  const parts = { store, secrets: secretsStore, service, unregister: async () => undefined };
  const stored = new StoredProfiles({ ...parts, all: () => store.list() });
  const shown = new StoredSecrets(storage);
  const load = () => Promise.allSettled([tokens.load(async () => undefined), shown.load()]);
  return { storage, store, stored, service, tokens, load, lines, failures: () => failures };
}

/** Runs a step. @returns the code of the fault that it ended in; undefined where it did what it should */
async function outcomeOf(step: () => Promise<unknown>): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the step hangs')), 5000);
  });
  try {
    await Promise.race([step(), late]);
    return undefined;
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown;
    assert.doesNotMatch(thrown.message, new RegExp(systemMessage));
    return thrown.code;
  } finally {
    clearTimeout(timer);
  }
}

type Window = ReturnType<typeof open>;

const [machineProfile, personProfile] = [usableProfile(machine), usableProfile(person)];

/** A profile's whole life, step by step, and whether a step may say that SecretStorage failed. */
const steps: [what: string, mayFail: boolean, run: (window: Window) => Promise<unknown>][] = [
  ['read what is stored', false, ({ load }) => load()],
  ['add a machine', false, ({ stored }) => stored.save(machine, false)],
  [
    'store its secret',
    false,
    async ({ stored }) => stored.storeSecret('clientSecret', await stored.personal('machine'), 'machine secret'),
  ],
  ['get a token', false, async ({ stored, service }) => service.get(await stored.personal('machine'))],
  [
    'renew it',
    false,
    async ({ stored, service }) => service.get(await stored.personal('machine'), { forceRefresh: true }),
  ],
  ['add a person', false, ({ stored }) => stored.save(person, false)],
  ['sign in', false, async ({ stored, service }) => service.get(await stored.personal('person'))],
  [
    'renew by the refresh token',
    false,
    async ({ stored, service }) =>
      service.get(await stored.personal('person'), { forceRefresh: true, interactive: false }),
  ],
  ['change the profile', false, ({ stored }) => stored.save({ ...person, name: 'Person' }, true)],
  ['sign out', true, ({ service }) => service.forget(personProfile)],
  ['remove the machine', true, ({ stored }) => stored.remove(machineProfile)],
  ['remove the person', true, ({ stored }) => stored.remove(personProfile)],
];

/**
 * Runs all steps in a window whose SecretStorage fails, then once more those that said so, when it works again.
 * @param fails whether a call fails, by its number from 1
 * @returns the number of calls, and the steps that failed
 */
async function live(fails: (number: number, call: Call) => boolean): Promise<{ calls: number; failed: string[] }> {
  const before = await storedBefore();
  const secrets = new FailingSecrets(new Map(before));
  let calls = 0;
  secrets.fails = (call) => fails(++calls, call);
  const window = open(secrets);
  const failed: string[] = [];
  for (const [what, mayFail, run] of steps) {
    const code = await outcomeOf(() => run(window));
    if (code !== undefined) {
      assert.equal(mayFail ? 'storage-failed' : undefined, code, `${what}, with call ${calls}`);
      failed.push(what);
    }
    await secrets.settled();
    for (const [key, text] of before) assert.equal(secrets.entries.get(key), text, `${key} after “${what}”`);
  }
  const seen = calls;
  secrets.fails = () => false;
  // What was said to have failed can be done now; the rest was done.
  for (const [what, , run] of steps)
    if (failed.includes(what)) assert.equal(await outcomeOf(() => run(window)), undefined, `${what}, again`);
  await window.storage.store('token.next', 'write');
  await window.storage.delete('token.next');
  await secrets.settled();
  assert.deepEqual([...secrets.entries].sort(), [...before].sort());
  assert.equal(window.storage.kept.size, 0);
  assert.doesNotMatch(window.lines.join(), new RegExp(`${systemMessage}|machine secret`));
  assert.ok(window.failures() <= 1);
  return { calls: seen, failed };
}

describe('a profile’s life, from its addition to its removal, while SecretStorage throws', () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => void unhandled.push(reason);
  before(() => process.on('unhandledRejection', note));
  after(() => process.off('unhandledRejection', note));
  afterEach(() => assert.deepEqual(unhandled, []));

  const kinds: (Call | undefined)[] = [undefined, 'get', 'store', 'delete', 'keys'];
  for (const kind of kinds) {
    const calls = kind === undefined ? 'call' : `call of ${kind}`;
    const ofKind = (call: Call) => kind === undefined || call === kind;

    /** Runs it for each number of a call of that kind, until there are no more. */
    const inTurn = async (fails: (number: number, at: number) => boolean): Promise<number> => {
      for (let at = 1; ; at++) {
        let number = 0;
        await live((_number, call) => ofKind(call) && fails(++number, at));
        if (number < at) return at - 1;
      }
    };

    it(`goes on where one ${calls} fails, each in turn`, async () => {
      const count = await inTurn((number, at) => number === at);
      assert.ok(count >= 2, `${count} calls`);
    });

    it(`goes on where every ${calls} fails from one on, each in turn`, async () => {
      await inTurn((number, at) => number >= at);
    });
  }

  it('does all of it where SecretStorage works', async () => {
    const { calls, failed } = await live(() => false);
    assert.ok(calls > 20, `${calls} calls`);
    assert.deepEqual(failed, []);
  });
});

describe('a stored secret', () => {
  it('of an actor that the profile does not name: the token that was got without it is forgotten', async () => {
    const { stored, service } = open(new FailingSecrets());
    const exchange = usableProfile({ ...machine, id: 'exchange', grant: 'token_exchange', clientAuth: 'none' });
    await stored.storeSecret('subjectToken', exchange, 's');
    const { accessToken } = await service.get(exchange);
    assert.equal((await service.get(exchange)).accessToken, accessToken);
    await stored.storeSecret('actorToken', exchange, 'a');
    assert.notEqual((await service.get(exchange)).accessToken, accessToken);
  });
});
