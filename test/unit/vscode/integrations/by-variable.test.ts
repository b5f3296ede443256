import assert from 'node:assert/strict';
import { profilesByVariable } from '../../../../src/vscode/integrations/by-variable';
import { team, usableProfile } from '../../storage/profiles-of';

const fields = { grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example.com' };

describe('profiles by their variables', () => {
  it('are together where their ids make one name, in whatever home', () => {
    const profiles = [
      usableProfile({ ...fields, id: 'a.b' }),
      usableProfile({ ...fields, id: 'a-b' }, team('app')),
      usableProfile({ ...fields, id: 'c' }),
    ];
    const found = profilesByVariable(profiles);
    assert.deepEqual(
      [...found].map(([name, same]) => [name, same.map(({ id }) => id)]),
      [
        ['TOKEN_DECK_A_B', ['a.b', 'a-b']],
        ['TOKEN_DECK_C', ['c']],
      ],
    );
    assert.equal(profilesByVariable(profiles), found, 'kept for that list');
    assert.notEqual(profilesByVariable([...profiles]), found);
  });
});
