import { t } from '@vscode/l10n';
import { Shared } from '../base/shared';
import { Fault, isFault } from '../faults/fault';
import type { Client, OAuthClient } from '../oauth/client';
import type { Sources } from '../oauth/credentials';
import { grants } from '../profile/grants/table';
import { exactReferenceOf, type UsableProfile } from '../profile/known';
import type { TokenSet } from '../storage/token-set';
import { missingSecrets, pastedSet } from './client-secrets';
import { isFresh, isUnexpired, lifetimeOf } from './freshness';
import type { ProgramLogins } from './program-logins';
import { bearerOf, rejectedFault, wasJustRenewed } from './rejected';
import { keep, renewQuietly, type RenewalDependencies } from './renewal';

/** Leads the user through a login in the browser. */
export type Login = (
  known: UsableProfile,
  client: Client,
  oauth: OAuthClient,
  wish: LoginWish,
  signal: AbortSignal,
) => Promise<TokenSet>;

export interface LoginWish {
  otherAccount?: boolean;
  /** Ways of coming back from the browser that were tried without success. */
  not?: readonly string[];
}

export interface GetOptions extends LoginWish {
  forceRefresh?: boolean;
  /** Seconds of validity that the caller needs. */
  minValidity?: number;
  /** Whether a person may be asked (default true). */
  interactive?: boolean;
  /** A program asks, not a person: it waits for its turn to have someone sign in. */
  byProgram?: boolean;
  /** The token that an API answered 401 to: it is renewed if it is still the current one. */
  rejected?: string;
  signal?: AbortSignal;
}

/** What is under way, by the key of its token. */
export interface Work {
  renewals: Shared<TokenSet>;
  logins: Shared<TokenSet>;
  /** Logins as another account: those who wait for the same account's cannot use their result. */
  otherLogins: Shared<TokenSet>;
  /** Notes that a token took the place of a rejected one. */
  notes: Shared<TokenSet>;
}

/** Nothing under way. A renewal is finished even if nobody waits for it: its refresh token must not be lost. */
export function noWork(): Work {
  return { renewals: new Shared(true), logins: new Shared(), otherLogins: new Shared(), notes: new Shared(true) };
}

/** What getting a token needs. */
export interface Getting extends RenewalDependencies {
  login: Login;
  /** Whose tokens the profile's request would hand in; see `whoseTokens`. */
  whoseTokens: (profile: UsableProfile) => Promise<string | undefined>;
  /** Tokens of other profiles that the profile's request hands in; see `sourcesOf`. */
  sources: (profile: UsableProfile, options: GetOptions) => Promise<Sources>;
  log: (line: string) => void;
  work: Work;
  programLogins: ProgramLogins;
  /** Called when a login begins. */
  onLogin: () => void;
}

/**
 * A token set that can be used now: the one in hand while it is fresh, else a renewed one, else one of a login.
 * @param key the key that the profile's token is stored under
 * @throws `grant-unsupported` before anyone is asked for anything, `interaction-required`, `access-denied`, and what a
 *   request or a login can end in
 */
export async function currentToken(
  deps: Getting,
  profile: UsableProfile,
  key: string,
  options: GetOptions,
): Promise<TokenSet> {
  const { settings } = profile;
  const { clientSecrets, tokens, now, log } = deps;
  const { obtained, tokenOf } = grants[settings.grant];
  const hasShared = async () => tokenOf === 'client' && (await tokens.get(key)) !== undefined;
  // Without a login's token in hand, a missing secret is asked for first: typing it is the answer.
  if (obtained !== 'login') await clientSecrets.checkUse(profile, hasShared, options);
  if (obtained === 'pasted') return pasted(deps, profile, options);
  const set = await tokens.get(key);
  // Which of its tokens is handed out, how it is sent and where it may go are not part of its key: a folder that changes
  // them has to be allowed again, as one whose permission was taken back.
  if (set !== undefined) await clientSecrets.allow(profile, options);
  const isRejected =
    set !== undefined && options.rejected !== undefined && bearerOf(set, settings) === options.rejected;
  if (isRejected && wasJustRenewed(set, now())) throw await rejectedFault(set, settings, now());
  const isOfOthers = set !== undefined && set.handedIn !== (await deps.whoseTokens(profile));
  const another = options.forceRefresh === true || options.otherAccount === true || isRejected || isOfOthers;
  if (set !== undefined && !another && isFresh(set, settings, now(), options.minValidity)) return set;
  if (obtained === 'login') await clientSecrets.checkUse(profile, hasShared, options);
  try {
    let renewed = await (options.otherAccount ? login : renew)(deps, profile, key, options);
    if (isRejected) renewed = await noteRejection(deps, profile, key, set, renewed);
    const { expiresAt = Infinity } = lifetimeOf(renewed, settings.use);
    const left = Math.floor((expiresAt - now()) / 1000);
    if (left < (options.minValidity ?? 0))
      log(
        `${exactReferenceOf(profile)}: the new token lives ${left} s, shorter than the ${options.minValidity} s asked for`,
      );
    return renewed;
  } catch (thrown) {
    if (set === undefined || another || !isFault(thrown) || !passing.has(thrown.code)) throw thrown;
    if (!isUnexpired(set, settings, now(), options.minValidity)) throw thrown;
    log(`${exactReferenceOf(profile)}: not renewed (${thrown.code}); the token in hand is still valid`);
    return set;
  }
}

