import assert from 'node:assert/strict';
import type { Home, UsableProfile } from '../../../src/profile/known';
import { SecretsStore } from '../../../src/storage/secrets';
import { ClientSecrets, missingSecrets } from '../../../src/tokens/client-secrets';
import { eventually } from '../../support/eventually';
import { faultOf } from '../faults/fault-of';
import { MemorySecrets } from '../storage/memory-secrets';
import { personal, team, usableProfile } from '../storage/profiles-of';
import { Person } from './person';

const machine = { id: 'm', grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example.com' };
const login = { ...machine, id: 'p', grant: 'authorization_code' };
const user = { ...machine, id: 'u', grant: 'password', username: 'alice' };
const pasted = { id: 's', grant: 'static' };
const none = () => Promise.resolve(false);

/** Secrets in memory, and a person who answers as the test says. */
function world() {
  const person = new Person();
  const store = new SecretsStore(new MemorySecrets(), (line) => assert.fail(line));
  return { secrets: new ClientSecrets(store, person), store, asked: person.asked, person };
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
    assert.deepEqual((await secrets.clientOf(profile({ ...login, clientAuth: 'none' }))).credentials, {});
  });

  const lacking: [fields: object, missing: string[]][] = [
    [machine, ['clientSecret']],
    [login, []],
    [{ ...login, clientAuth: 'client_secret_post' }, ['clientSecret']],
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
    const { secrets, asked, person } = world();
    const client = await secrets.clientOf(profile(machine));
    const quiet = secrets.complete(profile(machine), client, { interactive: false });
    assert.equal((await faultOf(quiet)).code, 'interaction-required');
    assert.deepEqual(asked, []);
    person.types = undefined;
    assert.equal((await faultOf(secrets.complete(profile(machine), client, {}))).code, 'cancelled');
    assert.deepEqual(missingSecrets(client), ['clientSecret']);
  });

  it('that two profiles wait for are asked for once; the one that was not named still has to be allowed', async () => {
    const { secrets, asked, person } = world();
    let typed!: () => void;
    person.typing = new Promise((resolve) => (typed = resolve));
    const complete = async (each: UsableProfile) => secrets.complete(each, await secrets.clientOf(each), {});
    const own = complete(profile(machine));
    await eventually('the prompt', () => asked.length > 0);
    const other = complete(profile({ ...machine, id: 't' }, team('app')));
    typed();
    await own;
    assert.equal((await faultOf(other)).code, 'access-denied');
    assert.deepEqual(asked, ['clientSecret of m', 'use of t']);
  });

  it('are not asked for again by a caller that found them missing before another caller gave them', async () => {
    const { secrets, asked } = world();
    const [first, second] = await Promise.all([secrets.clientOf(profile(machine)), secrets.clientOf(profile(machine))]);
    await secrets.complete(profile(machine), first, {});
    await secrets.complete(profile(machine), second, {});
    assert.equal(second.credentials.clientSecret, 'typed');
    assert.deepEqual(asked, ['clientSecret of m']);
  });

  it('pasted tokens are taken from the store, else asked for', async () => {
    const { secrets, asked } = world();
    assert.equal(await secrets.pasted(profile(pasted), {}), 'typed');
    assert.equal(await secrets.pasted(profile(pasted), { interactive: false }), 'typed');
    assert.deepEqual(asked, ['token of s']);
  });
});

