import assert from 'node:assert/strict';
import { checkable } from '../../../src/oauth/signed-answer';

describe('oauth: an answer that is a signed JWT', () => {
  it('is left to the library where its signature can be checked', () =>
    assert.deepEqual(checkable({ host: 'h' }, { secrets: [], checksSignature: true }), {}));

  it('is refused elsewhere', () =>
    assert.throws(() => checkable({ host: 'h' }, { secrets: [], checksSignature: false }), {
      code: 'response-invalid',
    }));
});
