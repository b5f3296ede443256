import assert from 'node:assert/strict';
import { Fault } from '../../../../src/faults/fault';
import { exactReferenceOf, identityOf, type UsableProfile } from '../../../../src/profile/known';
import type { TokenSet } from '../../../../src/storage/token-set';
import type { GetOptions } from '../../../../src/tokens/service';
import {
  Gate,
  passageLine,
  tokenOf,
  type Caller,
  type Door,
  type GateDependencies,
  type Passed,
} from '../../../../src/vscode/access/gate';
import { faultOf } from '../../faults/fault-of';
import { team, usableProfile } from '../../storage/profiles-of';

const fields = {
  id: 'prod',
  name: 'Production',
  grant: 'client_credentials',
  clientId: 'c',
  issuer: 'https://sso.example.com',
};
const profile = usableProfile(fields, team('app'));
const withIdToken = usableProfile({ ...fields, use: 'id_token', headerName: 'X-Identity', headerPrefix: 'Token' });

const set: TokenSet = {
  accessToken: 'access-SECRET',
  idToken: 'id-SECRET',
  refreshToken: 'refresh-SECRET',
  tokenType: 'bearer',
  obtainedAt: 1,
};

/** A gate, the calls that it makes, and the events that it fires. No event may ever carry a token. */
function open(changes: Partial<GateDependencies> = {}) {
  const calls: string[] = [];
  const passed: Passed[] = [];
  const got: GetOptions[] = [];
  const again: UsableProfile[] = [];
  const noted =
    <A extends [UsableProfile, ...unknown[]], R>(name: string, run: (...given: A) => Promise<R>) =>
    (...given: A): Promise<R> => {
      calls.push(name);
      return run(...given);
    };
  const gate = new Gate({
    get: noted('get', changes.get ?? ((_profile, options) => (got.push(options), Promise.resolve(set)))),
    openAgain: (waiting) => again.push(waiting),
    peek: noted('peek', changes.peek ?? (() => Promise.resolve(set))),
    involved: changes.involved ?? ((known) => Promise.resolve([known])),
    checkAutomation: noted('checkAutomation', changes.checkAutomation ?? (() => Promise.resolve())),
    checkDestination: noted('checkDestination', changes.checkDestination ?? (() => Promise.resolve())),
    isCurrent: noted('isCurrent', changes.isCurrent ?? (() => Promise.resolve(true))),
    used: noted('used', changes.used ?? (() => Promise.resolve())),
  });
  gate.onDidPass((event) => {
    assert.doesNotMatch(JSON.stringify(event), /SECRET/);
    passed.push(event);
  });
  return { gate, calls, passed, got, again };
}

const doors = Object.keys({
  command: 1,
  clipboard: 1,
  insertion: 1,
  sender: 1,
  inspector: 1,
  comparison: 1,
  introspection: 1,
  userinfo: 1,
  authentication: 1,
  api: 1,
  exchange: 1,
} satisfies Record<Door, 1>) as Door[];
const callers: [caller: Caller, calls: string[]][] = [
  ['program', ['checkAutomation', 'get', 'isCurrent', 'used']],
  ['extension', ['checkAutomation', 'get', 'isCurrent', 'used']],
  ['person', ['get', 'isCurrent', 'used']],
];

