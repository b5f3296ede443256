import assert from 'node:assert/strict';
import { isReserved, isReservedInQuery } from '../../../src/profile/reserved-parameters';

describe('profile: parameters that Token Deck sets itself', () => {
  for (const [name, inParams, inQuery] of [
    ['client_id', true, true],
    ['Client_Id', true, true],
    ['client_id[]', true, true],
    ['client_id[a][b]', true, true],
    [' client_id\t', true, true],
    ['subject_token', true, true],
    ['scope', false, true],
    ['SCOPE[]', false, true],
    ['scopes', false, false],
    ['client_ids', false, false],
    ['[client_id]', false, false],
    ['audience', false, false],
    ['constructor', false, false],
    ['', false, false],
  ] as const)
    it(`“${name}” is ${inParams ? 'one' : inQuery ? 'one in a query only' : 'none'}`, () => {
      assert.deepEqual([isReserved(name), isReservedInQuery(name)], [inParams, inQuery]);
    });
});
