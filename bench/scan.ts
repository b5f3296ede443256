import assert from 'node:assert/strict';
import { findJwts } from '../src/jwt/find/scan';
import { alternate } from './alternate';
import { Samples } from './samples';
import type { Row } from './table';

/** How fast JWTs are found, beside a bare search for what most of them begin with, in the same text. */
export function scanRows(): Row[] {
  const samples = new Samples();
  const log = samples.log(50_000_000, 1000);
  assert.equal(found(log), 1000);
  return [
    row('finding 1 000 JWTs in a log of 50 MB, against a search for eyJ', log, /eyJ/g, '<= 1.50'),
    ...longLines(samples).flatMap(([what, line]) => [
      row(`a line of 10 MB without a JWT (${what}), against one for its first letters`, line, firstLetters, '<= 1.00'),
      row('  against a search for eyJ', line, /eyJ/g, ''),
    ]),
    ...hostile.map(linear),
  ];
}

/** What a header can begin with, as in src/jwt/find/scan.ts. */
const firstLetters = /e[yw][ABIJKLop01kl]/g;

function longLines(samples: Samples): [what: string, line: string][] {
  return [
    ['JSON', samples.json(10_000_000)],
    ['a log', samples.log(10_000_000, 0).replaceAll('\n', ' ')],
    ['base64url', samples.base64url(100_000).repeat(100)],
  ];
}

function found(text: string): number {
  let characters = 0;
  let count = 0;
  for (const { offset } of findJwts(text)) {
    count++;
    characters += offset;
  }
  assert.ok(count === 0 || characters >= 0);
  return count;
}

function searched(text: string, pattern: RegExp): number {
  let count = 0;
  pattern.lastIndex = 0;
  while (pattern.exec(text) !== null) count++;
  return count;
}

function row(what: string, text: string, pattern: RegExp, target: string): Row {
  const ways = { ours: () => found(text), bare: () => searched(text, pattern) };
  const { ours, bare } = alternate(ways, { rounds: 21, warmUp: 3 });
  return { what, now: ours / bare, target, note: `${ours.toFixed(1)} ms` };
}

const hostile = [
  'ey',
  'eyJ.',
  'eyJhbGciOiJub25lIn0.',
  'eyJhbGciOiJub25lIn0..',
  'eyJhbGciOiJub25lIn0.e30.~',
  '.',
  '~',
  'e',
];

/** Four times the text may cost four times as much, with as much again for what else the machine does. */
function linear(piece: string): Row {
  const text = (length: number) => Buffer.from(piece.repeat(length / piece.length)).toString();
  const [short, long] = [text(500_000), text(2_000_000)];
  const ways = { short: () => found(short), long: () => found(long) };
  const times = alternate(ways, { rounds: 5, warmUp: 2 });
  return { what: `four times as much of ${piece}`, now: times.long / times.short, target: '<= 8' };
}
