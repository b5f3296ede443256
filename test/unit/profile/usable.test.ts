import assert from 'node:assert/strict';
import { isFault } from '../../../src/faults/fault';
import { knownProfile, type Home } from '../../../src/profile/known';
import { parseProfile } from '../../../src/profile/parse';
import { usable } from '../../../src/profile/usable';

const home: Home = { kind: 'team', folder: 'app', uri: 'file:///app', folderId: 'id' };
const known = (fields: object) =>
  knownProfile({ id: 'a', home }, parseProfile({ id: 'a', grant: 'static', ...fields }));

describe('profile: whether it can be used', () => {
  it('can, and is given back', () => {
    const profile = known({});
    assert.equal(usable(profile), profile);
  });

  const rows: [what: string, fields: object, code: string][] = [
    ['a mistake', { x: 1 }, 'profile-invalid'],
    ['an address that is not secure', { issuer: 'http://a.example' }, 'insecure-endpoint'],
    ['both', { issuer: 'http://a.example', endpoints: { token: 'x' } }, 'profile-invalid'],
  ];
  for (const [what, fields, code] of rows) {
    it(`cannot, for ${what}: ${code}, which names it and where it lives`, () => {
      assert.throws(
        () => usable(known({ name: 'Mine', ...fields })),
        (thrown) =>
          isFault(thrown) &&
          thrown.code === code &&
          thrown.message.startsWith('Mine: The profile cannot be used: ') &&
          thrown.reference === 'team:file:///app:a',
      );
    });
  }
});
