import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import type { ProfileTokenChange, TokenDeck, TokenDeckExtension } from '../../../token-deck';
import type { Disposables } from '../../base/disposables';
import { lazy } from '../../base/lazy';
import { Fault } from '../../faults/fault';
import type { ApiParts } from './api-calls';

/**
 * What `activate()` returns. All extensions get the same object, which is frozen so that none takes the place of its
 * functions. What they do is loaded at the first call.
 */
export function exportedApi(parts: () => Promise<ApiParts>, disposables: Disposables): TokenDeckExtension {
  let api: TokenDeck | undefined;
  const getAPI = (version: number): TokenDeck => {
    if (version !== 1)
      throw new Fault('argument-invalid', t('This Token Deck has no such version of its API.'), {
        next: t('Use version 1, or update Token Deck.'),
      });
    return (api ??= makeApi(parts, disposables));
  };
  return Object.freeze({ getAPI });
}

function makeApi(parts: () => Promise<ApiParts>, disposables: Disposables): TokenDeck {
  const changed = disposables.add(new vscode.EventEmitter<ProfileTokenChange>());
  const calls = lazy(async () => (await import('./api-calls')).apiCalls(await parts()));
  const follow = lazy(async () => (await calls()).follow((change) => changed.fire(change)));
  return Object.freeze<TokenDeck>({
    listProfiles: async () => (await calls()).listProfiles(),
    onDidChangeTokens: (...listener) => {
      void follow();
      return changed.event(...listener);
    },
    getToken: async (...call) => (await calls()).getToken(...call),
    getAuthorizationHeaders: async (...call) => (await calls()).getAuthorizationHeaders(...call),
  });
}
