import assert from 'node:assert/strict';
import { applyEdits, type TextEdit } from '../../../src/profile/text-edits';

describe('profile: edits of a text', () => {
  const insert = (offset: number, text: string): TextEdit => ({ offset, length: 0, text });
  const cases: [what: string, edits: TextEdit[], after: string][] = [
    ['none', [], 'abcd'],
    ['one that replaces', [{ offset: 1, length: 2, text: 'X' }], 'aXd'],
    ['several in order', [insert(0, '1'), { offset: 1, length: 1, text: '' }, insert(4, '2')], '1acd2'],
    ['several in another order', [insert(4, '2'), insert(0, '1')], '1abcd2'],
    ['two at one place, in their order', [insert(2, ','), insert(2, 'X')], 'ab,Xcd'],
  ];
  for (const [what, edits, after] of cases) it(what, () => assert.equal(applyEdits('abcd', edits), after));
});
