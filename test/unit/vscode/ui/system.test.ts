import assert from 'node:assert/strict';
import { systemName } from '../../../../src/vscode/ui/system.node';

describe('the system', () => {
  it('is told by its kind alone', () => assert.match(systemName(), /^[a-z\d]+ [a-z\d]+$/));
});
