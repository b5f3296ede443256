import { idPattern } from './id';
import type { ParsedProfile } from './parse';
import type { Profile } from './schema';
import type { Problem } from './problem';
import { displayName, type Settings } from './settings';

/** Where a profile lives: in SecretStorage, or in a workspace folder's `.vscode/token-deck.json`. */
export type Home = { kind: 'personal' } | TeamHome;

/** A workspace folder with team profiles. */
export interface TeamHome {
  kind: 'team';
  /** The folder's name. */
  folder: string;
  /** Its address. Folders of two containers may have the same. */
  uri: string;
  /** A random id, which only this folder in this workspace has. */
  folderId: string;
}

/** A profile that was found and can be used. */
export interface UsableProfile {
  readonly usable: true;
  readonly id: string;
  readonly home: Home;
  /** As it is written. */
  readonly profile: Profile;
  /** With its preset and the defaults filled in. */
  readonly settings: Settings;
}

/** A profile that was found and cannot be used, with the reasons. */
export interface BrokenProfile {
  readonly usable: false;
  readonly id: string;
  readonly home: Home;
  readonly name: string | undefined;
  readonly problems: readonly Problem[];
  /** What is stored of it, so that editing it loses nothing. */
  readonly raw?: unknown;
}

/** A profile that was found, usable or not. */
export type KnownProfile = UsableProfile | BrokenProfile;

/** Names a profile by its id and where it lives. */
export type ProfilePlace = Pick<KnownProfile, 'id' | 'home'>;

/** A parsed profile at its place. @param raw what is stored of one that cannot be used */
export function knownProfile({ id, home }: ProfilePlace, parsed: ParsedProfile, raw?: unknown): KnownProfile {
  if (parsed.ok) return { usable: true, id, home, profile: parsed.profile, settings: parsed.settings };
  return { usable: false, id, home, name: parsed.name, problems: parsed.problems, ...(raw !== undefined && { raw }) };
}

/** The full name of a profile: `personal:ID` or `team:FOLDER:ID`. */
export function referenceOf(known: ProfilePlace): string {
  return known.home.kind === 'personal' ? `personal:${known.id}` : `team:${known.home.folder}:${known.id}`;
}

/** The full name where two folders of a workspace have the same name: by the folder's address. */
export function exactReferenceOf(known: ProfilePlace): string {
  return known.home.kind === 'personal' ? referenceOf(known) : `team:${known.home.uri}:${known.id}`;
}

/** What tells a profile from every other, also from one in a folder of the same name or the same address. */
export function identityOf(known: ProfilePlace): string {
  // An invalid id may hold a colon, or half a character.
  const id = encodeURIComponent(known.id.toWellFormed());
  return known.home.kind === 'personal' ? `personal:${id}` : `team:${known.home.folderId}:${id}`;
}

/**
 * A profile as version 0.1 told it from others: by its folder's address. Within one workspace that is enough; it finds
 * what that version stored.
 */
export function byAddress<P extends ProfilePlace>(known: P): P {
  const { home } = known;
  return home.kind === 'personal' ? known : { ...known, home: { ...home, folderId: home.uri } };
}

/** What people call it. */
export function nameOf(known: KnownProfile): string {
  return known.usable ? displayName(known.profile) : (known.name ?? known.id);
}

/**
 * Makes a function that finds the profiles with a name: a full name finds its own profile, a bare id those with that id
 * in every home. A repository cannot replace a profile by its own: there are then two candidates. Nor can it make a
 * full name ambiguous with a broken profile whose “id” spells that name: full names take precedence. The function costs
 * the same however many profiles there are.
 */
export function byName<P extends KnownProfile>(known: readonly P[]): (name: string) => readonly P[] {
  const full = new Map<string, P[]>();
  const any = new Map<string, P[]>();
  for (const profile of known) {
    const names = new Set([referenceOf(profile), exactReferenceOf(profile)]);
    if (idPattern.test(profile.id)) for (const name of names) push(full, name, profile);
    for (const name of names.add(profile.id)) push(any, name, profile);
  }
  return (name) => full.get(name) ?? any.get(name) ?? [];
}

/** What a workspace’s own state names a profile by: no two of its folders have the same address. */
export function placeOf(known: ProfilePlace): string {
  return identityOf(byAddress(known));
}

/** Makes a function that finds a profile by its place. It costs the same however many profiles there are. */
export function byPlace<P extends ProfilePlace>(known: readonly P[]): (place: string) => P | undefined {
  const all = new Map(known.map((profile) => [placeOf(profile), profile]));
  return (place) => all.get(place);
}

function push<P>(map: Map<string, P[]>, name: string, profile: P): void {
  const list = map.get(name);
  if (list === undefined) map.set(name, [profile]);
  else list.push(profile);
}
