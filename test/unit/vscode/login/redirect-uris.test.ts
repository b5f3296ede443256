import assert from 'node:assert/strict';
import {
  isChanging,
  offeredUris,
  recommendedRedirect,
  type RedirectUri,
} from '../../../../src/vscode/login/redirect-uris';

describe('login: the redirect URIs to register', () => {
  const handler: RedirectUri = { flow: 'uri-handler', uri: 'vscode://a/callback', isFixed: true };
  const external: RedirectUri = { flow: 'external-uri', uri: 'https://w.example/?id=1', isFixed: false };
  const paste: RedirectUri = { flow: 'paste', uri: 'http://127.0.0.1/callback', isFixed: true };
  const loopback: RedirectUri = { flow: 'loopback', uri: 'http://127.0.0.1/callback', isFixed: true };

  const rows: [what: string, uris: RedirectUri[], offered: RedirectUri[]][] = [
    ['are those of the ways, each once', [handler, loopback, paste], [handler, loopback]],
    ['begin with one that stays the same', [external, paste], [paste, external]],
    ['have the one for pasting where every other changes', [external], [paste, external]],
  ];
  for (const [what, uris, offered] of rows)
    it(what, () => {
      assert.deepEqual(offeredUris(uris, paste), offered);
      assert.equal(isChanging(offered), uris.includes(external));
    });

  it('are pasted where one differs at each login, which most providers refuse', () => {
    assert.equal(recommendedRedirect([handler, loopback, paste]), 'auto');
    assert.equal(recommendedRedirect([paste, external]), 'paste');
    assert.equal(recommendedRedirect([]), 'auto');
  });
});
