import assert from 'node:assert/strict';
import fc from 'fast-check';
import { JwtPlaces, type LinedText, type TextChange, type TextPosition } from '../../../../src/jwt/find/places';
import { findJwts } from '../../../../src/jwt/find/scan';

const encode = (text: string) => Buffer.from(text).toString('base64url');
const jws = `${encode('{"alg":"HS256"}')}.${encode('{"sub":"ada"}')}.c2ln`;
const jwe = `${encode('{"alg":"dir","enc":"A256GCM"}')}..aXY.Y2lwaGVy.dGFn`;
const disclosed = `${jws}~${encode('["s","n",1]')}~`;

/** A text that is changed as VS Code changes its own. */
class EditedText implements LinedText {
  lines: string[];

  constructor(
    text: string,
    private readonly eol = '\n',
  ) {
    this.lines = text.split(/\r\n|\r|\n/);
  }

  lineAt(line: number): { text: string } {
    const text = this.lines[line];
    assert.ok(text !== undefined, `line ${line} of ${this.lines.length}`);
    return { text };
  }

  getText(): string {
    return this.lines.join(this.eol);
  }

  apply({ range: { start, end }, text }: TextChange): void {
    const head = this.lineAt(start.line).text.slice(0, start.character);
    const tail = this.lineAt(end.line).text.slice(end.character);
    this.lines.splice(start.line, end.line - start.line + 1, ...(head + text + tail).split(/\r\n|\r|\n/));
  }

  position(offset: number): TextPosition {
    let rest = offset % (this.getText().length + 1);
    for (const [line, text] of this.lines.entries()) {
      if (rest <= text.length) return { line, character: Math.max(0, rest) };
      rest -= text.length + this.eol.length;
    }
    return { line: this.lines.length - 1, character: this.lines.at(-1)?.length ?? 0 };
  }

  change(from: number, length: number, text: string): TextChange {
    const [a, b] = [this.position(from), this.position(from + length)];
    const inOrder = a.line < b.line || (a.line === b.line && a.character <= b.character);
    return { range: inOrder ? { start: a, end: b } : { start: b, end: a }, text };
  }
}

