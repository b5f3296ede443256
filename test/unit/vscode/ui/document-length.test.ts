import assert from 'node:assert/strict';
import { isLongerThan } from '../../../../src/vscode/ui/document-length';

describe('the length of a document', () => {
  it('is where its last line ends', () => {
    const lines = ['ab', '', 'cde'];
    const document = {
      lineCount: lines.length,
      lineAt: (line: number) => ({ range: { end: line } }),
      offsetAt: (line: number) => lines.slice(0, line + 1).join('\n').length,
    };
    assert.equal(isLongerThan(document, 6), true);
    assert.equal(isLongerThan(document, 7), false);
  });
});
