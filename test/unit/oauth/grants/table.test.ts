import assert from 'node:assert/strict';
import { implementedGrants } from '../../../../src/oauth/grants/table';
import { grantNames, grants } from '../../../../src/profile/grants/table';

describe('oauth: how grants are done', () => {
  for (const name of grantNames) {
    const { obtained } = grants[name];
    it(`the grant ${name} is done as its facts say: ${obtained}`, async () => {
      const loaded = await implementedGrants[name]?.();
      assert.equal(loaded?.grant.obtained ?? 'pasted', obtained);
    });
  }
});
