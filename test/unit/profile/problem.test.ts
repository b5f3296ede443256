import assert from 'node:assert/strict';
import { describeProblems, describeUnusable, invalid } from '../../../src/profile/problem';

const of = (...names: string[]) => names.map((name) => invalid([name], `“${name}” is an unknown field.`));

describe('profile: problems in words', () => {
  const rows: [names: string[], words: string][] = [
    [['a'], '“a” is an unknown field.'],
    [['a', 'b', 'c'], '“a” is an unknown field. “b” is an unknown field. “c” is an unknown field.'],
    [
      ['a', 'b', 'c', 'd', 'e'],
      '“a” is an unknown field. “b” is an unknown field. “c” is an unknown field. And 2 more.',
    ],
  ];
  for (const [names, words] of rows) {
    it(`${names.length} of them are told as three at most, and how many more`, () =>
      assert.equal(describeProblems(of(...names)), words));
  }

  it('say that the profile cannot be used', () => {
    assert.equal(describeUnusable(of('a')), 'The profile cannot be used: “a” is an unknown field.');
  });
});
