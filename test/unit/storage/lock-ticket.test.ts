import assert from 'node:assert/strict';
import { beat, holderOf, isGone, lookAgain, patience, ticketsOf, type Look } from '../../../src/storage/lock-ticket';

describe('storage: tickets of a lock', () => {
  const listings: [files: string[], tickets: number[]][] = [
    [[], []],
    [['a.1'], [1]],
    [
      ['a.10', 'a.9', 'a.2'],
      [2, 9, 10],
    ],
    [['b.1', 'aa.2', 'a', 'a.', 'a.x', 'a.0', 'a.01', 'a.1.2', 'a.-1', 'a.1e3', 'A.4'], []],
  ];
  for (const [files, tickets] of listings) {
    it(`of “a” among ${JSON.stringify(files)} are ${JSON.stringify(tickets)}`, () => {
      assert.deepEqual(ticketsOf('a', files), tickets);
    });
  }

  for (const text of ['', 'free', '{', 'null', '[]', '{"pid":1}', '{"pid":"1","host":"h"}', '{"pid":1.5,"host":"h"}']) {
    it(`say nothing of their holder with ${JSON.stringify(text)}`, () => assert.equal(holderOf(text), undefined));
  }

  it('name their holder', () => {
    assert.deepEqual(holderOf('{"pid":7,"host":"h"}'), { pid: 7, host: 'h' });
  });

  const watched = (...looks: [sign: string, elapsed: number][]): Look =>
    looks.reduce<Look | undefined>((last, [sign, elapsed]) => lookAgain(last, sign, elapsed), undefined) ??
    assert.fail('no look');
  const often = (sign: string, times: number): [string, number][] => Array.from({ length: times }, () => [sign, 500]);
  const silent = (patience / 500) | 0;

  const states: [what: string, holder: { pid: number; host: string } | undefined, look: Look, gone: boolean][] = [
    ['one whose process runs', { pid: 1, host: 'here' }, watched(['1', 0]), false],
    ['one whose process has ended', { pid: 2, host: 'here' }, watched(['1', 0]), true],
    ['one on another machine', { pid: 2, host: 'there' }, watched(['1', 0]), false],
    ['one that says nothing of itself yet', undefined, watched(['1', 0]), false],
    ['one that gave no sign of life for long', { pid: 1, host: 'here' }, watched(...often('1', silent + 2)), true],
    ['one that says nothing for long', undefined, watched(...often('1', silent + 2)), true],
    ['one that gives signs of life', undefined, watched(...often('1', silent), ...often('2', silent)), false],
    ['one after a night in which the machine slept', undefined, watched(['1', 0], ['1', 8 * 3600_000]), false],
    ['one that is silent also after the machine woke', undefined, watched(['1', 1e9], ...often('1', silent + 2)), true],
  ];
  for (const [what, holder, look, gone] of states) {
    it(`the holder of ${what} is ${gone ? 'gone' : 'there'}`, () => {
      assert.equal(
        isGone(holder, look, 'here', (pid) => pid === 1),
        gone,
      );
    });
  }

  it('a sleep counts as one beat', () => {
    assert.equal(watched(['1', 0], ['1', 3600_000]).unchanged, beat);
  });
});
