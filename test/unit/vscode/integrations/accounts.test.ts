import assert from 'node:assert/strict';
import type { AuthenticationProviderAuthenticationSessionsChangeEvent as SessionsEvent } from 'vscode';
import { Emitter } from '../../../../src/base/event';
import { cancelled, Fault } from '../../../../src/faults/fault';
import { byName, identityOf, type UsableProfile } from '../../../../src/profile/known';
import type { TokenSet } from '../../../../src/storage/token-set';
import type { GetOptions } from '../../../../src/tokens/service';
import { TokenChanges } from '../../../../src/tokens/token-changes';
import { Gate } from '../../../../src/vscode/access/gate';
import { accountOf } from '../../../../src/vscode/integrations/account';
import { Accounts } from '../../../../src/vscode/integrations/accounts';
import { faultOf } from '../../faults/fault-of';
import { team, usableProfile } from '../../storage/profiles-of';

const fields = { grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example.com' };
const prod = usableProfile({ ...fields, id: 'prod', name: 'Production' });
const test = usableProfile({ ...fields, id: 'test' });
const teamTest = usableProfile({ ...fields, id: 'test' }, team('app'));
const all = [prod, test, teamTest];

/** Accounts of these profiles behind a real gate. Each new token has the next number. */
function open({ denied, fails, type = 'bearer' }: { denied?: Fault; fails?: Fault; type?: string } = {}) {
  const sets = new Map<UsableProfile, TokenSet>();
  const asked: (GetOptions & { id: string })[] = [];
  const automation: unknown[][] = [];
  const signedOut: string[] = [];
  const used: string[] = [];
  const [profilesChanged, news] = [new Emitter<void>(), new Emitter<'all' | { key: string }>()];
  let count = 0;
  const put = (profile: UsableProfile): TokenSet => {
    const set = { accessToken: `SECRET-${++count}`, tokenType: type, obtainedAt: 1 };
    sets.set(profile, set);
    news.fire('all');
    return set;
  };
  const gate = new Gate({
    get: async (profile, options) => {
      asked.push({ id: profile.id, ...options });
      if (fails !== undefined) throw fails;
      const set = sets.get(profile);
      if (set !== undefined && options.forceRefresh !== true) return set;
      if (options.interactive === false) throw new Fault('interaction-required', 'Sign in.');
      return put(profile);
    },
    openAgain: () => undefined,
    peek: async (profile) => sets.get(profile),
    involved: (known) => Promise.resolve([known]),
    checkAutomation: async (_profile, interactive, caller) => {
      automation.push([interactive, caller]);
      if (denied !== undefined) throw denied;
    },
    checkDestination: () => assert.fail('no destination'),
    isCurrent: async () => true,
    used: async ({ id }) => void used.push(id),
  });
  const changes = new TokenChanges(
    { all: async () => all, onDidChange: profilesChanged.event },
    { peek: async (profile) => sets.get(profile), keyOf: async (profile) => identityOf(profile) },
    { onDidChange: news.event },
    (line) => assert.fail(line),
  );
  const accounts = new Accounts({
    profiles: {
      shown: async () => all,
      usable: async (name) => {
        const [first, second] = byName(all)(name);
        if (first !== undefined && second === undefined) return first;
        throw new Fault(first === undefined ? 'profile-not-found' : 'profile-ambiguous', 'No.');
      },
    },
    target: { usable: async () => prod },
    gate,
    signOut: async () => ({
      one: async (profile) => {
        signedOut.push(identityOf(profile));
        return { profile, revoked: { outcome: 'nothing' }, logoutHint: undefined };
      },
    }),
    tokenChanges: async () => changes,
  });
  return { accounts, put, sets, asked, automation, signedOut, used, news };
}

describe('the accounts for other extensions', () => {
  it('are listed from the stores, one for each profile with a token, and without it', async () => {
    const { accounts, put, asked } = open();
    assert.deepEqual(await accounts.list(undefined), []);
    put(test);
    put(teamTest);
    const listed = await accounts.list(undefined);
    assert.deepEqual(
      listed.map(({ account }) => account),
      [test, teamTest].map(accountOf),
    );
    assert.doesNotMatch(JSON.stringify(listed), /SECRET/);
    assert.deepEqual(await accounts.list(accountOf(teamTest)), [listed[1]]);
    assert.deepEqual(asked, [], 'nothing is renewed');
  });

  it('have a session where there is a token without a person, and nobody is asked', async () => {
    const { accounts, put, asked, automation, used } = open();
    assert.deepEqual(await accounts.find(['prod'], undefined), []);
    const { accessToken } = put(prod);
    const account = accountOf(prod);
    const session = { id: account.id, account, scopes: ['personal:prod'], accessToken };
    assert.deepEqual(await accounts.find(['personal:prod'], undefined), [session]);
    assert.deepEqual(
      asked.map(({ interactive }) => interactive),
      [false],
      'one that is signed out stays so',
    );
    assert.deepEqual(automation, [[false, 'extension']]);
    assert.deepEqual(used, [], 'what the status bar shows stays');
  });

  it('give none to scopes that name no profile, and none that could be another one’s', async () => {
    const { accounts, put } = open();
    for (const profile of all) put(profile);
    assert.deepEqual(await accounts.find([], undefined), [], 'never just any');
    assert.equal((await faultOf(accounts.find(['test'], undefined))).code, 'profile-ambiguous');
    assert.equal((await faultOf(accounts.find(['none'], undefined))).code, 'profile-not-found');
    assert.equal((await faultOf(accounts.find(['prod', 'test'], undefined))).code, 'argument-invalid');
    assert.deepEqual(await accounts.find(['prod'], accountOf(test)), []);
    assert.deepEqual(await accounts.find(['prod'], { id: 'personal:none', label: accountOf(prod).label }), []);
    assert.equal((await faultOf(accounts.create(['prod'], accountOf(test)))).code, 'profile-not-found');
  });

  it('are found by the account alone, which says which of two with one name is meant', async () => {
    const { accounts, put } = open();
    put(test);
    const { accessToken } = put(teamTest);
    for (const scopes of [[], ['test'], ['team:app:test']]) {
      const [session] = await accounts.find(scopes, accountOf(teamTest));
      assert.equal(session?.accessToken, accessToken);
      assert.deepEqual(session.scopes, scopes);
    }
  });

  const outcomes: [what: string, fault: Fault, thrown: boolean][] = [
    ['a person would have to sign in', new Fault('interaction-required', 'Sign in.'), false],
    ['the folder’s profile is not allowed', new Fault('access-denied', 'No.'), false],
    ['it was signed out meanwhile', cancelled(), false],
    ['its provider cannot be reached', new Fault('unreachable', 'No answer.'), true],
    ['its client is refused', new Fault('client-refused', 'No.'), true],
  ];
  for (const [what, fails, thrown] of outcomes)
    it(`${thrown ? 'report' : 'have no session'} where ${what}`, async () => {
      const { accounts, put } = open({ fails });
      put(prod);
      if (thrown) assert.equal((await faultOf(accounts.find(['prod'], undefined))).code, fails.code);
      else assert.deepEqual(await accounts.find(['prod'], undefined), []);
      assert.equal((await faultOf(accounts.create(['prod'], undefined))).code, fails.code);
    });

  it('have no session, and make none, where the user denied programs the profile', async () => {
    const { accounts, put, asked } = open({ denied: new Fault('access-denied', 'No.') });
    put(prod);
    assert.deepEqual(await accounts.find(['prod'], undefined), []);
    assert.equal((await faultOf(accounts.create(['prod'], undefined))).code, 'access-denied');
    assert.deepEqual(asked, []);
  });

  it('make a session of the profile that is named, or that the user picks, as for a person', async () => {
    const { accounts, asked, used } = open();
    const session = await accounts.create(['team:app:test'], undefined);
    assert.equal(session.account.label, accountOf(teamTest).label);
    const picked = await accounts.create([], undefined);
    assert.equal(picked.account.label, accountOf(prod).label);
    assert.deepEqual(
      asked.map(({ id, byProgram }) => [id, byProgram]),
      [
        ['test', false],
        ['prod', false],
      ],
    );
    assert.deepEqual(used, ['test', 'prod']);
  });

  it('make another token where VS Code was given the one in hand, and keep one that came meanwhile', async () => {
    const { accounts, put, automation } = open();
    const first = put(prod).accessToken;
    await accounts.find(['prod'], undefined);
    assert.notEqual((await accounts.create(['prod'], undefined)).accessToken, first);
    assert.equal(automation.filter(([interactive]) => interactive).length, 1, 'and the user is asked once');
    const second = put(prod).accessToken;
    assert.equal((await accounts.create(['prod'], undefined)).accessToken, second);
  });

  it('hand out no token that is bound to a key', async () => {
    const { accounts, put } = open({ type: 'dpop' });
    put(prod);
    for (const asked of [accounts.find(['prod'], undefined), accounts.create(['prod'], undefined)]) {
      const fault = await faultOf(asked);
      assert.match(fault.message, /^Production: .*getAuthorizationHeaders/);
    }
  });

  it('are signed out by VS Code', async () => {
    const { accounts, signedOut } = open();
    await accounts.remove(accountOf(teamTest).id);
    await accounts.remove('personal:none');
    assert.deepEqual(signedOut, [identityOf(teamTest)]);
  });

  it('tell of a sign-in, a renewal and a sign-out, without a token', async () => {
    const { accounts, put, sets, news } = open();
    const events: SessionsEvent[] = [];
    await accounts.follow((event) => events.push(event));
    const change = async (run: () => unknown) => {
      run();
      news.fire('all');
      await accounts.list(undefined);
    };
    await change(() => put(prod));
    await change(() => put(prod));
    await change(() => undefined);
    await change(() => sets.delete(prod));
    const ids = events.map((event) =>
      [event.added, event.changed, event.removed].map((sessions) => sessions?.map(({ id }) => id)),
    );
    assert.deepEqual(ids, [
      [['personal:prod'], [], []],
      [[], ['personal:prod'], []],
      [[], [], ['personal:prod']],
    ]);
    assert.doesNotMatch(JSON.stringify(events), /SECRET/);
  });
});
