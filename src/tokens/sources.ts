import { t } from '@vscode/l10n';
import { urlOf } from '../base/url';
import { Fault, isFault } from '../faults/fault';
import { decodeJwt } from '../jwt/read/decode';
import type { Sources } from '../oauth/credentials';
import { tokenTypeOf } from '../oauth/token-type';
import { hostsOf } from '../profile/disclosed';
import { grants } from '../profile/grants/table';
import { exactReferenceOf, referenceOf, type UsableProfile } from '../profile/known';
import type { Destination } from '../profile/origins';
import type { Settings } from '../profile/settings';
import type { TokenSet } from '../storage/token-set';
import type { GetOptions } from './current-token';

/** Other profiles, as the one that names them means them. */
export interface OtherProfiles {
  /**
   * The usable profile of a name in another profile.
   * @throws `profile-not-found`, `profile-ambiguous`, `profile-invalid`
   */
  find(name: string, from: UsableProfile): Promise<UsableProfile>;
  /** Whether a profile's token may be sent there. @throws `access-denied`, `cancelled` */
  checkDestination(profile: UsableProfile, destination: Destination, interactive: boolean): Promise<void>;
  /** Runs what hands a profile's token to a provider, and tells of it: whose it was, where it went, what refused it. */
  told<T>(passage: HandedIn, run: () => Promise<T>): Promise<T>;
}

/** A profile's token on its way into another profile's request. */
export interface HandedIn {
  profile: UsableProfile;
  /** Undefined where the other profile names no clear address. */
  destination?: Destination;
  byProgram: boolean;
}

/** A token that a profile's request hands in, of the profile with that name. */
interface NamedSource {
  of: keyof Sources;
  profile: string;
  type: string | undefined;
}

/**
 * The tokens of other profiles that a profile's request hands in: its subject, its actor, its assertion. Each is got as
 * for any other use, under the same questions, and is sent only where its own profile allows it.
 * @param get gets a token set of a profile that can be used now
 * @throws `profile-invalid` for profiles that name each other in a ring, and what finding and getting can end in
 */
export async function sourcesOf(
  profile: UsableProfile,
  others: OtherProfiles,
  get: (profile: UsableProfile, options: GetOptions) => Promise<TokenSet>,
  { interactive, byProgram, signal }: GetOptions,
): Promise<Sources> {
  const named = namedIn(profile.settings);
  if (named.length === 0) return {};
  await checkRing(profile, others);
  const sources: Sources = {};
  const passed = {
    ...(interactive !== undefined && { interactive }),
    ...(byProgram !== undefined && { byProgram }),
    ...(signal !== undefined && { signal }),
  };
  const origin = receiverOf(profile.settings);
  const destination = origin === undefined ? undefined : { origin };
  for (const { of, profile: name, type } of named) {
    const source = await others.find(name, profile);
    const passage = { profile: source, ...(destination && { destination }), byProgram: byProgram === true };
    sources[of] = await others.told(passage, async () => {
      if (destination !== undefined && !isOwnProvider(source.settings, destination.origin, profile.settings))
        await others.checkDestination(source, destination, interactive !== false);
      return tokenOf(source, await get(source, passed), type);
    });
  }
  return sources;
}

/**
 * Whose tokens a profile's request would hand in: the other profiles as they are now, and who is signed in with them, as
 * far as their tokens tell. A token that was got for somebody else's is not handed out.
 * @param keyOf the key of a profile's token, which changes with its request
 * @param peek a profile's token set as it is
 * @returns undefined where it hands in none
 * @throws what finding the profiles can end in
 */
export async function whoseTokens(
  profile: UsableProfile,
  others: OtherProfiles,
  keyOf: (profile: UsableProfile) => Promise<string>,
  peek: (profile: UsableProfile) => Promise<TokenSet | undefined>,
): Promise<string | undefined> {
  const named = namedIn(profile.settings);
  if (named.length === 0) return undefined;
  const found = named.map(async ({ of, profile: name, type }) => {
    const source = await others.find(name, profile);
    return [of, type, exactReferenceOf(source), await keyOf(source), subjectIn(await peek(source))];
  });
  return JSON.stringify(await Promise.all(found));
}

function subjectIn(set: TokenSet | undefined): unknown {
  if (set === undefined) return undefined;
  return [set.idToken, set.accessToken].map((token) => decodeJwt(token ?? '')?.claims.sub).find(Boolean) ?? '';
}

/**
 * A profile, and all those whose tokens its request hands in, or theirs, as far as they can be found: `sourcesOf` tells of
 * one that cannot, or of a ring, where its token is needed.
 */
export async function involvedIn(profile: UsableProfile, others: OtherProfiles): Promise<UsableProfile[]> {
  const found = new Map<string, UsableProfile>();
  const note = (each: UsableProfile) => void found.set(exactReferenceOf(each), each);
  await checkRing(profile, others, [], note).catch((thrown: unknown) => {
    if (!isFault(thrown)) throw thrown;
  });
  return [...found.values()];
}

/** The profiles that a profile's request needs. */
function namedIn(settings: Settings): NamedSource[] {
  const used = grants[settings.grant].sources ?? [];
  return used.flatMap((of) => {
    const { profile, type } = settings[of] ?? {};
    return profile === undefined ? [] : [{ of, profile, type }];
  });
}

/** Where the request goes: endpoints that an issuer names are trusted through it. */
function receiverOf({ endpoints, issuer }: Settings): string | undefined {
  return urlOf(endpoints.token ?? issuer ?? '')?.origin;
}

/** Whether a profile's own provider has issued its token; but whom further authorities let pass for it is another. */
function isOwnProvider(source: Settings, origin: string, { tls }: Settings): boolean {
  if (tls?.ca !== undefined && tls.ca !== source.tls?.ca) return false;
  return hostsOf(source).some((host) => host.origin === origin);
}

/** @param visit called with each profile @throws `profile-invalid`, naming the ring */
async function checkRing(
  profile: UsableProfile,
  others: OtherProfiles,
  path: readonly UsableProfile[] = [],
  visit?: (profile: UsableProfile) => void,
): Promise<void> {
  const known = path.findIndex((each) => exactReferenceOf(each) === exactReferenceOf(profile));
  if (known !== -1) {
    const ring = [...path.slice(known), profile].map((each) => referenceOf(each)).join(' → ');
    throw new Fault('profile-invalid', t('These profiles need each other’s tokens: {ring}.', { ring }));
  }
  visit?.(profile);
  for (const { profile: name } of namedIn(profile.settings))
    await checkRing(await others.find(name, profile), others, [...path, profile], visit);
}

/** The token of that type. @throws `profile-invalid` where the profile has none */
function tokenOf(source: UsableProfile, set: TokenSet, type: string | undefined): string {
  const tokens = new Map([
    [tokenTypeOf('id_token'), set.idToken],
    [tokenTypeOf('refresh_token'), set.refreshToken],
  ]);
  const urn = tokenTypeOf(type);
  const token = tokens.has(urn) ? tokens.get(urn) : set.accessToken;
  if (token !== undefined) return token;
  throw new Fault(
    'profile-invalid',
    t('The profile “{profile}”, whose token is handed in, has no token of this type: {type}.', {
      profile: referenceOf(source),
      type: urn,
    }),
    { next: t('Have it request one, such as with the scope openid, or name another type.') },
  );
}
