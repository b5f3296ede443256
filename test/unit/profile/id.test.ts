import assert from 'node:assert/strict';
import { idPattern } from '../../../src/profile/id';

describe('profile: ids', () => {
  for (const id of ['a', '0', 'a.b-c_d', 'a'.repeat(64)])
    it(`${id.slice(0, 10)} is an id`, () => assert.match(id, idPattern));
  for (const id of ['', 'A', '-a', '.a', '_a', 'a b', 'ä', 'a:b', 'a\n', 'a'.repeat(65)])
    it(`${JSON.stringify(id.slice(0, 10))} is not an id`, () => assert.doesNotMatch(id, idPattern));
});
