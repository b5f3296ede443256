/**
 * What the extension `token-deck.token-deck` exports, for other extensions in the same extension host. Copy this file:
 *
 *     const extension = extensions.getExtension<TokenDeckExtension>('token-deck.token-deck');
 *     const tokenDeck = (await extension?.activate())?.getAPI(1);
 *
 * What fails rejects with an `Error` that has a `code` of the list in docs/commands.md.
 */
import type { Event } from 'vscode';

export interface TokenDeckExtension {
  /** @throws an `Error` with the code `argument-invalid` for a version that this Token Deck does not have */
  getAPI(version: 1): TokenDeck;
}

export interface TokenDeck {
  /** Every profile that is known, usable or not. No secret, no token, no network. */
  listProfiles(): Promise<readonly ListedProfile[]>;

  /** Fires when a profile's token is there, is another one or is gone, in this window or another. It tells no token. */
  readonly onDidChangeTokens: Event<ProfileTokenChange>;

  /**
   * A token of a profile, as the command `tokenDeck.getToken` gives it: under the user's setting `tokenDeck.automation`.
   * @param profile a profile's name: its `id`, `personal:ID` or `team:FOLDER:ID`
   */
  getToken(profile: string, options?: TokenOptions): Promise<string>;

  /** The headers for one request, as the command `tokenDeck.getAuthorizationHeaders` gives them. */
  getAuthorizationHeaders(profile: string, request: HeadersRequest): Promise<Record<string, string>>;
}

export interface TokenOptions {
  /** Renews the token even if it is still valid. */
  forceRefresh?: boolean;
  /** The validity that you need, in seconds. */
  minValidity?: number;
  /** Whether the user may be asked, and may have to sign in (default `true`). */
  interactive?: boolean;
  /** A token that an API answered 401 to: it is renewed if it is still the current one. */
  rejected?: string;
}

export interface HeadersRequest extends TokenOptions {
  /** Of the request, such as `GET`. */
  method: string;
  /** Of the request: the whole address. */
  url: string;
  /** The value of the header `DPoP-Nonce` with which the API answered 401. */
  nonce?: string;
}

export interface ListedProfile {
  /** The profile's name: what `getToken` and the commands take, and what other profiles do not share. */
  profile: string;
  id: string;
  /** What people call it. */
  name: string;
  group?: string;
  /** Where it lives: with the user, or in the team file of a folder of the workspace. */
  home: 'personal' | 'team';
  state: ProfileState;
}

/** As `tokenDeck.describeToken` has it. */
export type ProfileState =
  'signed-out' | 'ready' | 'valid' | 'expiring' | 'expired' | 'stored' | 'busy' | 'failed' | 'unusable';

export interface ProfileTokenChange {
  /** The profile's name, as in `ListedProfile`. */
  profile: string;
  change: 'signed-in' | 'renewed' | 'signed-out';
}
