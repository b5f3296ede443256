import assert from 'node:assert/strict';
import { displayName } from '../../../src/profile/settings';

describe('profile: what it is called', () => {
  it('is its name, else its id', () => {
    assert.equal(displayName({ id: 'a', name: 'Mine' }), 'Mine');
    assert.equal(displayName({ id: 'a' }), 'a');
  });
});
