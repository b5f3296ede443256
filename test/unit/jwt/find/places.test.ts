import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TextChange, TextPosition } from '../../../../src/jwt/find/line-edits';
import { JwtPlaces, type LinedText } from '../../../../src/jwt/find/places';
import { findJwts } from '../../../../src/jwt/find/scan';
import { jwe as anyJwe, jwt, part } from '../../../support/jwts';
import { assertProperty } from '../../../support/property';

const jws = jwt({ sub: 'ada' }, { alg: 'HS256' });
const jwe = anyJwe();
const disclosed = `${jws}~${part(['s', 'n', 1])}~`;

/** A text that is changed as VS Code changes its own. */
class EditedText implements LinedText {
  private lines: string[];

  constructor(
    text: string,
    private readonly eol = '\n',
  ) {
    this.lines = text.split(/\r\n|\r|\n/);
  }

  get lineCount(): number {
    return this.lines.length;
  }

  lineAt(line: number): { text: string } {
    const text = this.lines[line];
    assert.ok(text !== undefined, `line ${line} of ${this.lines.length}`);
    return { text };
  }

  getText(): string {
    return this.lines.join(this.eol);
  }

  /** Returns the change that undoes it. */
  apply({ range: { start, end }, text }: TextChange): TextChange {
    const head = this.lineAt(start.line).text.slice(0, start.character);
    const tail = this.lineAt(end.line).text.slice(end.character);
    const lines = (head + text + tail).split(/\r\n|\r|\n/);
    const removed = this.lines.splice(start.line, end.line - start.line + 1, ...lines).join(this.eol);
    const last = { line: start.line + lines.length - 1, character: (lines.at(-1) ?? '').length - tail.length };
    return { range: { start, end: last }, text: removed.slice(head.length, removed.length - tail.length) };
  }

  position(offset: number): TextPosition {
    let rest = offset % (this.getText().length + 1);
    for (const [line, text] of this.lines.entries()) {
      if (rest <= text.length) return { line, character: Math.max(0, rest) };
      rest -= text.length + this.eol.length;
    }
    return { line: this.lines.length - 1, character: this.lines.at(-1)?.length ?? 0 };
  }

  change([from, length, text]: Edit): TextChange {
    const [a, b] = [this.position(from), this.position(from + length)];
    return { range: compare(a, b) <= 0 ? { start: a, end: b } : { start: b, end: a }, text };
  }
}

/** What is done at an offset of a text: letters are removed, and others put in their place. */
type Edit = readonly [at: number, length: number, inserted: string];

const compare = (a: TextPosition, b: TextPosition) => a.line - b.line || a.character - b.character;

const text = ({ text }: { text: string }) => text;
const all = (places: JwtPlaces<string>) =>
  places.all.map(({ line, character, length, about }) => [line, character, length, about] as const);

/** The places that a scan of the whole text finds. */
function scanned(edited: EditedText): ReturnType<typeof all> {
  const whole = edited.getText();
  return [...findJwts(whole)].map(({ offset, text }) => {
    const before = whole.slice(0, offset).split(/\r?\n/);
    return [before.length - 1, before.at(-1)?.length ?? 0, text.length, text];
  });
}

function places(content: string, longest?: number): { text: EditedText; places: JwtPlaces<string> } {
  const edited = new EditedText(content);
  return { text: edited, places: new JwtPlaces(edited, text, longest) };
}

