import assert from 'node:assert/strict';
import { followed, replacedLines, type LineEdit, type TextChange } from '../../../../src/jwt/find/line-edits';

const at = (line: number, character = 0) => ({ line, character });

/** A change from one line to another, each at a column. */
const change = (from: [number, number], to: [number, number], text: string): TextChange => ({
  range: { start: at(...from), end: at(...to) },
  text,
});

describe('the lines that an edit replaced', () => {
  const rows: [what: string, changes: TextChange[], before: number, after: number, edits: LineEdit[] | undefined][] = [
    ['are none where nothing changed', [], 5, 5, []],
    ['are one for a letter', [change([2, 3], [2, 3], 'x')], 5, 5, [{ first: 2, last: 2, count: 1 }]],
    [
      'are split at each end of a line',
      [change([0, 1], [0, 1], 'a\nb\r\nc\rd')],
      1,
      4,
      [{ first: 0, last: 0, count: 4 }],
    ],
    ['are joined', [change([1, 4], [3, 0], '')], 5, 3, [{ first: 1, last: 3, count: 1 }]],
    [
      'are listed from top to bottom, though VS Code lists changes upwards',
      [change([7, 0], [8, 0], ''), change([4, 0], [4, 0], '\n'), change([1, 0], [1, 5], '')],
      10,
      10,
      [
        { first: 1, last: 1, count: 1 },
        { first: 4, last: 4, count: 2 },
        { first: 7, last: 8, count: 1 },
      ],
    ],
    [
      'are one edit where two changes meet on a line',
      [change([3, 5], [5, 1], 'a\nb'), change([2, 0], [3, 5], 'x\ny\nz'), change([2, 0], [2, 0], '\n')],
      9,
      10,
      [{ first: 2, last: 5, count: 5 }],
    ],
    [
      'are all those between the outer changes where these are listed downwards',
      [change([1, 0], [1, 0], '\n\n'), change([4, 0], [5, 0], '')],
      10,
      11,
      [{ first: 1, last: 5, count: 6 }],
    ],
    [
      'reach further down where a range may count from what the change before it left',
      [change([1, 0], [3, 0], ''), change([4, 0], [4, 1], 'x')],
      10,
      8,
      [{ first: 1, last: 6, count: 4 }],
    ],
    ['are not told where the numbers of lines differ', [change([0, 0], [0, 0], '\n')], 3, 3, undefined],
    ['are not told of a range that ends before it begins', [change([1, 2], [1, 1], '')], 3, 3, undefined],
    ['are not told of a range outside the text', [change([7, 0], [7, 0], 'x')], 3, 3, undefined],
    [
      'are not told of two ranges outside the text',
      [change([0, 0], [0, 0], 'x'), change([7, 0], [7, 0], 'x')],
      3,
      3,
      undefined,
    ],
  ];
  for (const [what, changes, before, after, edits] of rows) {
    it(what, () => assert.deepEqual(replacedLines(changes, before, after), edits));
  }
});

describe('items that follow an edit', () => {
  const items = (...lines: number[]) => lines.map((line) => ({ line, name: `was on ${line}` }));
  const rows: [what: string, edits: LineEdit[], added: number[][], after: [line: number, name: string][]][] = [
    [
      'move with the lines above them',
      [{ first: 2, last: 2, count: 3 }],
      [[]],
      [
        [1, 'was on 1'],
        [5, 'was on 3'],
        [5, 'was on 3'],
        [9, 'was on 7'],
      ],
    ],
    [
      'make way for those on the new lines',
      [{ first: 3, last: 5, count: 1 }],
      [[3, 3]],
      [
        [1, 'was on 1'],
        [3, 'new'],
        [3, 'new'],
        [5, 'was on 7'],
      ],
    ],
    [
      'move by all edits above them',
      [
        { first: 0, last: 0, count: 11 },
        { first: 1, last: 1, count: 1 },
        { first: 4, last: 6, count: 1 },
      ],
      [[2], [], [14]],
      [
        [2, 'new'],
        [13, 'was on 3'],
        [13, 'was on 3'],
        [14, 'new'],
        [15, 'was on 7'],
      ],
    ],
  ];
  for (const [what, edits, added, after] of rows) {
    it(what, () => {
      const found = followed(
        items(1, 3, 3, 7),
        edits,
        added.map((lines) => lines.map((line) => ({ line, name: 'new' }))),
      );
      assert.deepEqual(
        found.map(({ line, name }) => [line, name]),
        after,
      );
    });
  }

  it('are the same array where nothing came, went or moved', () => {
    const before = items(1, 3, 3, 7);
    assert.equal(followed(before, [], []), before);
    assert.equal(followed(before, [{ first: 2, last: 2, count: 1 }], [[]]), before);
    assert.equal(followed(before, [{ first: 8, last: 9, count: 5 }], [[]]), before);
    assert.notEqual(followed(before, [{ first: 1, last: 1, count: 1 }], [[]]), before);
  });
});
