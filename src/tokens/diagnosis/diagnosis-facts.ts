import type { Fault } from '../../faults/fault';
import type { Client } from '../../oauth/credentials';
import type { Examined } from '../../oauth/examination';
import type { Probed } from '../../oauth/probe';
import type { UsableProfile } from '../../profile/known';
import type { Registration } from '../../storage/registrations';
import type { TokenSet } from '../../storage/token-set';
import type { Finding } from './finding';

/** A redirect URI that logins in this window may use. */
export interface RedirectFact {
  uri: string;
  /** Whether every login sends this one, so that it can be registered at a provider. */
  isFixed: boolean;
  /** What the authorization endpoint answered to a login with it; undefined where it was not asked. */
  probed?: Probed | undefined;
}

/** What the window and the machine are like, as far as requests depend on it. Names only, no values of settings. */
export interface Surroundings {
  /** Names and versions of what runs, for the report. */
  versions: readonly [name: string, value: string][];
  /** Names of the settings and variables that put a proxy before requests. */
  proxies: readonly string[];
  /** Names of the settings and variables that turn off the check of certificates. */
  unchecked: readonly string[];
  /** Names of the variables that add authorities to trust. */
  authorities: readonly string[];
  /** The window shows a remote, where the extension runs, or VS Code runs in a browser. */
  remote: boolean;
  /** The port of `redirect` that another program listens on. */
  portInUse?: number | undefined;
}

/** Everything that findings are made of. Secrets are in the client's credentials only. */
export interface Facts {
  profile: UsableProfile;
  client: Client;
  /** The client that was registered for a profile without one. */
  registration?: Registration | undefined;
  /** What the issuer answered; undefined without an issuer, or where it was not asked. */
  examined?: Examined | undefined;
  /** What a token endpoint that the profile names itself answered to an empty request. */
  token?: Probed | undefined;
  /** Whether a secret of this client is stored, for a profile with other addresses. */
  hasSecretElsewhere: boolean;
  /** The ways back from the browser; empty for a grant without a redirect. */
  redirects: readonly RedirectFact[];
  /** Why the login could not be asked for. */
  loginFault?: Fault | undefined;
  set?: TokenSet | undefined;
  /** What went wrong last, when a token was asked for. */
  failure?: Fault | undefined;
  /** What a token request on trial ended in. */
  trial?: { set?: TokenSet | undefined; fault?: Fault | undefined } | undefined;
  /** Why nothing was asked of any server. */
  refused?: Fault | undefined;
  surroundings: Surroundings;
}

/** Looks at the facts for one thing. */
export type Check = (facts: Facts) => Finding | readonly Finding[] | undefined;