async function pasted({ clientSecrets, now }: Getting, profile: UsableProfile, options: GetOptions): Promise<TokenSet> {
  const token = await clientSecrets.pasted(profile, options);
  const set = pastedSet(token, now());
  if (token !== options.rejected) return set;
  throw (await rejectedFault(set, profile.settings, now())).with({
    next: t('Replace the pasted token.'),
    reason: 'pasted-token',
  });
}

/** Marks a token that took the place of a rejected one. @throws `token-rejected` where the provider gave the same one again */
async function noteRejection(
  { tokens, now, lock, work }: Getting,
  { settings }: UsableProfile,
  key: string,
  rejected: TokenSet,
  renewed: TokenSet,
): Promise<TokenSet> {
  if (bearerOf(renewed, settings) === bearerOf(rejected, settings)) throw await rejectedFault(renewed, settings, now());
  const noted: TokenSet = { ...renewed, replacesRejected: true };
  const isNoted = () => tokens.peek(key)?.accessToken !== renewed.accessToken || tokens.peek(key)?.replacesRejected;
  if (isNoted()) return noted;
  // In turn with the renewals of all windows, one of which may have a newer token by now.
  const note = async (): Promise<TokenSet> => {
    const stored = await tokens.reread(key);
    if (stored?.accessToken === renewed.accessToken) await tokens.set(key, { ...stored, replacesRejected: true });
    return noted;
  };
  return work.notes.run(key, (signal) => lock.run(key, note, signal));
}

/** Renews without asking; if that is impossible, asks if it may. */
async function renew(deps: Getting, profile: UsableProfile, key: string, options: GetOptions): Promise<TokenSet> {
  const { clientSecrets, work } = deps;
  const quietly = async () => {
    await askAboutHosts(deps, profile, options);
    // Before the renewal has its turn: a person may be asked, and signs in.
    const sources = await deps.sources(profile, options);
    const wish = { minValidity: options.minValidity, sources, handedIn: await deps.whoseTokens(profile) };
    const start = (signal: AbortSignal) => renewQuietly(deps, profile, key, wish, signal);
    const set = await work.renewals.run(key, start, options.signal);
    // The request may be the one of another profile of the same client, which says nothing about this one.
    await clientSecrets.allow(profile, options);
    return set;
  };
  try {
    return await quietly();
  } catch (thrown) {
    if (options.interactive === false || !isFault(thrown)) throw asInteraction(thrown);
    if (thrown.code === 'secret-missing') {
      await clientSecrets.complete(profile, await clientSecrets.clientOf(profile), options);
      return quietly();
    }
    if (thrown.code === 'interaction-required') return login(deps, profile, key, options);
    throw thrown;
  }
}

/**
 * Asks about the hosts that a team profile's issuer names. This comes first because the request is shared with callers
 * that may not ask. While the profile is not allowed, or lacks a secret, nothing is sent, and nothing is asked yet.
 */
async function askAboutHosts({ clientSecrets, oauth }: Getting, profile: UsableProfile, options: GetOptions) {
  if (profile.home.kind === 'personal' || options.interactive === false) return;
  const client = await clientSecrets.clientOf(profile, true);
  if (missingSecrets(client).length === 0) await (await oauth()).prepare(client);
}

async function login(deps: Getting, profile: UsableProfile, key: string, options: GetOptions): Promise<TokenSet> {
  const { clientSecrets, tokens } = deps;
  if (grants[profile.settings.grant].obtained !== 'login')
    throw new Fault('argument-invalid', t('This grant has no user sign-in.'));
  if (options.interactive === false) throw new Fault('interaction-required', t('You need to sign in.'));
  const wish: LoginWish = {
    ...(options.otherAccount && { otherAccount: true }),
    ...(options.not && { not: options.not }),
  };
  const start = async (signal: AbortSignal): Promise<TokenSet> => {
    const client = await clientSecrets.clientOf(profile, true);
    await clientSecrets.complete(profile, client, { signal });
    const set = await deps.login(profile, client, await deps.oauth(), wish, signal).catch(async (thrown: unknown) => {
      await clientSecrets.noteRefusedClient(profile, thrown);
      throw thrown;
    });
    return keep(tokens, key, set, signal);
  };
  const logins = options.otherAccount ? deps.work.otherLogins : deps.work.logins;
  const run = (): Promise<TokenSet> => {
    const running = logins.run(key, start, options.signal);
    deps.onLogin();
    return running;
  };
  const before = tokens.peek(key);
  const unlessSignedIn = async (): Promise<TokenSet> => {
    // Someone may have signed in while others had their turn.
    const set = await tokens.reread(key);
    const isNew = set !== undefined && set.accessToken !== before?.accessToken;
    return isNew && isFresh(set, profile.settings, deps.now(), options.minValidity) ? set : run();
  };
  return options.byProgram === true
    ? deps.programLogins.inTurn(key, unlessSignedIn, options.signal)
    : deps.programLogins.ofPerson(key, run);
}

/** Faults that pass: a token in hand that is still valid is worth more than an error. */
const passing = new Set(['unreachable', 'timeout', 'server-error', 'rate-limited', 'interaction-required']);

/** Without a person, what is missing is an interaction. */
function asInteraction(thrown: unknown): unknown {
  if (!isFault(thrown) || thrown.code !== 'secret-missing') return thrown;
  return new Fault('interaction-required', thrown.what, { next: thrown.next });
}
