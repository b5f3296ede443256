import assert from 'node:assert/strict';
import type { TokenSet } from '../../../src/storage/token-set';
import { describeCurrent, describeToken } from '../../../src/tokens/description';
import { pastedSet } from '../../../src/tokens/client-secrets';
import type { TokenState } from '../../../src/tokens/state';
import { jwt } from '../../support/jwts';
import { personal, usableProfile } from '../storage/profiles-of';

const machine = usableProfile({
  ...{ id: 'm', grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example.com' },
  ...{ scope: 'asked', audience: ['x', 'y'] },
});
const person = usableProfile({ ...machine.profile, grant: 'authorization_code', scope: 'openid', audience: undefined });
const pasted = usableProfile({ id: 'k', grant: 'static' });
const broken = { usable: false, id: 'b', home: personal, name: undefined, problems: [] } as const;

const at = Date.UTC(2026, 10, 21, 13, 3, 5);
const opaque: TokenSet = { accessToken: 'opaque', tokenType: 'bearer', obtainedAt: at, expiresAt: at + 60_000 };
const none = { refreshable: false, extra: {} };

describe('tokens: the description of a token', () => {
  it('is by what it came with, and what was asked for, where it is opaque', () => {
    const extra = { instance_url: 'https://x.example' };
    assert.deepEqual(describeToken(machine, 'valid', { ...opaque, extra }), {
      ...{ state: 'valid', tokenType: 'bearer', scope: 'asked', audience: ['x', 'y'] },
      ...{ issuer: 'https://sso.example.com', refreshable: false, extra },
      ...{ obtainedAt: '2026-11-21T13:03:05.000Z', expiresAt: '2026-11-21T13:04:05.000Z' },
    });
  });

  it('is by its claims where it is a JWT', () => {
    const accessToken = jwt({ iss: 'https://i', sub: 's', aud: 'a', scp: ['p', 'q'] });
    const { issuer, subject, audience, scope } = describeToken(machine, 'valid', {
      ...opaque,
      accessToken,
      scope: 'granted',
    });
    assert.deepEqual([issuer, subject, audience, scope], ['https://i', 's', 'a', 'p q']);
  });

  it('has the subject of the ID token, and tells of a refresh token', () => {
    const set = { ...opaque, idToken: jwt({ sub: 'u' }), refreshToken: 'r', scope: 'granted' };
    const { subject, refreshable, scope } = describeToken(person, 'valid', set);
    assert.deepEqual([subject, refreshable, scope], ['u', true, 'granted']);
  });

  it('is that of the ID token where the profile hands that out', () => {
    const idToken = jwt({ iss: 'https://i', sub: 'u', aud: 'c', exp: at / 1000 + 5 });
    const who = usableProfile({ ...person.profile, use: 'id_token' });
    const { audience, expiresAt } = describeToken(who, 'valid', { ...opaque, idToken });
    assert.deepEqual([audience, expiresAt], ['c', '2026-11-21T13:03:10.000Z']);
  });

  it('of a pasted token does not say when it was obtained', () => {
    const described = describeToken(pasted, 'stored', pastedSet(jwt({ sub: 's', exp: at / 1000 }), 0));
    const times = { expiresAt: '2026-11-21T13:03:05.000Z' };
    assert.deepEqual(described, { state: 'stored', tokenType: 'bearer', subject: 's', ...times, ...none });
  });

  it('leaves out times that no date holds, and claims of another kind', () => {
    const accessToken = jwt({ iss: 7, sub: {}, aud: [1], scope: [null] });
    const described = describeToken(person, 'valid', { ...opaque, accessToken, expiresAt: 1e300 });
    assert.deepEqual(described, {
      ...{ state: 'valid', tokenType: 'bearer', scope: 'openid', issuer: 'https://sso.example.com' },
      ...{ obtainedAt: '2026-11-21T13:03:05.000Z', ...none },
    });
  });

  const states: [given: TokenState['kind'], state: string][] = [
    ['signed-out', 'signed-out'],
    ['ready', 'ready'],
    ['failed', 'failed'],
    ['busy', 'busy'],
    ['signing-in', 'busy'],
    ['unknown', 'signed-out'],
  ];
  for (const [given, state] of states)
    it(`without a token is only its state: ${given}`, () =>
      assert.deepEqual(describeToken(person, given, undefined), { state, ...none }));

  it('of a profile that cannot be used reads no token', async () => {
    const service = { peek: () => assert.fail() };
    assert.deepEqual(await describeCurrent(service, broken, 'unusable'), { state: 'unusable', ...none });
  });

  it('has no token in it', async () => {
    const tokens = { accessToken: jwt({ jti: 'a' }), idToken: jwt({ jti: 'b' }), refreshToken: 'the-refresh-token' };
    const service = { peek: () => Promise.resolve({ ...opaque, ...tokens }) };
    const text = JSON.stringify(await describeCurrent(service, person, 'valid'));
    for (const token of Object.values(tokens)) assert.ok(!text.includes(token));
  });
});
