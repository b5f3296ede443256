import assert from 'node:assert/strict';
import type { ProfileTokenChange, TokenOptions } from '../../../../token-deck';
import { Emitter } from '../../../../src/base/event';
import { Fault } from '../../../../src/faults/fault';
import { identityOf, type KnownProfile, type UsableProfile } from '../../../../src/profile/known';
import type { TokenSet } from '../../../../src/storage/token-set';
import { TokenChanges } from '../../../../src/tokens/token-changes';
import { apiCalls, type ApiParts } from '../../../../src/vscode/integrations/api-calls';
import { faultOf } from '../../faults/fault-of';
import { personal, team, usableProfile } from '../../storage/profiles-of';

const fields = { grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example.com' };
const mine = usableProfile({ ...fields, id: 'prod', name: 'Production', group: 'Shop' });
const one = usableProfile({ ...fields, id: 'prod' }, team('app', 'file:///one/app'));
const two = usableProfile({ ...fields, id: 'prod' }, team('app', 'file:///two/app'));
const broken: KnownProfile = { usable: false, id: 'broken', home: personal, name: undefined, problems: [] };

/** The API over these profiles, what its calls pass on, and a way to give a profile a token. */
function open(fault?: Error) {
  const all = [mine, one, two, broken];
  const passed: unknown[][] = [];
  const sets = new Map<UsableProfile, TokenSet>();
  const news = new Emitter<'all'>();
  const changes = new TokenChanges(
    { all: async () => all, onDidChange: new Emitter<void>().event },
    { peek: async (profile) => sets.get(profile), keyOf: async (profile) => identityOf(profile) },
    { onDidChange: news.event },
    (line) => assert.fail(line),
  );
  const commandOf =
    (name: string) =>
    async (...call: unknown[]): Promise<never> => {
      passed.push([name, ...call]);
      if (fault !== undefined) throw fault;
      return name as never;
    };
  const calls = apiCalls({
    profiles: { all: async () => all, shown: async () => all },
    states: {
      withSet: async ({ usable }: KnownProfile) => ({
        state: { kind: usable ? 'unknown' : 'unusable' },
        set: undefined,
      }),
    },
    tokenCommands: async () => ({
      getToken: commandOf('getToken'),
      getAuthorizationHeaders: commandOf('getAuthorizationHeaders'),
    }),
    tokenChanges: async () => changes,
  } as unknown as ApiParts);
  const put = async (profile: UsableProfile, accessToken: string) => {
    sets.set(profile, { accessToken, tokenType: 'bearer', obtainedAt: 1 });
    news.fire('all');
    await changes.all();
  };
  return { calls, passed, put };
}

describe('the calls of the API', () => {
  it('list every profile by a name that no other has', async () => {
    const listed = await open().calls.listProfiles();
    assert.deepEqual(listed[0], {
      ...{ profile: 'personal:prod', id: 'prod', name: 'Production', group: 'Shop' },
      ...{ home: 'personal', state: 'signed-out' },
    });
    assert.deepEqual(
      listed.slice(1).map(({ profile, home }) => [profile, home]),
      [
        ['team:file:///one/app:prod', 'team'],
        ['team:file:///two/app:prod', 'team'],
        ['personal:broken', 'personal'],
      ],
    );
  });

  it('get tokens and headers by the commands, at a door of their own', async () => {
    const { calls, passed } = open();
    const options = { interactive: false, profile: 'another' } as TokenOptions;
    await calls.getToken('prod', options);
    const request = { method: 'GET', url: 'https://api.example.com' };
    await calls.getAuthorizationHeaders('prod', request);
    assert.deepEqual(passed, [
      ['getToken', { interactive: false, profile: 'prod' }, 'api'],
      ['getAuthorizationHeaders', { ...request, profile: 'prod' }, 'api'],
    ]);
  });

  for (const profile of [undefined, null, 7, { profile: 'prod' }, ['prod']] as unknown[])
    it(`do not let the user pick for ${JSON.stringify(profile)}`, async () => {
      const { calls, passed } = open();
      const asked = [calls.getToken(profile as string), calls.getAuthorizationHeaders(profile as string, {} as never)];
      for (const each of asked) assert.equal((await faultOf(each)).code, 'argument-invalid');
      assert.deepEqual(passed, []);
    });

  for (const [thrown, code] of [
    [new Fault('unreachable', 'No.'), 'unreachable'],
    [new TypeError('SECRET'), 'internal'],
  ] as const)
    it(`reject with a code: ${code}`, async () => {
      const fault = await faultOf(open(thrown).calls.getToken('prod'));
      assert.equal(fault.code, code);
      assert.doesNotMatch(fault.message, /SECRET/);
    });

  it('tell whose token is there or another one, and no token', async () => {
    const { calls, put } = open();
    const told: ProfileTokenChange[] = [];
    await calls.follow((change) => told.push(change));
    await put(mine, 'SECRET-1');
    await put(mine, 'SECRET-2');
    await put(two, 'SECRET-3');
    assert.deepEqual(told, [
      { profile: 'personal:prod', change: 'signed-in' },
      { profile: 'personal:prod', change: 'renewed' },
      { profile: 'team:file:///two/app:prod', change: 'signed-in' },
    ]);
  });
});
