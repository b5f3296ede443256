import assert from 'node:assert/strict';
import { isReserved } from '../../../src/profile/reserved-parameters';

describe('profile: parameters that Token Deck sets itself', () => {
  for (const [name, reserved] of [
    ['client_id', true],
    ['Client_Id', true],
    ['client_id[]', true],
    ['client_id[a][b]', true],
    [' client_id\t', true],
    ['subject_token', true],
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
});
