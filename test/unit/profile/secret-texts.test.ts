import assert from 'node:assert/strict';
import { secretKinds } from '../../../src/profile/secret-kind';
import { secretTexts } from '../../../src/profile/secret-texts';

describe('profile: what is told of a secret', () => {
  for (const kind of secretKinds) {
    it(`${kind} is called the same everywhere`, () => {
      const { label, missing, paste } = secretTexts[kind];
      const name = label().toLowerCase();
      assert.match(missing(), new RegExp(`^No ${name} is stored for this (client|user|profile)\\.$`));
      assert.equal(paste(), `Paste the ${name}, or press Escape`);
    });
  }
});
