/**
 * What more is known about a fault than its code, where that asks for another next step. For people's buttons only:
 * callers match on the code.
 */
export type FaultReason =
  /** The setting `tokenDeck.automation` is `deny`. */
  | 'automation-off'
  /** The setting `tokenDeck.jwt.allowNetwork` does not allow a request for keys. */
  | 'keys-off'
  /** The token was pasted by hand, so only a person can bring another one. */
  | 'pasted-token'
  /** The provider does not accept the token in hand; getting it again would return the same one. */
  | 'token-refused'
  /** Only another key set, clock or sign-in helps against an ID token, not another profile. */
  | 'id-token-passing'
  /** The profile and the ID token name different issuers or clients. */
  | 'id-token-profile'
  /** Only the provider can help against an ID token; signing in again would not, or is not safe. */
  | 'id-token-provider'
  /** The profile was removed or changed while something was under way. */
  | 'profile-gone'
  /** No profile fits a command. */
  | 'no-profile-fits'
  /** Several profiles' ids make the same variable. */
  | 'same-variable'
  /** The code that a person enters on another device has expired. */
  | 'code-expired'
  /** A client needs another secret than the one at hand. */
  | 'other-secret'
  /** An answer is about another user than the one who signed in. */
  | 'other-user'
  /** The server's own metadata rule the request out; nothing was sent. */
  | 'ruled-out'
  /** The provider did not register the way back that a login uses. */
  | 'redirect-unregistered'
  | 'no-folder';

/** A place in a document, by its address and its line, which counts from 0. */
export interface FaultPlace {
  uri: string;
  line: number;
}
