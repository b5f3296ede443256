import assert from 'node:assert/strict';
import { idPattern } from '../../../src/profile/id';
import { copyId, freeId, idProblem, sameId } from '../../../src/profile/new-id';

type Case = [from: string, taken: string[], id: string];

function each(propose: (from: string, taken: ReadonlySet<string>) => string, cases: Case[]): void {
  for (const [from, taken, id] of cases)
    it(`“${from.slice(0, 20)}” beside ${taken.length} others: ${id.slice(0, 20)}`, () => {
      assert.equal(propose(from, new Set(taken)), id);
      assert.match(id, idPattern);
    });
}

describe('profile: an id made of a name', () => {
  each(freeId, [
    ['Production', [], 'production'],
    ['Événements (été)', [], 'evenements-ete'],
    ['  --x--  ', [], 'x'],
    ['日本', [], 'profile'],
    ['x'.repeat(70), [], 'x'.repeat(58)],
    ['Prod', ['prod', 'prod-3'], 'prod-2'],
    ['Prod', ['prod', 'prod-2'], 'prod-3'],
  ]);
});

describe('profile: the id of a profile that comes to others', () => {
  each(sameId, [
    ['prod', [], 'prod'],
    ['a.b_c', ['a'], 'a.b_c'],
    ['prod', ['prod'], 'prod-2'],
    ['prod', ['prod', 'prod-2'], 'prod-3'],
    ['x'.repeat(64), [], 'x'.repeat(64)],
    ['x'.repeat(64), ['x'.repeat(64)], 'x'.repeat(58)],
    ['x'.repeat(64), ['x'.repeat(64), 'x'.repeat(58)], `${'x'.repeat(58)}-2`],
  ]);
});

describe('profile: the id of a copy', () => {
  each(copyId, [
    ['prod', ['prod'], 'prod-copy'],
    ['prod', ['prod', 'prod-copy'], 'prod-copy-2'],
    ['x'.repeat(64), [], `${'x'.repeat(50)}-copy`],
  ]);
});

describe('profile: the id that a person types', () => {
  const taken = new Set(['prod']);
  const cases: [id: string, problem: RegExp | undefined][] = [
    ['stage', undefined],
    ['a.b_c-2', undefined],
    ['prod', /^Another profile already uses the ID “prod”$/],
    ['Prod', /^Use lowercase letters/],
    ['', /^Use lowercase letters/],
    ['-x', /^Use lowercase letters/],
    ['a b', /^Use lowercase letters/],
    ['x'.repeat(65), /^Use lowercase letters/],
  ];
  for (const [id, problem] of cases)
    it(`“${id.slice(0, 20)}” is ${problem === undefined ? 'accepted' : 'refused with the reason'}`, () => {
      const found = idProblem(id, taken);
      if (problem === undefined) assert.equal(found, undefined);
      else assert.match(found ?? '', problem);
    });
});
