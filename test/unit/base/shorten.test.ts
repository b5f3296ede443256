import assert from 'node:assert/strict';
import { shorten } from '../../../src/base/shorten';

describe('a long name', () => {
  const rows: [text: string, most: number, short: string][] = [
    ['orders', 6, 'orders'],
    ['orders-production', 9, 'orde…tion'],
    ['orders-production', 8, 'orde…ion'],
    ['👩‍🚀👩‍🚀👩‍🚀', 3, '👩‍🚀👩‍🚀👩‍🚀'],
    ['👩‍🚀a👩‍🚀b👩‍🚀', 3, '👩‍🚀…👩‍🚀'],
  ];
  for (const [text, most, short] of rows)
    it(`“${text}” in ${most} letters is “${short}”`, () => assert.equal(shorten(text, most), short));
});
