import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually';
import { freshId, run } from './environment';

describe('the clipboard, with a token in it', () => {
  const { clipboard } = vscode.env;
  const configuration = () => vscode.workspace.getConfiguration('tokenDeck');
  const token = 'clipboard-token-of-32-characters';
  let id: string;
  before(async () => {
    id = freshId('copied');
    await run('addProfile', { id, grant: 'static', token });
    await configuration().update('clipboard.clearAfter', 1, vscode.ConfigurationTarget.Global);
  });
  after(() => configuration().update('clipboard.clearAfter', undefined, vscode.ConfigurationTarget.Global));

  it('is cleared after the seconds of the setting', async () => {
    await run('copyToken', id);
    assert.equal(await clipboard.readText(), token);
    await eventually('an empty clipboard', async () => (await clipboard.readText()) === '');
  });
});
