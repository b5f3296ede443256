import assert from 'node:assert/strict';
import { isPasted } from '../../../src/profile/pasted';
import { personal, usableProfile } from '../storage/profiles-of';

describe('a token pasted by hand', () => {
  const machine = { grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example.com' };
  const broken = { usable: false, id: 'a', home: personal, name: undefined, problems: [] } as const;

  it('belongs to a profile with the grant “static”', () => {
    assert.equal(isPasted(usableProfile({ id: 'a', grant: 'static' })), true);
    assert.equal(isPasted(usableProfile({ id: 'a', ...machine })), false);
  });

  it('is not expected of a profile that cannot be used', () => assert.equal(isPasted(broken), false));
});
