import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { hasSelection, selectedKey } from '../../../../src/vscode/ui/selection';

describe('the profile in the status bar', () => {
  const memory = (entries: Record<string, unknown>) => ({ get: (key: string) => entries[key] }) as vscode.Memento;

  it('was selected if the workspace remembers one', () => {
    assert.equal(hasSelection(memory({ [selectedKey]: 'personal:prod' })), true);
    assert.equal(hasSelection(memory({ lastUsed: ['personal:prod'] })), false);
    assert.equal(hasSelection(memory({})), false);
  });

  it('is remembered under the same key as in version 0.1.0', () => assert.equal(selectedKey, 'selected'));
});
