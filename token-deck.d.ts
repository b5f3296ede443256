/**
 * What the extension `token-deck.token-deck` exports, for other extensions in the same extension host. Failures reject
 * with an `Error` that has a `code`.
 */
import type { Event } from 'vscode';

export interface TokenDeckExtension {
  getAPI(version: 1): TokenDeck;
}

export interface TokenDeck {
  /** Every profile, usable or not, without tokens or secrets. */
  listProfiles(): Promise<readonly ListedProfile[]>;
  /** Fires when a profile's token is there, is another one or is gone, in any window. */
  readonly onDidChangeTokens: Event<ProfileTokenChange>;
  /**
   * As the command `tokenDeck.getToken`, under the setting `tokenDeck.automation`.
   * @param profile a profile's name: its `id`, `personal:ID` or `team:FOLDER:ID`
   */
  getToken(profile: string, options?: TokenOptions): Promise<string>;
  /** As the command `tokenDeck.getAuthorizationHeaders`. */
  getAuthorizationHeaders(profile: string, request: HeadersRequest): Promise<Record<string, string>>;
}

export interface TokenOptions {
  forceRefresh?: boolean;
  /** In seconds. */
  minValidity?: number;
  /** Whether the user may be asked (default `true`). */
  interactive?: boolean;
  /** A token that an API answered 401 to. */
  rejected?: string;
}

export interface HeadersRequest extends TokenOptions {
  method: string;
  url: string;
  /** Of the header `DPoP-Nonce` of a 401. */
  nonce?: string;
}

export interface ListedProfile {
  /** The name that no other profile has. */
  profile: string;
  id: string;
  name: string;
  group?: string;
  home: 'personal' | 'team';
  /** As of the command `tokenDeck.describeToken`. */
  state: 'signed-out' | 'ready' | 'valid' | 'expiring' | 'expired' | 'stored' | 'busy' | 'failed' | 'unusable';
}

export interface ProfileTokenChange {
  profile: string;
  change: 'signed-in' | 'renewed' | 'signed-out';
}