const text = ({ text }: { text: string }) => text;
const all = (places: JwtPlaces<string>) =>
  places.all.map(({ line, character, length, about }) => [line, character, length, about]);

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
    ['a letter typed elsewhere on the line moves it', `a ${jws}`, 0, 0, 'x', [jws]],
    ['a line above moves it', `a ${jws}`, 0, 0, 'x\r\n', [jws]],
    ['two lines joined move it', `ab\n${jws}`, 2, 1, '', []],
    ['two lines joined by a space keep it', `ab\n${jws}`, 2, 1, ' ', [jws]],
    ['a letter before it makes it none', ` ${jws}`, 1, 0, 'x', []],
    ['an escape before it makes it one', `x${jws}`, 0, 0, '%2', []],
    ['the percent sign of an escape makes it one', `20${jws}`, 0, 0, '%', [jws]],
    ['the backslash of an escape makes it one', `n${jws}`, 0, 0, '\\', [jws]],
    ['a letter behind it belongs to it', jws, jws.length, 0, 'x', [`${jws}x`]],
    ['a space in its header makes it none', jws, 5, 0, ' ', []],
    ['one taken out of its header makes it one', `${jws.slice(0, 5)} ${jws.slice(5)}`, 5, 1, '', [jws]],
    ['one pasted', 'a  b', 2, 0, jws, [jws]],
    ['one replaced by another', jws, 0, jws.length, jwe, [jwe]],
    ['all of it removed', `${jws}\n${jwe}`, 0, jws.length + 1 + jwe.length, '', []],
    ['one of three removed', `${jws} ${jwe} ${jws}`, jws.length + 1, jwe.length, '', [jws, jws]],
    ['a disclosure added', jws, jws.length, 0, '~', [`${jws}~`]],
  ];
  for (const [what, before, at, length, inserted, after] of edits) {
    it(what, () => {
      const { text: edited, places: found } = places(before);
      const change = edited.change(at, length, inserted);
      edited.apply(change);
      found.update(edited, [change]);
      assert.deepEqual(
        found.all.map(({ about }) => about),
        after,
      );
      assert.deepEqual(all(found), all(new JwtPlaces(edited, text)));
    });
  }

  it('tell whether one changed or moved', () => {
    const { text: edited, places: found } = places(`a ${jws}\nb`);
    const typed = (at: number, length: number, inserted: string) => {
      const change = edited.change(at, length, inserted);
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

  it('are none in a piece of letters that is too long, until it is shorter', () => {
    const { text: edited, places: found } = places(`${'.'.repeat(100)}${jws}`, 100 + jws.length);
    const longer = edited.change(0, 0, '..');
    assert.equal(found.all.length, 1);
    edited.apply(longer);
    found.update(edited, [longer]);
    assert.equal(found.all.length, 0);
    const shorter = edited.change(50, 2, '');
    edited.apply(shorter);
    found.update(edited, [shorter]);
    assert.equal(found.all.length, 1);
  });

  it('are those of the whole text after very many changes at once', () => {
    const { text: edited, places: found } = places(`${jws}\n`.repeat(1000));
    const changes = Array.from({ length: 1000 }, (_, index) => {
      const at = { line: 999 - index, character: 0 };
      return { range: { start: at, end: at }, text: 'x ' };
    });
    for (const change of changes) edited.apply(change);
    assert.equal(found.update(edited, changes), true);
    assert.deepEqual(all(found), all(new JwtPlaces(edited, text)));
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
      '%20',
      '%',
      '\\n',
      '\\u0022',
      '\\u001b[1;32m',
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
  const edit = fc.tuple(offset, fc.oneof(fc.constant(0), fc.nat(60)), fc.oneof(content, piece, fc.constant('')));

  it('equal those of a fresh scan after any sequence of edits', () => {
    fc.assert(
      fc.property(
        content,
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom(60, 120, 65_536),
        fc.array(fc.array(edit, { minLength: 1, maxLength: 4 }), { maxLength: 8 }),
        (start, eol, longest, events) => {
          const edited = new EditedText(start, eol);
          const found = new JwtPlaces(edited, text, longest);
          for (const event of events) {
            const before = JSON.stringify(all(found));
            const changes = event.map(([at, length, inserted]) => {
              const change = edited.change(at, length, inserted);
              edited.apply(change);
              return change;
            });
            const changed = found.update(edited, changes);
            const fresh = all(new JwtPlaces(edited, text, longest));
            assert.deepEqual(all(found), fresh);
            if (!changed) assert.equal(JSON.stringify(fresh), before);
          }
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('without a limit are those that the scanner finds', () => {
    fc.assert(
      fc.property(content, (start) => {
        const found = new JwtPlaces(new EditedText(start), text);
        const scanned = [...findJwts(new EditedText(start).getText())].map((each) => each.text);
        assert.deepEqual(
          found.all.map(({ about }) => about),
          scanned,
        );
      }),
    );
  });

  /** How many letters of a text are looked at, as far as it can be seen from outside: those it hands out. */
  class CountedText extends EditedText {
    wholes = 0;
    asked = 0;
    override getText(): string {
      this.wholes++;
      return super.getText();
    }
    override lineAt(line: number): { text: string } {
      this.asked++;
      return super.lineAt(line);
    }
  }
  it('look at the changed lines alone, and never at the whole text again', () => {
    const counted = new CountedText(`${jws}\n`.repeat(5000));
    const found = new JwtPlaces(counted, text);
    const change: TextChange = {
      range: { start: { line: 2500, character: 3 }, end: { line: 2500, character: 3 } },
      text: ' ',
    };
    counted.apply(change);
    counted.wholes = counted.asked = 0;
    found.update(counted, [change]);
    assert.equal(found.all.length, 4999);
    assert.deepEqual([counted.wholes, counted.asked <= 4], [0, true]);
  });
});
