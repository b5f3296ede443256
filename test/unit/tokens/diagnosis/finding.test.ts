import assert from 'node:assert/strict';
import { byWeight, type Finding, type Severity } from '../../../../src/tokens/diagnosis/finding';

describe('findings', () => {
  it('are sorted by how much they matter, else in their order', () => {
    const of = (severity: Severity, what: string): Finding => ({ severity, cause: 'profile', what });
    const sorted = byWeight([of('note', '4'), of('warning', '2'), of('problem', '1'), of('warning', '3')]);
    assert.deepEqual(
      sorted.map(({ what }) => what),
      ['1', '2', '3', '4'],
    );
  });
});
