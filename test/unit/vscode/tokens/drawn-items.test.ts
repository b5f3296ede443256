import assert from 'node:assert/strict';
import { DrawnItems } from '../../../../src/vscode/tokens/drawn-items';

describe('the items that a change is about', () => {
  const items = new DrawnItems<string>();
  beforeEach(() => {
    items.clear();
    items.add('personal:a', 'A', 'token.1');
    items.add('personal:b', 'B', 'token.1');
    items.add('personal:c', 'C', 'token.2');
    items.add('personal:broken', 'Broken', undefined);
  });

  const rows: [what: string, change: { profile: string } | { key: string }, expected: string[]][] = [
    ['of a token: all with that token', { key: 'token.1' }, ['A', 'B']],
    ['of a token that no item has: none', { key: 'token.3' }, []],
    ['of a profile: it, and those that share its token', { profile: 'personal:a' }, ['A', 'B']],
    ['of a profile with a token of its own: it only', { profile: 'personal:c' }, ['C']],
    ['of a profile that cannot be used: it only', { profile: 'personal:broken' }, ['Broken']],
    ['of a profile that is not drawn: none', { profile: 'personal:d' }, []],
  ];
  for (const [what, change, expected] of rows)
    it(`are, ${what}`, () => assert.deepEqual(items.changedBy(change), expected));

  it('are the latest of a profile', () => {
    items.add('personal:c', 'C again', 'token.4');
    assert.deepEqual([items.changedBy({ key: 'token.2' }), items.changedBy({ key: 'token.4' })], [[], ['C again']]);
    items.clear();
    assert.deepEqual(items.changedBy({ key: 'token.4' }), []);
  });
});
