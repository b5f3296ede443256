import assert from 'node:assert/strict';
import { implementedGrants } from '../../../../src/oauth/grants/table';
import { grants, offeredGrants, type Grant } from '../../../../src/profile/grants/table';
import { grantsOf, presetNames, presets } from '../../../../src/profile/presets';

const names = Object.keys(implementedGrants) as Grant[];

describe('oauth: the grants that can be done', () => {
  for (const name of names) {
    it(`${name} gets its token as its facts say`, async () => {
      const { grant } = (await implementedGrants[name]?.()) ?? assert.fail();
      assert.equal(grant.obtained, grants[name].obtained);
    });
  }

  it('are all that the wizard offers, by itself or with a preset', () => {
    const offered = [...offeredGrants, ...presetNames.flatMap((name) => grantsOf(presets[name]))];
    assert.deepEqual(
      offered.filter((name) => grants[name].obtained !== 'pasted' && !names.includes(name)),
      [],
    );
  });
});
