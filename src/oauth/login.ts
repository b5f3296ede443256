import type { TokenSet } from '../storage/token-set';
import type { AuthorizationServers } from './servers';

/** A login that was begun, and ends with a redirect: where the browser goes, and what the redirect is known by. */
export interface RedirectLogin {
  endsBy: 'redirect';
  /** The authorization request, to be opened as this very string. */
  url: string;
  /**
   * The same request, to be opened once more: a reference to what was pushed is good for one use (RFC 9126 section 4), and
   * what was signed expires.
   * @throws what beginning the login throws
   */
  again(signal?: AbortSignal): Promise<string>;
  state: string;
  /**
   * Ends the login with the parameters that came back in the redirect (RFC 6749 section 4.1.2).
   * @throws `login-refused` and other OAuth errors, `login-mismatch`, `issuer-mismatch`, `id-token-invalid`, faults of
   *   the connection
   */
  finish(answer: URLSearchParams, signal?: AbortSignal): Promise<TokenSet>;
}

/**
 * A login that was begun and ends on the provider's side. Nothing comes back, so the provider is polled (RFC 8628
 * section 3.4).
 */
export interface PolledLogin {
  endsBy: 'polling';
  /** Where the person signs in, on any device. */
  url: string;
  /** What the person enters there. */
  code: string;
  /** Whether the address has the code in it, so that the person only compares it (RFC 8628 section 3.3.1). */
  isInUrl: boolean;
  /** When the code expires, in milliseconds since 1970. */
  expiresAt: number;
  /**
   * Polls until the person has signed in or refused, or the code has expired.
   * @throws `login-refused`, `login-timeout`, `cancelled` and other OAuth errors, faults of the connection
   */
  finish(signal: AbortSignal): Promise<TokenSet>;
}

/** A login that was begun. */
export type PendingLogin = RedirectLogin | PolledLogin;

export interface LoginOptions {
  /** Opens a way back from the browser, and gives its redirect URI. Called by a grant that ends with a redirect. */
  openRedirect: () => Promise<string>;
  /** Let the user choose another account than the one that the browser is signed in with. */
  otherAccount?: boolean;
  /** Let the user enter a code instead (RFC 8628), where `OAuthClient.offersCode` says that they can. */
  byCode?: boolean;
}

/** What a grant needs to lead through a login. It makes each call with the endpoints that it uses. */
export interface LoginDependencies {
  servers: AuthorizationServers;
  /** Milliseconds since 1970. */
  now: () => number;
  log: (line: string) => void;
}