describe('the places of JWTs', () => {
  for (const [name, eol] of [['line feeds', '\n'] as const, ['those of Windows', '\r\n'] as const]) {
    it(`are those that a scan finds, by line and column, with ${name}`, () => {
      const content = [`a ${jws} b ${jwe}`, '', `\tx=${disclosed};`].join(eol);
      const found = new JwtPlaces(new EditedText(content, eol), text);
      assert.deepEqual(all(found), [
        [0, 2, jws.length, jws],
        [0, 5 + jws.length, jwe.length, jwe],
        [2, 3, disclosed.length, disclosed],
      ]);
    });
  }

  const edits: [what: string, before: string, at: number, length: number, inserted: string, after: string[]][] = [
    ['a letter before it on the line moves a token', `a ${jws}`, 0, 0, 'x', [jws]],
    ['a line inserted above moves a token', `a ${jws}`, 0, 0, 'x\r\n', [jws]],
    ['two lines joined make a token part of a word', `ab\n${jws}`, 2, 1, '', []],
    ['two lines joined with a space move a token', `ab\n${jws}`, 2, 1, ' ', [jws]],
    ['a letter before a token makes it part of a word', ` ${jws}`, 1, 0, 'x', []],
    ['half an escape before a letter does not part it from a token', `x${jws}`, 0, 0, '%2', []],
    ['a percent sign completes the escape before a token', `20${jws}`, 0, 0, '%', [jws]],
    ['a backslash completes the escape before a token', `n${jws}`, 0, 0, '\\', [jws]],
    ['a letter behind a token belongs to it', jws, jws.length, 0, 'x', [`${jws}x`]],
    ['a space in a token’s header breaks it', jws, 5, 0, ' ', []],
    ['a space taken out of a token’s header mends it', `${jws.slice(0, 5)} ${jws.slice(5)}`, 5, 1, '', [jws]],
    ['a token is pasted', 'a  b', 2, 0, jws, [jws]],
    ['a token is replaced by another', jws, 0, jws.length, jwe, [jwe]],
    ['the whole text is removed', `${jws}\n${jwe}`, 0, jws.length + 1 + jwe.length, '', []],
    ['one of three tokens is removed', `${jws} ${jwe} ${jws}`, jws.length + 1, jwe.length, '', [jws, jws]],
    ['a disclosure is added', jws, jws.length, 0, '~', [`${jws}~`]],
  ];
  for (const [what, before, at, length, inserted, after] of edits) {
    it(what, () => {
      const { text: edited, places: found } = places(before);
      const change = edited.change([at, length, inserted]);
      edited.apply(change);
      found.update(edited, [change]);
      assert.deepEqual(
        found.all.map(({ about }) => about),
        after,
      );
      assert.deepEqual(all(found), scanned(edited));
    });
  }

  it('tell whether one of them changed or moved', () => {
    const { text: edited, places: found } = places(`a ${jws}\nb`);
    const typed = (at: number, length: number, inserted: string) => {
      const change = edited.change([at, length, inserted]);
      edited.apply(change);
      return found.update(edited, [change]);
    };
    assert.equal(typed(edited.getText().length, 0, 'c'), false);
    assert.equal(typed(0, 0, 'c'), true);
    assert.equal(typed(3 + jws.length, 0, 'x'), true);
    assert.equal(typed(0, edited.getText().length, ''), true);
    assert.equal(typed(0, 0, 'abc'), false);
    assert.equal(typed(0, 0, `${jws} `), true);
  });

  it('are looked for on a long line only when that is asked for, and on a line that was long at once', () => {
    const { text: edited, places: found } = places(`\n${jws}\n`, jws.length + 2);
    const typed = (...edit: Edit) => {
      const change = edited.change(edit);
      edited.apply(change);
      return found.update(edited, [change]);
    };
    assert.equal(typed(1, 0, '   '), true);
    assert.deepEqual([found.dueLines, all(found)], [[1], []]);
    assert.equal(typed(0, 0, '\n'), false);
    assert.deepEqual(found.dueLines, [2]);
    assert.equal(found.scanDue(edited), true);
    assert.deepEqual([found.dueLines, all(found)], [[], scanned(edited)]);
    assert.equal(found.scanDue(edited), false);
    typed(2, 0, ' ');
    assert.deepEqual([found.dueLines, all(found)], [[2], []]);
    assert.equal(typed(2, 2, ''), true);
    assert.deepEqual([found.dueLines, all(found)], [[], scanned(edited)]);
  });

  it('are looked for on every line at first, however long it is', () => {
    assert.equal(places(`${jws} ${'x'.repeat(2_000_000)}`).places.all.length, 1);
    assert.equal(places(`${jws}${'x'.repeat(2_000_000)}`).places.all[0]?.length, jws.length + 2_000_000);
  });

  it('are those of the whole text after very many changes at once', () => {
    const { text: edited, places: found } = places(`${jws}\n`.repeat(300));
    const changes = Array.from({ length: 300 }, (_, index) => {
      const at = { line: 299 - index, character: 0 };
      return { range: { start: at, end: at }, text: 'x \n' };
    });
    for (const change of changes) edited.apply(change);
    assert.equal(found.update(edited, changes), true);
    assert.deepEqual(all(found), scanned(edited));
  });

  it('are those of the whole text after changes that do not explain it', () => {
    const { text: edited, places: found } = places(`${jws}\n${jwe}`);
    const change = edited.change([0, jws.length, '\n']);
    edited.apply(change);
    edited.apply(edited.change([0, 0, `${disclosed}\n`]));
    assert.equal(found.update(edited, [change]), true);
    assert.deepEqual(all(found), scanned(edited));
    edited.apply(edited.change([0, edited.getText().length, '']));
    assert.equal(found.update(edited, []), true);
    assert.deepEqual(all(found), []);
    assert.equal(found.update(edited, [change]), false);
  });

  it('have each token read once, when it is first asked for, however often it moves or its line is edited', () => {
    let read = 0;
    const edited = new EditedText(`a ${jws}\nb ${jws}\n`);
    const found = new JwtPlaces(edited, (jwt) => [++read, jwt.text]);
    assert.equal(read, 0);
    const change = (...edit: Edit) => {
      const made = edited.change(edit);
      edited.apply(made);
      found.update(edited, [made]);
      return found.all.map(({ about }) => about);
    };
    const one = [1, jws];
    assert.deepEqual(change(0, 0, '\n'), [one, one]);
    assert.deepEqual(change(1, 1, 'xy'), [one, one]);
    assert.deepEqual(change(0, edited.getText().length, ''), []);
    assert.deepEqual(change(0, 0, `${jws} ${jws}`), [one, one]);
    assert.deepEqual(change(0, jws.length, jwe), [[2, jwe], one]);
  });

  it('do not remember every token that there was', () => {
    let read = 0;
    const edited = new EditedText(jws);
    const found = new JwtPlaces(edited, () => ++read);
    const about = () => found.all.map((place) => place.about);
    assert.deepEqual(about(), [1]);
    const whole = () => edited.getText().length;
    for (let number = 0; number < 100; number++) {
      const change = edited.change([0, whole(), `${jws}${number}`]);
      edited.apply(change);
      found.update(edited, [change]);
    }
    const change = edited.change([0, whole(), jws]);
    edited.apply(change);
    found.update(edited, [change]);
    assert.deepEqual(about(), [2]);
  });

  const piece = fc.oneof(
    fc.constantFrom(
      jws,
      jwe,
      disclosed,
      '.',
      '~',
      ' ',
      '\n',
      '\r\n',
      '\r',
      '%20',
      '%',
      '\\n',
      '\\u0022',
      '\\u001b[1;32m',
      '[1m',
      '%2520',
      '-',
      '"',
      'x',
      'eyJ',
    ),
    fc.constantFrom(jws.slice(0, 12), jws.slice(12), jwe.slice(0, 40), jwe.slice(40), 'Bearer ', '日本'),
  );
  const content = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  const offset = fc.nat(2000);
  const edit: fc.Arbitrary<Edit> = fc.tuple(
    offset,
    fc.oneof(fc.constant(0), fc.nat(60)),
    fc.oneof(content, piece, fc.constant('')),
  );

  /** How the edits of one event are made: each in the text that the one before it left, or all in the text before. */
  type Order = 'in turn' | 'upwards' | 'downwards' | 'mixed' | 'undo';
  type Event = readonly [order: Order, edits: readonly Edit[]];
  const event: fc.Arbitrary<Event> = fc.tuple(
    fc.constantFrom<Order>('in turn', 'in turn', 'upwards', 'upwards', 'downwards', 'mixed', 'undo'),
    fc.array(edit, { minLength: 1, maxLength: 4 }),
  );

  /** Makes the edits of an event; returns its changes, and those that undo it. */
  function make(edited: EditedText, [order, edits]: Event): { changes: TextChange[]; undo: TextChange[] } {
    const inTurn = order === 'in turn';
    const changes: TextChange[] = [];
    const undo: TextChange[] = [];
    const apply = (change: TextChange) => undo.unshift(edited.apply(change));
    for (const each of edits) {
      const change = edited.change(each);
      const { start, end } = change.range;
      const isApart = ({ range }: TextChange) => compare(range.end, start) < 0 || compare(end, range.start) < 0;
      if (!inTurn && !changes.every(isApart)) continue;
      changes.push(change);
      if (inTurn) apply(change);
    }
    const upwards = changes.toSorted((a, b) => compare(b.range.start, a.range.start));
    if (!inTurn) upwards.forEach(apply);
    return { changes: order === 'upwards' ? upwards : order === 'downwards' ? upwards.toReversed() : changes, undo };
  }

  /** Cases that an earlier way of keeping the places failed in. */
  const failed: [start: string, eol: string, longest: number, events: Event[]][] = [
    [
      '',
      '\n',
      65536,
      [
        ['in turn', [[0, 0, jws]]],
        ['in turn', [[96, 0, `"日本Bearer \\u001b[1;32m${jwe.slice(0, 40)}${jws.slice(12)}%`]]],
        [
          'in turn',
          [
            [907, 20, jwe.slice(40)],
            [482, 0, jwe.slice(0, 40)],
            [246, 0, '-'],
          ],
        ],
        [
          'in turn',
          [
            [963, 31, ''],
            [1650, 0, '\r\n'],
          ],
        ],
      ],
    ],
    [
      '',
      '\n',
      60,
      [
        [
          'in turn',
          [
            [0, 0, `${jws.slice(12)}\\u001b[1;32m${disclosed}${jwe}`],
            [0, 0, jwe.slice(0, 40)],
            [0, 0, ''],
          ],
        ],
        [
          'in turn',
          [
            [921, 38, disclosed],
            [0, 0, jwe.slice(0, 40)],
          ],
        ],
        [
          'in turn',
          [
            [1234, 0, `Bearer ${jws.slice(12)}`],
            [1696, 51, 'Bearer '],
          ],
        ],
        [
          'in turn',
          [
            [91, 22, ''],
            [970, 0, ''],
          ],
        ],
      ],
    ],
    [
      `${jws.slice(12)}${jwe.slice(0, 40)}\\n${jwe.slice(40)}\\u001b[1;32m${jwe.slice(0, 40)}${jwe.slice(0, 40)}`,
      '\n',
      120,
      [
        [
          'in turn',
          [
            [1167, 36, jws.slice(0, 12)],
            [0, 0, ''],
          ],
        ],
      ],
    ],
  ];

  /** Asserts that places are the same as before where it is told that none has changed. */
  function assertTold(found: JwtPlaces<string>, action: () => boolean): void {
    const before = all(found);
    if (!action()) assert.deepEqual(all(found), before);
  }

  it('equal those of a fresh scan after any sequence of edits', () => {
    assertProperty(
      fc.property(
        content,
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom(60, 120, 65_536),
        fc.array(event, { maxLength: 8 }),
        (start, eol, longest, events) => {
          const edited = new EditedText(start, eol);
          const found = new JwtPlaces(edited, text, longest);
          assert.deepEqual(all(found), scanned(edited));
          let undo: TextChange[] = [];
          for (const [index, event] of events.entries()) {
            let changes: TextChange[];
            if (event[0] === 'undo') [changes, undo] = [undo, undo.map((change) => edited.apply(change)).toReversed()];
            else ({ changes, undo } = make(edited, event));
            assertTold(found, () => found.update(edited, changes));
            const fresh = scanned(edited);
            const due = new Set(found.dueLines);
            for (const line of due) assert.ok(edited.lineAt(line).text.length > longest);
            assert.deepEqual(
              all(found),
              fresh.filter(([line]) => !due.has(line)),
            );
            // Sometimes lines that are due are edited before they are scanned.
            if (index % 2 === 0) continue;
            assertTold(found, () => found.scanDue(edited));
            assert.deepEqual(all(found), fresh);
          }
        },
      ),
      { numRuns: 1500, examples: failed },
    );
  });

  it('on each line are those that the scanner finds in the whole text', () => {
    const lines = fc.array(fc.oneof(piece, fc.constantFrom('\u001b', '\u0085')), { maxLength: 30 });
    assertProperty(
      fc.property(lines, fc.constantFrom('\n', '\r\n'), (pieces, eol) => {
        const edited = new EditedText(pieces.join(''), eol);
        assert.deepEqual(all(new JwtPlaces(edited, text)), scanned(edited));
      }),
    );
  });

  /** Counts the lines that are asked for. */
  class CountedText extends EditedText {
    asked = 0;
    override lineAt(line: number): { text: string } {
      this.asked++;
      return super.lineAt(line);
    }
  }
  it('look at the changed lines only', () => {
    const counted = new CountedText(`${jws}\n`.repeat(5000));
    const found = new JwtPlaces(counted, text);
    const edits: [line: number, text: string, asked: number, left: number][] = [
      [2500, ' ', 1, 4999],
      [10, '\n\n', 3, 4998],
    ];
    for (const [line, inserted, asked, left] of edits) {
      const at = { line, character: 3 };
      const change = { range: { start: at, end: at }, text: inserted };
      counted.apply(change);
      counted.asked = 0;
      found.update(counted, [change]);
      assert.deepEqual([found.all.length, counted.asked], [left, asked]);
    }
  });
});
