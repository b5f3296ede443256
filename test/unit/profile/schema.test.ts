import assert from 'node:assert/strict';
import { knownFields, profileSchema } from '../../../src/profile/schema';

describe('profile: the schema', () => {
  it('knows the fields of a profile and of its objects, and no field for a secret', () => {
    assert.deepEqual(Object.keys(knownFields), [
      ...['', 'endpoints', 'params', 'security', 'clientAssertion', 'subject', 'actor', 'assertion', 'tls'],
    ]);
    assert.deepEqual(knownFields[''], Object.keys(profileSchema.entries));
    assert.deepEqual(knownFields.params, ['authorization', 'token', 'refresh']);
    const all = Object.values(knownFields).flat();
    for (const name of ['clientSecret', 'privateKey', 'password', 'toString']) assert.ok(!all.includes(name), name);
  });
});
