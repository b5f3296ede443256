import type { TokenSet } from '../storage/token-set';
import type { AuthorizationServers } from './servers';

/** A login that was begun: where the browser goes, and what ends it. */
export interface PendingLogin {
  /** The authorization request, to be opened as this very string. */
  url: string;
  state: string;
  /**
   * Ends the login with the parameters that came back in the redirect (RFC 6749 section 4.1.2).
   * @throws `login-refused` and other OAuth errors, `login-mismatch`, `issuer-mismatch`, `id-token-invalid`, faults of
   *   the connection
   */
  finish(answer: URLSearchParams, signal?: AbortSignal): Promise<TokenSet>;
}

export interface LoginOptions {
  redirectUri: string;
  /** Let the user choose another account than the one that the browser is signed in with. */
  otherAccount?: boolean;
}

/** What a grant needs to lead through a login. */
export interface LoginDependencies {
  servers: AuthorizationServers;
  /** Milliseconds since 1970. */
  now: () => number;
  log: (line: string) => void;
}
