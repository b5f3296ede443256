import type * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { Fault, isFault } from '../../faults/fault';
import { plain } from '../../faults/plain';
import { exactReferenceOf, identityOf, nameOf, referenceOf, type UsableProfile } from '../../profile/known';
import { usable } from '../../profile/usable';
import type { SignOut } from '../../tokens/sign-out';
import type { TokenChange, TokenChanges } from '../../tokens/token-changes';
import type { Gate } from '../access/gate';
import type { Profiles } from '../profiles/profiles';
import type { Target } from '../profiles/target';
import { wrong } from '../ui/argument';
import { accountOf, type Account } from './account';

export interface AccountsParts {
  profiles: Pick<Profiles, 'shown' | 'usable'>;
  target: Pick<Target, 'usable'>;
  gate: Pick<Gate, 'issue'>;
  signOut: () => Promise<Pick<SignOut, 'one'>>;
  tokenChanges: () => Promise<TokenChanges>;
}

type SessionsEvent = vscode.AuthenticationProviderAuthenticationSessionsChangeEvent;

/** The reasons for which there is no session for now, among them a sign-out meanwhile. */
const noSession: ReadonlySet<string> = new Set(['interaction-required', 'access-denied', 'cancelled']);

/**
 * The accounts that other extensions get tokens from by `vscode.authentication`: one for each profile, which “scopes”
 * name. VS Code asks for consent, for each extension and account, after it has asked for the sessions.
 */
export class Accounts {
  /** Which token VS Code was last given of each profile; see `TokenChanges.version`. */
  private readonly offered = new Map<string, number | undefined>();

  constructor(private readonly parts: AccountsParts) {}

  /** Tells of sessions as tokens come, change and go, in this window or another. */
  async follow(fire: (event: SessionsEvent) => void): Promise<void> {
    (await this.parts.tokenChanges()).onDidChange((changes) => {
      const event = eventOf(changes);
      if (Object.values(event).some((sessions: readonly unknown[]) => sessions.length > 0)) fire(event);
    });
  }

  /** The accounts of all profiles with a token, from the stores alone. VS Code takes no token from this list. */
  async list(account: Account | undefined): Promise<vscode.AuthenticationSession[]> {
    const signedIn = await (await this.parts.tokenChanges()).all();
    const listed = signedIn.map((profile) => listedSession(profile));
    return account === undefined ? listed : listed.filter(({ id }) => id === account.id);
  }

  /**
   * The session of the profile that is asked for, if it has a token that is valid or can be renewed without a person.
   * Nobody is asked, and one that is signed out stays so: VS Code may not have asked for consent yet.
   * @throws where the profile or its provider is the trouble, which signing in would not help
   */
  async find(scopes: readonly string[], account: Account | undefined): Promise<vscode.AuthenticationSession[]> {
    const profile = await this.meant(scopes, account);
    if (profile === undefined || (await this.versionOf(profile)) === undefined) return [];
    try {
      return [await this.issue(profile, scopes, { interactive: false })];
    } catch (thrown) {
      if (isFault(thrown) && noSession.has(thrown.code)) return [];
      throw thrown;
    }
  }

  /** A session of the profile, for which its user may have to sign in; without a profile's name, the user picks. */
  async create(scopes: readonly string[], account: Account | undefined): Promise<vscode.AuthenticationSession> {
    const meant = await this.meant(scopes, account);
    if (meant === undefined && account !== undefined)
      throw new Fault(
        'profile-not-found',
        t('There is no such profile with the account “{account}”.', { account: plain(account.label) }),
      );
    const profile = meant ?? (await this.parts.target.usable(undefined));
    const version = await this.versionOf(profile);
    // VS Code has this one and wants another: `forceNewSession`.
    const isOffered = version !== undefined && this.offered.get(identityOf(profile)) === version;
    return this.issue(profile, scopes, isOffered ? { forceRefresh: true } : {});
  }

  /** Signs the profile out. */
  async remove(sessionId: string): Promise<void> {
    const known = (await this.parts.profiles.shown()).find((each) => identityOf(each) === sessionId);
    if (known !== undefined) await (await this.parts.signOut()).one(usable(known));
  }

  private async issue(
    profile: UsableProfile,
    scopes: readonly string[],
    options: { interactive?: false; forceRefresh?: true },
  ): Promise<vscode.AuthenticationSession> {
    const passage = { door: 'authentication', caller: 'extension', profile } as const;
    const { token, isBound } = await this.parts.gate.issue(passage, options);
    if (isBound) throw ofNoUseAlone(profile);
    this.offered.set(identityOf(profile), await this.versionOf(profile));
    return { ...listedSession(profile), scopes, accessToken: token };
  }

  private async versionOf(profile: UsableProfile): Promise<number | undefined> {
    return (await this.parts.tokenChanges()).version(profile);
  }

  /**
   * The profile that scopes and account name, undefined where they name none or two.
   * @throws `argument-invalid`, `profile-not-found`, `profile-ambiguous`, `profile-invalid`
   */
  private async meant(scopes: readonly string[], account: Account | undefined): Promise<UsableProfile | undefined> {
    const { profiles } = this.parts;
    const [name] = scopes;
    if (scopes.length > 1) throw wrong(t('The scopes must be one profile’s name.'));
    if (account === undefined) return name === undefined ? undefined : profiles.usable(name);
    const known = (await profiles.shown()).find((each) => identityOf(each) === account.id);
    if (known === undefined) return undefined;
    const names = [known.id, referenceOf(known), exactReferenceOf(known)];
    return name === undefined || names.includes(name) ? usable(known) : undefined;
  }
}

function eventOf(changes: readonly TokenChange[]): SessionsEvent {
  const [added, removed, changed]: vscode.AuthenticationSession[][] = [[], [], []];
  for (const { kind, profile, before } of changes) {
    const session = listedSession(profile);
    const isRenamed = session.account.label !== accountOf(before).label;
    if (kind === 'signed-out') removed?.push(session);
    else if (kind === 'signed-in') added?.push(session);
    else if (isRenamed) {
      removed?.push(listedSession(before));
      added?.push(session);
    } else if (kind === 'renewed') changed?.push(session);
  }
  return { added, removed, changed };
}

/** A session as lists and events have it: without its token, which leaves only by the gate. */
function listedSession(profile: UsableProfile): vscode.AuthenticationSession {
  const account = accountOf(profile);
  return { id: account.id, account, scopes: [profile.id], accessToken: '' };
}

/** The fault where the token is bound to a key (RFC 9449): a session has no place for the proofs. */
function ofNoUseAlone(profile: UsableProfile): Fault {
  return new Fault('grant-unsupported', t('The token is bound to a key (DPoP), so it is of no use alone.'), {
    profile: nameOf(profile),
    next: t('Get the headers of each request with tokenDeck.getAuthorizationHeaders.'),
  });
}
