import assert from 'node:assert/strict';
import { isFault } from '../../../src/faults/fault';
import { credential, secretsOf } from '../../../src/oauth/credentials';
import { secretKinds } from '../../../src/profile/secret-kind';
import { clientOf, machine } from './provider';

describe('oauth: credentials', () => {
  it('that are there must not appear in a message', () => {
    const who = clientOf(machine, { clientSecret: 's', privateKey: undefined, password: 'p' });
    assert.deepEqual(secretsOf(who), ['s', 'p']);
  });

  for (const kind of secretKinds) {
    it(`of the kind ${kind} are given, or said to be missing`, () => {
      assert.equal(credential(clientOf(machine, { [kind]: 's' }), kind), 's');
      assert.throws(
        () => credential(clientOf(machine), kind),
        (thrown) => isFault(thrown) && thrown.code === 'secret-missing' && /^No .+ is stored/.test(thrown.what),
      );
    });
  }
});
