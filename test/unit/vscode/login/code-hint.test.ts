import assert from 'node:assert/strict';
import { isFault } from '../../../../src/faults/fault';
import { codeHint } from '../../../../src/vscode/login/code-hint';

describe('the hint at the code of a login', () => {
  it('has the code, and a link to where it is entered', () => {
    assert.equal(
      codeHint({ code: 'ABCD-EFGH', url: 'https://sso.example.com/device?a=1', isInUrl: false }),
      'enter the code ABCD-EFGH at [sso.example.com](https://sso.example.com/device?a=1).',
    );
  });

  it('asks to compare a code that the address has in it', () => {
    assert.equal(
      codeHint({ code: 'ABCD-EFGH', url: 'https://sso.example.com/device?a=1', isInUrl: true }),
      'open [sso.example.com](https://sso.example.com/device?a=1), and check that it shows the code ABCD-EFGH.',
    );
  });

  it('holds no link of the provider’s making', () => {
    const hint = codeHint({ code: '[x](command:y)', url: 'https://sso.example.com/a)[x](command:y)', isInUrl: false });
    assert.equal(hint.match(/\]\(/g)?.length, 1, hint);
    assert.ok(hint.endsWith('(https://sso.example.com/a%29[x]%28command:y%29).'), hint);
  });

  for (const url of ['command:workbench.action.quit', 'http://sso.example.com/device', 'nothing']) {
    it(`is not given for ${url}`, () => assert.throws(() => codeHint({ code: 'A', url, isInUrl: false }), isFault));
  }
});
