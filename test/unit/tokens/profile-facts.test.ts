import assert from 'node:assert/strict';
import { factsOfProfile, problemsOf } from '../../../src/tokens/profile-facts';
import type { TokenState } from '../../../src/tokens/state';
import type { BrokenProfile } from '../../../src/profile/known';
import { personal, team, usableProfile } from '../storage/profiles-of';

const machine = { id: 'prod', grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example.com' };
const broken: BrokenProfile = {
  usable: false,
  id: 'prod',
  home: personal,
  name: undefined,
  problems: [{ code: 'profile-invalid', path: [], message: '“grant” is missing.' }],
};

describe('what tells a profile from others', () => {
  const told = (known: Parameters<typeof factsOfProfile>[0]) =>
    factsOfProfile(known).map(({ label, value }) => `${label}: ${value}`);

  it('is its id, home, grant, client and server', () => {
    const expected = ['ID: prod', 'Stored in: personal', 'Grant: Client credentials', 'Client: c'];
    assert.deepEqual(told(usableProfile(machine)), [...expected, 'Server: https://sso.example.com']);
  });

  it('is the folder of a team profile', () =>
    assert.equal(told(usableProfile(machine, team('app')))[1], 'Stored in: team, app'));

  it('is little of a pasted token', () =>
    assert.deepEqual(told(usableProfile({ id: 'key', grant: 'static' })), [
      'ID: key',
      'Stored in: personal',
      'Grant: Pasted token',
    ]));

  it('is what can be said of one that cannot be used, with its problems', () => {
    assert.deepEqual(told(broken), ['ID: prod', 'Stored in: personal']);
    assert.deepEqual(
      problemsOf(broken, { kind: 'unusable', reason: '' }).map(({ value }) => value),
      ['“grant” is missing.'],
    );
  });

  it('is what went wrong last, and the next step, until it goes right', () => {
    const problems = (state: TokenState) =>
      problemsOf(usableProfile(machine), state).map(({ label, value }) => `${label}: ${value}`);
    const reason = 'The server did not answer.';
    assert.deepEqual(problems({ kind: 'failed', reason, next: 'Start it.' }), [
      `Problem: ${reason}`,
      'Next step: Start it.',
    ]);
    assert.deepEqual(problems({ kind: 'failed', reason, next: '' }), [`Problem: ${reason}`]);
    assert.deepEqual(problems({ kind: 'ready' }), []);
  });

  it('has no control characters', () => {
    const [client] = told(usableProfile({ ...machine, clientId: 'a\u202eb' })).slice(3);
    assert.doesNotMatch(client ?? '', /\u202e/);
  });
});
