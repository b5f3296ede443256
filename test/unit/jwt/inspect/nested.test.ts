import assert from 'node:assert/strict';
import { nestedTokens } from '../../../../src/jwt/inspect/nested';
import { readJson } from '../../../../src/jwt/read/json-text';
import { jwt } from '../../../support/jwts';

const token = jwt({ sub: 'ada' });

function whereIn(value: unknown, where = ''): string[] {
  const node = readJson(JSON.stringify(value));
  assert.ok(node.kind !== 'none');
  return nestedTokens(node, where).map((found) => {
    assert.equal(found.token, token);
    return found.where;
  });
}

describe('nestedTokens', () => {
  const rows: [what: string, value: unknown, where: string[]][] = [
    ['a claim', { a: 1, assertion: token }, ['assertion']],
    ['claims further in', { a: { b: [0, { 'c.d': `Bearer ${token}` }], e: [token] } }, ['a.b[1].c.d', 'a.e[0]']],
    ['the first of two in one text', { a: `${token} ${jwt({ sub: 'bob' })}` }, ['a']],
    ['nothing', { a: 'a.b.c', b: [1, null, true] }, []],
    ['a claim with a long name', { ['n'.repeat(100)]: token }, [`${'n'.repeat(60)}…`]],
    ['very many', { a: Array.from({ length: 99 }, () => token) }, Array.from({ length: 50 }, (_, i) => `a[${i}]`)],
  ];
  for (const [what, value, where] of rows) it(`finds ${what}`, () => assert.deepEqual(whereIn(value), where));
  it('names what is not claims as it is told to', () => {
    assert.deepEqual(whereIn([token], 'payload'), ['payload[0]']);
    assert.deepEqual(whereIn(token, 'payload'), ['payload']);
  });
});
