import assert from 'node:assert/strict';
import { unpackArtifact } from '../../host/maven';
import { onlyMessage } from './missing-program';

describe('the Maven that tests need', () => {
  it('is missed in one sentence on a machine without it', async () => {
    await assert.rejects(
      unpackArtifact('a:b:1:zip', '/nowhere', 'These tests', { PATH: '/nowhere' }),
      onlyMessage('These tests need Maven on first use, as mvn on PATH, and there is none on this machine.'),
    );
  });
});
