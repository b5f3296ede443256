import { t } from '@vscode/l10n';
import { unlessAborted } from '../base/shared';
import { Fault, toFault } from '../faults/fault';
import { decodeJwt } from '../jwt/read/decode';
import { revocation, type RevocableToken } from '../oauth/endpoints/revocation';
import { grants } from '../profile/grants/table';
import { exactReferenceOf, identityOf, type KnownProfile, type UsableProfile } from '../profile/known';
import { isPasted } from '../profile/pasted';
import type { TokenSet } from '../storage/token-set';
import type { ClientSecrets } from './client-secrets';
import { inParallel } from '../base/in-parallel';
import type { ProviderRequests } from './provider-requests';
import { revokeTokens, type Revoked } from './revocation';
import type { TokenService } from './service';

/** What became of a profile's tokens: here they are gone in any case. */
export interface SignedOut {
  profile: UsableProfile;
  revoked: Revoked | { outcome: 'shared' };
  /** What the provider calls the session; see `endSession`. */
  logoutHint: string | undefined;
}

/** What became of every token there was. */
export interface AllSignedOut {
  /** Those that belong to profiles of this window. */
  signedOut: SignedOut[];
  /** How many belong to none, such as a team profile of a folder that is not open: who their provider is is not known. */
  unknown: number;
}

export interface SignOutDependencies {
  service: Pick<TokenService, 'take' | 'takeAll' | 'keyOf'>;
  clientSecrets: Pick<ClientSecrets, 'deletePasted'>;
  requests: Pick<ProviderRequests, 'ask'>;
  /** Every profile of this window. */
  profiles: () => Promise<readonly KnownProfile[]>;
  /** Milliseconds since 1970. */
  now: () => number;
  log: (line: string) => void;
  /** How long revoking may take in all, in milliseconds. */
  patience?: number;
}

/** Requests for revocation that are made at the same time. */
const mostAtOnce = 6;

/** Signs profiles out: their tokens are forgotten first, then revoked where the provider can. Secrets stay. */
export class SignOut {
  private readonly patience: number;

  constructor(private readonly deps: SignOutDependencies) {
    this.patience = deps.patience ?? 10_000;
  }

  /**
   * Signs a profile out; one whose token was pasted by hand loses it. Nobody is asked anything.
   * @throws `storage-failed`, after revoking
   */
  async one(profile: UsableProfile): Promise<SignedOut> {
    const { service, clientSecrets } = this.deps;
    if (isPasted(profile)) await clientSecrets.deletePasted(profile);
    const { set, failure } = await service.take(profile);
    const signedOut = await this.revoke(profile, set, AbortSignal.timeout(this.patience));
    if (failure !== undefined) throw failure;
    return signedOut;
  }

  /** Signs every profile out, also those that are not here any more. @throws `storage-failed`, after revoking */
  async all(): Promise<AllSignedOut> {
    const { service, profiles, log } = this.deps;
    const { sets, failure } = await service.takeAll();
    const owners = new Map<string, UsableProfile>();
    for (const known of await profiles()) {
      const key = known.usable ? await service.keyOf(known) : '';
      if (known.usable && !owners.has(key)) owners.set(key, known);
    }
    const owned = [...sets].flatMap(([key, set]) => {
      const profile = owners.get(key);
      return profile === undefined ? [] : [{ profile, set }];
    });
    const ended = AbortSignal.timeout(this.patience);
    const signedOut = await inParallel(owned, mostAtOnce, ({ profile, set }) => this.revokeSet(profile, set, ended));
    const unknown = sets.size - owned.length;
    if (unknown > 0) log(`tokens of profiles that are not open here are forgotten, and not revoked: ${unknown}`);
    if (failure !== undefined) throw failure;
    return { signedOut, unknown };
  }

  private async revoke(profile: UsableProfile, set: TokenSet | undefined, ended: AbortSignal): Promise<SignedOut> {
    if (set !== undefined && !(await this.isShared(profile))) return this.revokeSet(profile, set, ended);
    const revoked = { outcome: set === undefined ? 'nothing' : 'shared' } as const;
    this.tell(profile, revoked);
    return { profile, revoked, logoutHint: undefined };
  }

  /** Never throws: what goes wrong is the outcome. */
  private async revokeSet(profile: UsableProfile, set: TokenSet, ended: AbortSignal): Promise<SignedOut> {
    const revoke = (token: string, kind: RevocableToken) =>
      this.deps.requests.ask(profile, revocation(token, kind), { interactive: false, signal: ended });
    let revoked: Revoked;
    try {
      ended.throwIfAborted();
      revoked = await unlessAborted(revokeTokens(set, this.deps.now(), revoke), ended);
    } catch (thrown) {
      const seconds = this.patience / 1000;
      const late = t('The provider did not answer within {seconds} s.', { seconds });
      revoked = { outcome: 'failed', fault: ended.aborted ? new Fault('timeout', late) : toFault(thrown) };
    }
    this.tell(profile, revoked);
    return { profile, revoked, logoutHint: logoutHintOf(set) };
  }

  /**
   * Whether another profile uses the same token: then it must not be revoked, since programs that got it through that
   * one may be using it. It is forgotten all the same, and the other gets a new one.
   */
  private async isShared(profile: UsableProfile): Promise<boolean> {
    if (grants[profile.settings.grant].tokenOf !== 'client') return false;
    const { service, profiles } = this.deps;
    const key = await service.keyOf(profile);
    for (const other of await profiles())
      if (other.usable && identityOf(other) !== identityOf(profile) && (await service.keyOf(other)) === key)
        return true;
    return false;
  }

  private tell(profile: UsableProfile, revoked: SignedOut['revoked']): void {
    this.deps.log(`${exactReferenceOf(profile)}: signed out; revocation: ${wordOf(revoked)}`);
  }
}

/** What became of the tokens at the provider, in a word or two, for the log. */
function wordOf(revoked: SignedOut['revoked']): string {
  if (revoked.outcome !== 'failed') return revoked.outcome;
  const { code, error } = revoked.fault;
  return error === undefined ? `failed: ${code}` : `failed: ${code} (${error})`;
}

/**
 * What the provider calls the session, from the ID token: Microsoft's `login_hint`, else `sid` (OpenID Connect RP-Initiated
 * Logout 1.0 section 2: “a session identifier”). Neither is a token.
 */
function logoutHintOf({ idToken }: TokenSet): string | undefined {
  const { login_hint: hint, sid } = (idToken === undefined ? undefined : decodeJwt(idToken)?.claims) ?? {};
  return [hint, sid].find((value): value is string => typeof value === 'string' && value.length <= 500);
}
