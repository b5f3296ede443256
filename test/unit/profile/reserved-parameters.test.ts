import assert from 'node:assert/strict';
import { isReserved, reservedIn } from '../../../src/profile/reserved-parameters';

describe('profile: parameters that Token Deck sets itself', () => {
  for (const [name, reserved] of [
    ['client_id', true],
    ['Client_Id', true],
    ['client_id[]', true],
    ['client_id[a][b]', true],
    [' client_id\t', true],
    ['subject_token', true],
    ['ſtate', true],
    ['clıent_id', true],
    ['redirect.uri', true],
    ['redirect uri', true],
    ['Redirect[uri', true],
    ['redirect_uri\0x', true],
    ['prompt.x', false],
    ['scope', false],
    ['SCOPE[]', false],
    ['scopes', false],
    ['client_ids', false],
    ['[client_id]', false],
    ['audience', false],
    ['constructor', false],
    ['', false],
  ] as const)
    it(`“${name}” is ${reserved ? 'one' : 'none'}`, () => assert.equal(isReserved(name), reserved));

  for (const [search, names] of [
    ['', []],
    ['?tenant=a&scope=b', []],
    ['?a=b&client_id=c&client_id=d', ['client_id']],
    ['?a=b;redirect_uri=c', ['redirect_uri']],
    ['?%72edirect.uri=c', ['redirect.uri']],
    ['?a=redirect_uri', []],
  ] as const)
    it(`in the query “${search}” are ${names.join(', ') || 'none'}`, () => assert.deepEqual(reservedIn(search), names));
});