describe('tokens: the use of a profile', () => {
  const home = team('app');
  const rows: [what: string, fields: object, home: Home, stored: boolean, shared: boolean, asked: boolean][] = [
    ['a personal profile', machine, personal, true, true, false],
    ['a personal public client', { ...login, clientAuth: 'none' }, personal, false, false, false],
    ['a folder’s profile', machine, home, true, false, true],
    ['a folder’s profile, with a token that another profile obtained', machine, home, false, true, true],
    ['a folder’s profile without a secret, for which the prompt will ask,', machine, home, false, false, false],
    ['a folder’s public client', { ...login, clientAuth: 'none' }, home, false, false, true],
    ['a folder’s user', user, home, true, false, true],
    ['a folder’s pasted token', pasted, home, true, false, true],
  ];
  for (const [what, fields, where, stored, shared, expected] of rows) {
    it(`by ${what} is ${expected ? 'asked about, once' : 'not asked about'}`, async () => {
      const { secrets, store, asked, person } = world();
      const known = profile(fields, where);
      if (stored)
        for (const kind of ['clientSecret', 'password', 'token'] as const) await store.set(kind, known, 'stored');
      const check = () => secrets.checkUse(known, () => Promise.resolve(shared), {});
      if (!expected) {
        await check();
        return assert.deepEqual(asked, []);
      }
      assert.equal((await faultOf(check())).code, 'access-denied');
      person.allowsUse = true;
      await check();
      await check();
      assert.deepEqual(
        asked,
        [`use of ${known.id}`, `use of ${known.id}`],
        'once more after the no, never after the yes',
      );
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

  it('is allowed by typing its secret, for that value only', async () => {
    const { secrets, store, asked } = world();
    const known = profile(machine, home);
    await secrets.complete(known, await secrets.clientOf(known), {});
    await secrets.checkUse(known, none, { interactive: false });
    assert.deepEqual(asked, ['clientSecret of m', 'm was given one']);
    await store.set('clientSecret', known, 'another');
    assert.equal((await faultOf(secrets.checkUse(known, none, {}))).code, 'access-denied');
    assert.deepEqual(asked.slice(2), ['use of m']);
    await store.set('clientSecret', known, 'typed');
    assert.equal(
      (await faultOf(secrets.checkUse(known, none, {}))).code,
      'access-denied',
      'nor by the old value again',
    );
  });

  it('is not allowed by a secret that a program or a quick fix stored', async () => {
    const { secrets, store, asked } = world();
    const known = profile(machine, home);
    await store.set('clientSecret', known, 'planted');
    assert.equal((await faultOf(secrets.checkUse(known, none, {}))).code, 'access-denied');
    // The same person's real secret, for a profile of their own.
    await store.set('clientSecret', profile(machine), 'real');
    assert.equal((await faultOf(secrets.checkUse(known, none, {}))).code, 'access-denied');
    assert.deepEqual(asked, ['use of m', 'use of m']);
  });

  it('is allowed by a person who typed its secret into a command', async () => {
    const { secrets, store, asked } = world();
    const known = profile(machine, home);
    await store.set('clientSecret', known, 'typed');
    await secrets.rememberTyped(known, 'password');
    assert.deepEqual(asked, [], 'a kind that its requests do not use');
    await secrets.rememberTyped(known, 'clientSecret');
    await secrets.rememberTyped(profile(machine), 'clientSecret');
    await secrets.checkUse(known, none, { interactive: false });
    assert.deepEqual(asked, ['m was given one']);
  });
});

describe('tokens: the hosts of a client', () => {
  const known = profile({ ...machine, endpoints: { token: 'https://token.example.com/t' } }, team('app'));
  const named = ['https://sso.example.com', 'https://token.example.com'];

  it('of a personal profile are never asked about', async () => {
    const { secrets } = world();
    assert.equal((await secrets.clientOf(profile(machine), true)).mayContact, undefined);
  });

  it('are not contacted before the profile was allowed, even those that it names', async () => {
    const { secrets, asked } = world();
    for (const interactive of [false, true]) {
      const { mayContact } = await secrets.clientOf(known, interactive);
      assert.equal((await faultOf(mayContact?.(named) ?? Promise.resolve())).code, 'access-denied');
    }
    assert.deepEqual(asked, []);
  });

  it('that the profile does not name are asked about once, all together', async () => {
    const { secrets, asked, person } = world();
    person.allowsUse = true;
    await secrets.allow(known, {});
    const further = ['https://a.example', 'https://b.example'];
    const quiet = await secrets.clientOf(known);
    await quiet.mayContact?.(named);
    assert.equal(
      (await faultOf(quiet.mayContact?.([...named, ...further]) ?? Promise.resolve())).code,
      'access-denied',
    );
    const client = await secrets.clientOf(known, true);
    assert.equal(
      (await faultOf(client.mayContact?.([...named, ...further]) ?? Promise.resolve())).code,
      'access-denied',
    );
    person.allowsHosts = true;
    await client.mayContact?.([...named, ...further]);
    await client.mayContact?.(further);
    await quiet.mayContact?.(further);
    const question = 'hosts of m: https://a.example https://b.example';
    assert.deepEqual(asked, ['use of m', question, question]);
  });
});
