import assert from 'node:assert/strict';
import { secretKinds, secretOwners } from '../../../src/profile/secret-kind';

describe('profile: kinds of secret', () => {
  it('are the client’s, but for a user’s password and what was pasted for one profile', () => {
    const others = secretKinds.filter((kind) => secretOwners[kind] !== 'client');
    assert.deepEqual(
      others.map((kind) => [kind, secretOwners[kind]]),
      [
        ['password', 'user'],
        ['token', 'profile'],
        ['subjectToken', 'profile'],
        ['actorToken', 'profile'],
      ],
    );
  });
});
