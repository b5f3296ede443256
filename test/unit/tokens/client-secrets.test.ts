import assert from 'node:assert/strict';
import type { Home, UsableProfile } from '../../../src/profile/known';
import { SecretsStore } from '../../../src/storage/secrets';
import { ClientSecrets, missingSecrets, type SecretInteraction } from '../../../src/tokens/client-secrets';
import { faultOf } from '../faults/fault-of';
import { MemorySecrets } from '../storage/memory-secrets';
import { personal, team, usableProfile } from '../storage/profiles-of';

const machine = { id: 'm', grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example.com' };
const person = { ...machine, id: 'p', grant: 'authorization_code' };
const user = { ...machine, id: 'u', grant: 'password', username: 'alice' };
const pasted = { id: 's', grant: 'static' };
const none = () => Promise.resolve(false);

/** Secrets in memory, and a person who answers as the test says; `asked` tells what they were asked. */
function world() {
  const asked: string[] = [];
  const answers: { allow: boolean; secret: string | undefined } = { allow: false, secret: 'typed' };
  const interaction: SecretInteraction = {
    askSecret: async (known, kind) => (asked.push(`${kind} of ${known.id}`), answers.secret),
    mayUseSecret: async (known, interactive) => {
      if (interactive) asked.push(`use by ${known.id}`);
      return answers.allow;
    },
    rememberSecretUse: async (known) => void asked.push(`${known.id} was given one`),
  };
  const store = new SecretsStore(new MemorySecrets(), (line) => assert.fail(line));
  return { secrets: new ClientSecrets(store, interaction), store, asked, answers };
}

const profile = (fields: object, home: Home = personal): UsableProfile => usableProfile({ ...fields }, home);

describe('tokens: a client’s secrets', () => {
  it('are those that its requests use, and no others', async () => {
    const { secrets, store } = world();
    for (const kind of ['clientSecret', 'password', 'privateKey'] as const)
      await store.set(kind, profile(user), `the ${kind}`);
    assert.deepEqual((await secrets.clientOf(profile(user))).credentials, {
      password: 'the password',
      clientSecret: 'the clientSecret',
    });
    assert.deepEqual((await secrets.clientOf(profile({ ...person, clientAuth: 'none' }))).credentials, {});
  });

  const lacking: [fields: object, missing: string[]][] = [
    [machine, ['clientSecret']],
    [person, []],
    [{ ...person, clientAuth: 'client_secret_post' }, ['clientSecret']],
    [user, ['password']],
    [{ ...user, clientAuth: 'client_secret_post' }, ['password', 'clientSecret']],
  ];
  for (const [fields, missing] of lacking) {
    it(`that are missing: ${missing.join(' and ') || 'none'} of ${JSON.stringify(fields)}`, async () => {
      const { secrets, asked } = world();
      const client = await secrets.clientOf(profile(fields));
      assert.deepEqual(missingSecrets(client), missing);
      await secrets.complete(profile(fields), client, {});
      assert.deepEqual(missingSecrets(client), []);
      assert.deepEqual(
        asked.filter((question) => question.includes(' of ')),
        missing.map((kind) => `${kind} of ${profile(fields).id}`),
      );
      assert.deepEqual(missingSecrets(await secrets.clientOf(profile(fields))), [], 'it was stored');
    });
  }

  it('are not asked for without a person, nor kept where the person cancels', async () => {
    const { secrets, asked, answers } = world();
    const client = await secrets.clientOf(profile(machine));
    const quiet = secrets.complete(profile(machine), client, { interactive: false });
    assert.equal((await faultOf(quiet)).code, 'interaction-required');
    assert.deepEqual(asked, []);
    answers.secret = undefined;
    assert.equal((await faultOf(secrets.complete(profile(machine), client, {}))).code, 'cancelled');
    assert.deepEqual(missingSecrets(client), ['clientSecret']);
  });

  it('that two profiles wait for are asked for once; the one that was not named still has to be allowed', async () => {
    const { secrets, asked } = world();
    const folder = profile({ ...machine, id: 't' }, team('app'));
    const [own, other] = await Promise.allSettled(
      [profile(machine), folder].map(async (each) => secrets.complete(each, await secrets.clientOf(each), {})),
    );
    assert.deepEqual([own?.status, other?.status], ['fulfilled', 'rejected']);
    assert.deepEqual(asked, ['clientSecret of m', 'm was given one', 'use by t']);
  });

  it('are not asked for again by one who found them missing before another had given them', async () => {
    const { secrets, asked } = world();
    const [first, second] = await Promise.all([secrets.clientOf(profile(machine)), secrets.clientOf(profile(machine))]);
    await secrets.complete(profile(machine), first, {});
    await secrets.complete(profile(machine), second, {});
    assert.equal(second.credentials.clientSecret, 'typed');
    assert.deepEqual(asked, ['clientSecret of m', 'm was given one']);
  });

  it('pasted tokens are taken from the store, else asked for', async () => {
    const { secrets, asked } = world();
    assert.equal(await secrets.pasted(profile(pasted), {}), 'typed');
    assert.equal(await secrets.pasted(profile(pasted), { interactive: false }), 'typed');
    assert.deepEqual(asked, ['token of s', 's was given one']);
  });
});

describe('tokens: the use of a stored secret', () => {
  const home = team('app');
  const rows: [what: string, fields: object, home: Home, stored: boolean, shared: boolean, asked: boolean][] = [
    ['a personal profile', machine, personal, true, true, false],
    ['a folder’s profile', machine, home, true, false, true],
    ['a folder’s profile, with a token that another got', machine, home, false, true, true],
    ['a folder’s profile without a secret', machine, home, false, false, false],
    ['a folder’s public client', { ...person, clientAuth: 'none' }, home, true, true, false],
    ['a folder’s user', user, home, true, false, true],
    ['a folder’s pasted token', pasted, home, true, false, true],
  ];
  for (const [what, fields, where, stored, shared, expected] of rows) {
    it(`by ${what} is ${expected ? 'asked about' : 'no question'}`, async () => {
      const { secrets, store, asked, answers } = world();
      const known = profile(fields, where);
      if (stored)
        for (const kind of ['clientSecret', 'password', 'token'] as const) await store.set(kind, known, 'stored');
      const check = secrets.checkUse(known, () => Promise.resolve(shared), {});
      if (!expected) {
        await check;
        return assert.deepEqual(asked, []);
      }
      assert.equal((await faultOf(check)).code, 'access-denied');
      assert.deepEqual(asked, [`use by ${known.id}`]);
      answers.allow = true;
      await secrets.checkUse(known, none, {});
    });
  }

  it('is refused without a person, and says how to allow it', async () => {
    const { secrets, store, asked } = world();
    const known = profile(machine, home);
    await store.set('clientSecret', known, 'stored');
    const fault = await faultOf(secrets.checkUse(known, none, { interactive: false }));
    assert.equal(fault.code, 'access-denied');
    assert.match(fault.next, /Get Token/);
    assert.deepEqual(asked, []);
  });
});
