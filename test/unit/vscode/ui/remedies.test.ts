import assert from 'node:assert/strict';
import type { FaultCode } from '../../../../src/faults/table';
import { profileCodes, secretCodes } from '../../../../src/vscode/ui/remedies';

describe('the buttons under a fault', () => {
  const rows: [code: FaultCode, setSecret: boolean, editProfile: boolean][] = [
    ['client-refused', true, false],
    ['secret-missing', true, false],
    ['scope-refused', false, true],
    ['issuer-mismatch', false, true],
    ['port-in-use', false, true],
    ['cancelled', false, false],
    ['profile-not-found', false, false],
    ['rate-limited', false, false],
    ['internal', false, false],
  ];
  for (const [code, setSecret, editProfile] of rows) {
    const offered = [...(setSecret ? ['Set Secret'] : []), ...(editProfile ? ['Edit Profile'] : [])];
    it(`${code}: ${offered.join(', ') || 'neither Set Secret nor Edit Profile'}`, () => {
      assert.equal(secretCodes.has(code), setSecret);
      assert.equal(profileCodes.has(code), editProfile);
    });
  }

  it('offer one of the two', () => {
    assert.deepEqual(
      [...secretCodes].filter((code) => profileCodes.has(code)),
      [],
    );
  });
});
