import assert from 'node:assert/strict';
import { fileClosed } from '../../../../src/vscode/integrations/file-closed';

describe('a request whose file was closed', () => {
  for (const place of [{ uri: 'file:///a.http', line: 1 }, undefined])
    it(`was not sent, and is ${place ? 'shown at its place' : 'gone with its file'}`, () => {
      const fault = fileClosed(place);
      assert.deepEqual(
        [fault.code, fault.what, fault.place],
        ['request-changed', 'The file was closed; nothing was sent.', place],
      );
    });
});
