import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Agenda } from '../../../src/base/agenda';
import { assertProperty } from '../../support/property';

describe('an agenda', () => {
  it('has nothing next while it is empty', () => {
    const agenda = new Agenda<string>();
    assert.equal(agenda.next(), Infinity);
    assert.deepEqual(agenda.takeDue(Infinity), []);
  });

  it('gives what is due, the earliest first, and keeps the rest', () => {
    const agenda = new Agenda<string>();
    agenda.set('b', 20);
    agenda.set('c', 30);
    agenda.set('a', 10);
    assert.equal(agenda.next(), 10);
    assert.deepEqual(agenda.takeDue(20), ['a', 'b']);
    assert.equal(agenda.next(), 30);
    assert.deepEqual(agenda.takeDue(20), []);
  });

  it('knows only the last time of each', () => {
    const agenda = new Agenda<string>();
    agenda.set('a', 10);
    agenda.set('a', 30);
    agenda.set('b', 20);
    assert.equal(agenda.next(), 20);
    assert.deepEqual(agenda.takeDue(100), ['b', 'a']);
    agenda.set('a', 10);
    agenda.set('a', 30);
    agenda.set('a', 10);
    assert.deepEqual(agenda.takeDue(100), ['a'], 'once');
  });

  for (const never of [Infinity, NaN]) {
    it(`takes out what is put down for ${never}`, () => {
      const agenda = new Agenda<string>();
      agenda.set('a', 10);
      agenda.set('a', never);
      assert.equal(agenda.next(), Infinity);
      assert.deepEqual(agenda.takeDue(100), []);
    });
  }

  it('is empty once it was cleared', () => {
    const agenda = new Agenda<string>();
    agenda.set('a', 10);
    agenda.clear();
    assert.equal(agenda.next(), Infinity);
    agenda.set('a', 10);
    assert.deepEqual(agenda.takeDue(10), ['a']);
  });

  it('finds the same as a search through everything', () => {
    const time = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constant(Infinity));
    const step = fc.oneof(fc.tuple(fc.integer({ min: 0, max: 5 }), time), fc.integer({ min: 0, max: 20 }));
    assertProperty(
      fc.property(fc.array(step), (steps) => {
        const agenda = new Agenda<number>();
        const all = new Map<number, number>();
        for (const each of steps) {
          if (typeof each === 'number') {
            const due = [...all].filter(([, at]) => at <= each).map(([what]) => what);
            for (const what of due) all.delete(what);
            assert.deepEqual(agenda.takeDue(each).sort(), due.sort());
          } else {
            const [what, at] = each;
            agenda.set(what, at);
            if (at === Infinity) all.delete(what);
            else all.set(what, at);
          }
          assert.equal(agenda.next(), Math.min(...all.values()));
        }
      }),
    );
  });
});
