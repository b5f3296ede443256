import assert from 'node:assert/strict';
import { asKept, isPasted } from '../../../src/profile/pasted';
import { personal, usableProfile } from '../storage/profiles-of';

describe('a token pasted by hand', () => {
  const machine = { grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example.com' };
  const broken = { usable: false, id: 'a', home: personal, name: undefined, problems: [] } as const;

  it('belongs to a profile with the grant “static”', () => {
    assert.equal(isPasted(usableProfile({ id: 'a', grant: 'static' })), true);
    assert.equal(isPasted(usableProfile({ id: 'a', ...machine })), false);
  });

  const pairs: [what: string, prefix: string, value: string, kept: string][] = [
    ['a name and a secret for Basic', 'Basic', 'AC1:s3cret', btoa('AC1:s3cret')],
    ['in UTF-8', 'basic', 'test:123\u00a3', 'dGVzdDoxMjPCow=='],
    ['a secret with colons and braces', 'Basic', 'a:b:{c}', btoa('a:b:{c}')],
    ['what is encoded already', 'Basic', btoa('AC1:s3cret'), btoa('AC1:s3cret')],
    ['control characters, which are refused later', 'Basic', 'a:b\nc', 'a:b\nc'],
    ['a token with a colon for Bearer', 'Bearer', 'a:b', 'a:b'],
    ['a key with no prefix', '', 'a:b', 'a:b'],
  ];
  for (const [what, headerPrefix, value, kept] of pairs)
    it(`is kept as its header sends it: ${what}`, () => assert.equal(asKept('token', { headerPrefix }, value), kept));
  it('is told from other secrets', () => assert.equal(asKept('password', { headerPrefix: 'Basic' }, 'a:b'), 'a:b'));

  it('is not expected of a profile that cannot be used', () => assert.equal(isPasted(broken), false));
});
