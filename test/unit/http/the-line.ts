import assert from 'node:assert/strict';
import { linesOf, type Line } from '../../../src/http/lines';

/** The one line of a text. */
export function theLine(text: string): Line {
  const [line, ...further] = linesOf(text);
  assert.ok(line !== undefined && further.length === 0);
  return line;
}