describe('the gate', () => {
  for (const door of doors) {
    const isRefused = door === 'sender' || door === 'insertion';
    it(`${isRefused ? 'keeps back' : 'lets out'} a token with braces by the door “${door}”`, async () => {
      const odd = { ...set, accessToken: 'SECRET{{f()}}' };
      const { gate, calls, passed } = open({ get: () => Promise.resolve(odd) });
      const issued = gate.issue({ door, caller: 'person', profile });
      if (isRefused) assert.equal((await faultOf(issued)).code, 'response-invalid');
      else assert.equal((await issued).token, odd.accessToken);
      assert.equal(passed[0]?.refused, isRefused ? 'response-invalid' : undefined);
      assert.equal(calls.includes('used'), !isRefused);
    });
  }

  for (const door of doors) {
    for (const [caller, expected] of callers) {
      it(`lets a token out by the door “${door}” for a ${caller}: ${expected.join(', ')}`, async () => {
        const { gate, calls, passed } = open();
        assert.deepEqual(await gate.issue({ door, caller, profile }), {
          set,
          token: 'access-SECRET',
          header: 'Authorization: Bearer access-SECRET',
          isBound: false,
        });
        assert.deepEqual(calls, expected);
        assert.deepEqual(passed, [{ door, caller, profile }]);
      });
    }

    it(`keeps a token from a program that may not have it, by the door “${door}”`, async () => {
      const checkAutomation = () => Promise.reject(new Fault('access-denied', 'No.'));
      const { gate, calls, passed } = open({ checkAutomation });
      const fault = await faultOf(gate.issue({ door, caller: 'program', profile }));
      assert.equal(fault.code, 'access-denied');
      assert.deepEqual(calls, ['checkAutomation']);
      assert.deepEqual(passed, [{ door, caller: 'program', profile, refused: 'access-denied' }]);
    });
  }

  for (const interactive of [undefined, true, false]) {
    it(`passes the options on, and whether a person may be asked: interactive ${interactive}`, async () => {
      const asked: boolean[] = [];
      const checkAutomation = (_profile: UsableProfile, may: boolean) => (asked.push(may), Promise.resolve());
      const { gate, got } = open({ checkAutomation });
      const options = { minValidity: 60, forceRefresh: true, ...(interactive !== undefined && { interactive }) };
      await gate.issue({ door: 'command', caller: 'program', profile }, options);
      assert.deepEqual(asked, [interactive ?? true]);
      assert.deepEqual(got, [{ ...options, byProgram: true }]);
    });
  }

  const joining: [who: string, caller: Caller, options: GetOptions, opens: boolean][] = [
    ['a person', 'person', {}, true],
    ['a person who renews the token', 'person', { forceRefresh: true }, true],
    ['a person who signs in as another user', 'person', { otherAccount: true }, false],
    ['a person who tries another way', 'person', { not: ['loopback'] }, false],
    ['an extension that VS Code asked about', 'extension', {}, true],
    ['an extension that VS Code has yet to ask about', 'extension', { interactive: false }, false],
    ['a program', 'program', {}, false],
  ];
  for (const [who, caller, options, opens] of joining) {
    it(`${opens ? 'opens' : 'does not open'} the browser again for ${who} while a login waits`, async () => {
      for (const door of doors) {
        const { gate, again } = open();
        await gate.issue({ door, caller, profile }, options);
        assert.deepEqual(again, opens ? [profile] : [], door);
      }
    });
  }

  const asking: [caller: Caller, interactive: boolean, asked: unknown[], byProgram: boolean, uses: boolean][] = [
    ['program', true, [true, 'program'], true, true],
    ['program', false, [false, 'program'], true, true],
    ['extension', true, [true, 'extension'], false, true],
    ['extension', false, [false, 'extension'], false, false],
    ['person', true, [], false, true],
  ];
  for (const [caller, interactive, expected, byProgram, uses] of asking) {
    it(`asks, signs in and selects as it is due to: ${caller}, interactive ${interactive}`, async () => {
      const asked: unknown[] = [];
      const checkAutomation = (_profile: UsableProfile, ...more: unknown[]) => (asked.push(...more), Promise.resolve());
      const { gate, got, calls } = open({ checkAutomation });
      await gate.issue({ door: 'authentication', caller, profile }, { interactive });
      assert.deepEqual(asked, expected);
      assert.deepEqual(got, [{ interactive, byProgram }]);
      assert.equal(calls.includes('used'), uses);
    });
  }

  for (const caller of ['program', 'extension'] as const)
    it(`asks of each profile whose token is handed in whether one of these may use it: ${caller}`, async () => {
      const asked: UsableProfile[] = [];
      const checkAutomation = (each: UsableProfile) => {
        asked.push(each);
        return each === withIdToken ? Promise.reject(new Fault('access-denied', 'No.')) : Promise.resolve();
      };
      const { gate, calls } = open({ checkAutomation, involved: () => Promise.resolve([profile, withIdToken]) });
      assert.equal((await faultOf(gate.issue({ door: 'command', caller, profile }))).code, 'access-denied');
      assert.deepEqual(asked, [profile, withIdToken]);
      assert.ok(!calls.includes('get'), calls.join());
    });

  it('opens no browser again for a destination that is refused', async () => {
    const checkDestination = () => Promise.reject(new Fault('access-denied', 'No.'));
    const { gate, again } = open({ checkDestination });
    const destination = { origin: 'https://api.example.com' };
    await faultOf(gate.issue({ door: 'sender', caller: 'person', profile, destination }));
    assert.deepEqual(again, []);
  });

  it('hands out nothing of a profile that was removed or changed while its token was requested', async () => {
    const { gate, calls, passed } = open({ isCurrent: () => Promise.resolve(false) });
    const passage = { door: 'clipboard', caller: 'person', profile } as const;
    const fault = await faultOf(gate.issue(passage));
    assert.deepEqual([fault.code, fault.profile], ['profile-not-found', 'Production']);
    assert.deepEqual(calls, ['get', 'isCurrent']);
    assert.deepEqual(passed, [{ ...passage, refused: 'profile-not-found' }]);
    assert.equal(await gate.show('comparison', profile), undefined);
    assert.deepEqual(calls, ['get', 'isCurrent', 'isCurrent']);
  });

  const destination = { origin: 'https://api.example.com' };

  it('asks where a token may be sent before it gets one, and reports the destination', async () => {
    const asked: unknown[] = [];
    const checkDestination = (...question: unknown[]) => (asked.push(...question), Promise.resolve());
    const { gate, calls, passed } = open({ checkDestination });
    await gate.issue({ door: 'sender', caller: 'person', profile, destination });
    assert.deepEqual(calls, ['checkDestination', 'get', 'isCurrent', 'used']);
    assert.deepEqual(asked, [profile, destination, true]);
    assert.equal(passed[0]?.destination, destination);
  });

  it('gets no token for a destination that is refused', async () => {
    const checkDestination = () => Promise.reject(new Fault('access-denied', 'No.'));
    const { gate, calls, passed } = open({ checkDestination });
    const passage = { door: 'sender', caller: 'person', profile, destination } as const;
    assert.equal((await faultOf(gate.issue(passage, { interactive: false }))).code, 'access-denied');
    assert.deepEqual(calls, ['checkDestination']);
    assert.deepEqual(passed, [{ ...passage, refused: 'access-denied' }]);
  });

  const logged: [passed: Passed, line: string][] = [
    [{ door: 'command', caller: 'program', profile }, 'token handed-out door=command caller=program'],
    [
      { door: 'sender', caller: 'person', profile, destination },
      'token handed-out door=sender caller=person to https://api.example.com',
    ],
    [
      {
        ...{ door: 'sender', caller: 'person', profile, refused: 'cancelled' },
        destination: { address: 'GET {{x}}', why: 'unclear' },
      },
      'token refused(cancelled) door=sender caller=person to unclear',
    ],
  ];
  for (const [passage, line] of logged)
    it(`is logged as “${line}”`, () => assert.equal(passageLine(passage), `${identityOf(profile)}: ${line}`));

  const failing: [what: string, thrown: Error, code: string][] = [
    ['a fault', new Fault('client-refused', 'The secret is wrong.'), 'client-refused'],
    ['a cancelled login', new Fault('cancelled', 'Cancelled.'), 'cancelled'],
    ['anything else', new TypeError('access-SECRET'), 'internal'],
  ];
  for (const [what, thrown, code] of failing) {
    it(`tells of ${what} that keeps the token back, by its code, and names the profile in the fault`, async () => {
      const { gate, calls, passed } = open({ get: () => Promise.reject(thrown) });
      const fault = await faultOf(gate.issue({ door: 'clipboard', caller: 'person', profile }));
      assert.deepEqual(
        { code: fault.code, profile: fault.profile, reference: fault.reference },
        { code, profile: 'Production', reference: exactReferenceOf(profile) },
      );
      assert.doesNotMatch(fault.message, /SECRET/);
      assert.deepEqual(calls, ['get']);
      assert.deepEqual(passed, [{ door: 'clipboard', caller: 'person', profile, refused: code }]);
    });
  }

  it('hands out the ID token, in the profile’s own header, where the profile says so', async () => {
    const { gate } = open();
    const { token, header } = await gate.issue({ door: 'command', caller: 'person', profile: withIdToken });
    assert.equal(token, 'id-SECRET');
    assert.equal(header, 'X-Identity: Token id-SECRET');
  });

  it('hands out nothing, and remembers no use, where the ID token is missing', async () => {
    const { gate, calls, passed } = open({ get: () => Promise.resolve({ ...set, idToken: undefined }) });
    const passage = { door: 'insertion', caller: 'person', profile: withIdToken } as const;
    const fault = await faultOf(gate.issue(passage));
    assert.equal(fault.code, 'response-invalid');
    assert.match(fault.message, /ID token.*openid/);
    assert.deepEqual(calls, ['get', 'isCurrent']);
    assert.deepEqual(passed, [{ ...passage, refused: 'response-invalid' }]);
  });

  for (const door of ['inspector', 'comparison'] as const) {
    it(`shows a token as it is by the door “${door}”: nothing is asked, renewed or remembered`, async () => {
      const { gate, calls, passed } = open();
      assert.equal(await gate.show(door, profile), set);
      assert.deepEqual(calls, ['isCurrent', 'peek']);
      assert.deepEqual(passed, [{ door, caller: 'person', profile }]);
    });

    it(`tells nothing by the door “${door}” where there is no token`, async () => {
      const { gate, passed } = open({ peek: () => Promise.resolve(undefined) });
      assert.equal(await gate.show(door, profile), undefined);
      assert.deepEqual(passed, []);
    });
  }

  it('tells of a shown token that is copied, also where the profile has another by now or none', () => {
    const { gate, calls, passed } = open({ peek: () => Promise.resolve(undefined) });
    gate.copied(profile);
    assert.deepEqual(calls, []);
    assert.deepEqual(passed, [{ door: 'clipboard', caller: 'person', profile }]);
  });

  it('says of a token that is bound to a key that it is, and gives it the scheme that it needs', async () => {
    const bound = { ...set, tokenType: 'dpop' };
    const { gate } = open({ get: () => Promise.resolve(bound) });
    const issued = await gate.issue({ door: 'command', caller: 'program', profile });
    assert.deepEqual([issued.isBound, issued.header], [true, 'Authorization: DPoP access-SECRET']);
    const identity = await gate.issue({ door: 'command', caller: 'program', profile: withIdToken });
    assert.deepEqual([identity.isBound, identity.header], [false, 'X-Identity: Token id-SECRET']);
  });

  it('knows which token of a set a profile hands out', () => {
    assert.equal(tokenOf(profile, set), 'access-SECRET');
    assert.equal(tokenOf(withIdToken, set), 'id-SECRET');
    assert.equal(tokenOf(withIdToken, { ...set, idToken: undefined }), undefined);
  });
});
