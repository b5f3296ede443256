import assert from 'node:assert/strict';
import { systemName } from '../../../../src/vscode/ui/system.node';

describe('the system', () => {
  it('is told only by its kind', () => assert.match(systemName(), /^[a-z\d]+ [a-z\d]+$/));
});
