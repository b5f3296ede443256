import { t } from '@vscode/l10n';
import { Emitter } from '../../base/event';
import { Fault, toFault } from '../../faults/fault';
import type { FaultCode } from '../../faults/table';
import { headerLine } from '../../http/reference';
import { prefixOf } from '../../profile/bound';
import { exactReferenceOf, identityOf, nameOf, type UsableProfile } from '../../profile/known';
import type { Destination } from '../../profile/origins';
import { isBound, type TokenSet } from '../../storage/token-set';
import type { GetOptions } from '../../tokens/service';

/** A way by which a token or a header leaves the extension. */
export type Door =
  | 'command'
  | 'clipboard'
  | 'insertion'
  | 'sender'
  | 'inspector'
  | 'comparison'
  /** To a provider, which gives another profile a token for it. */
  | 'exchange'
  /** Back to its provider, whose answer about it the caller gets. */
  | 'introspection'
  | 'userinfo'
  /** To VS Code, which hands it to extensions that the user allowed. */
  | 'authentication'
  /** The API that `activate()` returns. */
  | 'api';

/** The doors that put a token into a request file, in which httpYac runs what is between braces, of a token too. */
const intoRequests: readonly Door[] = ['sender', 'insertion'];

/**
 * Who asks: a program obeys `tokenDeck.automation`; a person's own click does not need it. Of an extension, VS Code asks
 * the user.
 */
export type Caller = 'program' | 'extension' | 'person';

/** A token on its way out: through which door, for which caller, of which profile. */
export interface Passage {
  door: Door;
  caller: Caller;
  profile: UsableProfile;
  /** Where it is sent, for a door that sends it. What a person copies or inserts is theirs. */
  destination?: Destination;
}

/** What is told of a passage, for an audit. */
export interface Passed extends Passage {
  /** What kept the token from leaving; undefined where it left. */
  refused?: FaultCode;
}

/** A token that may leave. */
export interface Issued {
  set: TokenSet;
  /** The token that the profile hands out. */
  token: string;
  /** The whole header, `Authorization: Bearer …`. */
  header: string;
  /** Whether it is bound to the profile's key (RFC 9449): then each request needs a proof beside the header. */
  isBound: boolean;
}

/** What is behind the gate. */
export interface GateDependencies {
  /** Gets a token set that can be used now; see `TokenService.get`. */
  get(profile: UsableProfile, options: GetOptions): Promise<TokenSet>;
  /** Opens the browser once more for a login of the profile that waits, if there is one: its tab may be closed. */
  openAgain(profile: UsableProfile): void;
  /** The token set as it is; see `TokenService.peek`. */
  peek(profile: UsableProfile): Promise<TokenSet | undefined>;
  /** The profile, and those whose tokens its request hands in; see `TokenService.involved`. */
  involved(profile: UsableProfile): Promise<readonly UsableProfile[]>;
  /**
   * Whether a program may use the profile's tokens.
   * @throws `access-denied`
   */
  checkAutomation(profile: UsableProfile, interactive: boolean, caller: 'program' | 'extension'): Promise<void>;
  /** Whether the profile's token may be sent there. @throws `access-denied`, `cancelled` */
  checkDestination(profile: UsableProfile, destination: Destination, interactive: boolean): Promise<void>;
  /**
   * Whether the profile is still there, and still makes the same request and names the same origins: getting its token
   * may have taken minutes.
   */
  isCurrent(profile: UsableProfile): Promise<boolean>;
  /** Remembers that the profile was used. */
  used(profile: UsableProfile): Promise<void>;
}

/**
 * The one gate through which every token and header leaves. It asks what must be asked for that caller, and tells its
 * listeners of every passage: the door, the caller, the profile, and the destination where the door knows it.
 */
export class Gate {
  private readonly passed = new Emitter<Passed>();

  /** Fires for each token that left, and for each that was refused. It never tells the token. */
  readonly onDidPass = this.passed.event;

  constructor(private readonly deps: GateDependencies) {}

