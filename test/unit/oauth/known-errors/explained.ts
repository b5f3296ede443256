import assert from 'node:assert/strict';
import type { FaultCode } from '../../../../src/faults/table';
import { explain } from '../../../../src/oauth/explain';
import type { KnownError } from '../../../../src/oauth/known-errors/known-error';

/** What a provider says: its code, its words, what the explanation and the next step are about, and the fault's code. */
export type Said = [error: string, words: string, what: RegExp, next: RegExp, code?: FaultCode];

/** Tests that each of a provider's errors is explained, and that none is left without a test. */
export function itExplains(name: string, known: readonly KnownError[], cases: readonly Said[]): void {
  describe(`errors of ${name}`, () => {
    for (const [error, words, what, next, code] of cases) {
      it(`${error}: ${words.slice(0, 70)}`, () => {
        const explanation = explain(error, words);
        assert.ok(explanation, 'it is not explained');
        assert.match(explanation.what, what);
        assert.ok(explanation.what.includes(`(${error})`), 'the code is named');
        assert.match(explanation.next, next);
        if (code !== undefined) assert.equal(explanation.code, code);
      });
    }

    it('each have a test', () => {
      const untested = known.filter(({ says }) => !cases.some(([error, words]) => says.test(`${error}: ${words}`)));
      assert.deepEqual(
        untested.map(({ says }) => String(says)),
        [],
      );
    });
  });
}
