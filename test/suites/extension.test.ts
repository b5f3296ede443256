import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { packedVariable } from './given';

describe('the extension under test', () => {
  const packed = process.env[packedVariable] === '1';

  it(`is ${packed ? 'the packed file, installed' : 'the build in its source folder'}`, () => {
    const extension = vscode.extensions.getExtension('token-deck.token-deck');
    assert.ok(extension);
    assert.equal(existsSync(path.join(extension.extensionPath, 'src')), !packed, extension.extensionPath);
  });
});