  /**
   * A token that can be used now, once the caller may have it.
   * @throws `access-denied`, `cancelled`, `profile-not-found` where the profile was removed or changed before the
   *   token was there, `response-invalid` where the profile hands out an ID token and there is none, or a request would
   *   run the token, and what `TokenService.get` throws; each names the profile
   */
  issue(passage: Passage, options: GetOptions = {}): Promise<Issued> {
    const { profile, destination } = passage;
    const interactive = options.interactive !== false;
    return this.told(passage, async () => {
      const { caller } = passage;
      const isProgram = caller === 'program';
      if (caller !== 'person')
        for (const each of await this.deps.involved(profile))
          await this.deps.checkAutomation(each, interactive, caller);
      // Asked first, so that no one signs in for nothing.
      if (destination !== undefined) await this.deps.checkDestination(profile, destination, interactive);
      // A login of another account, or another way back, is a new one.
      const joins = options.otherAccount !== true && options.not === undefined;
      if (!isProgram && interactive && joins) this.deps.openAgain(profile);
      const set = await this.deps.get(profile, { ...options, byProgram: isProgram });
      if (!(await this.deps.isCurrent(profile))) throw goneMeanwhile();
      const issued = issuedOf(profile, set);
      if (/[{}]/.test(issued.token) && intoRequests.includes(passage.door)) throw wouldRun();
      // An extension that VS Code has not asked about yet must not choose what the status bar shows.
      if (caller !== 'extension' || interactive) await this.deps.used(profile);
      return issued;
    });
  }

  /**
   * The profile's token set as it is, for a person to look at; nothing is renewed.
   * @returns undefined where there is none, or where the profile is gone
   */
  async show(door: Extract<Door, 'inspector' | 'comparison'>, profile: UsableProfile): Promise<TokenSet | undefined> {
    const set = (await this.deps.isCurrent(profile)) ? await this.deps.peek(profile) : undefined;
    if (set !== undefined) this.passed.fire({ door, caller: 'person', profile });
    return set;
  }

  /** The token that the profile hands out, as it is, for a person to look at; undefined where there is none. */
  async showToken(profile: UsableProfile): Promise<string | undefined> {
    const set = await this.show('inspector', profile);
    return set && tokenOf(profile, set);
  }

  /**
   * Tells that a person copies a token of the profile that was shown before. It leaves as it was shown: the profile may
   * have another by now, or none.
   */
  copied(profile: UsableProfile): void {
    this.passed.fire({ door: 'clipboard', caller: 'person', profile });
  }

  /** Runs what hands out a token, and tells the listeners of it. @throws what it throws, as a fault that names the profile */
  async told<T>(passage: Passage, run: () => Promise<T>): Promise<T> {
    const { profile } = passage;
    let result: T;
    try {
      result = await run();
    } catch (thrown) {
      const fault = toFault(thrown, { name: nameOf(profile), reference: exactReferenceOf(profile) });
      this.passed.fire({ ...passage, refused: fault.code });
      throw fault;
    }
    this.passed.fire(passage);
    return result;
  }
}

function goneMeanwhile(): Fault {
  return new Fault(
    'profile-not-found',
    t('The profile was removed or changed while its token was requested; the token was not handed out.'),
    { next: t('Check the profile, then try again.'), reason: 'profile-gone' },
  );
}

function wouldRun(): Fault {
  return new Fault('response-invalid', t('The token has braces, which a request file would run as a script.'), {
    next: t('Report this to its provider: no bearer token has braces (RFC 6750 section 2.1).'),
  });
}

function issuedOf(profile: UsableProfile, set: TokenSet): Issued {
  const { settings } = profile;
  const bound = isBound(set) && settings.use === 'access_token';
  const token = tokenOf(profile, set);
  if (token === undefined) {
    throw new Fault('response-invalid', t('The profile uses the ID token, but the provider returned none.'), {
      next: t('Request the scope openid, or set “use” to access_token.'),
    });
  }
  return { set, token, header: headerLine(settings.headerName, prefixOf(settings, bound), token), isBound: bound };
}

/** The token of a set that the profile hands out: the access token, or the ID token if there is one. */
export function tokenOf({ settings }: UsableProfile, set: TokenSet): string | undefined {
  return settings.use === 'id_token' ? set.idToken : set.accessToken;
}

/** A passage as a line of the log. It has no token, and of the destination only the origin. */
export function passageLine({ profile, refused, door, caller, destination }: Passed): string {
  const result = refused === undefined ? 'handed-out' : `refused(${refused})`;
  const to = destination === undefined ? '' : ` to ${'origin' in destination ? destination.origin : destination.why}`;
  return `${identityOf(profile)}: token ${result} door=${door} caller=${caller}${to}`;
}
