import { findNodeAtLocation, type Node } from 'jsonc-parser';
import { variableOf } from '../../http/reference';
import { treeOf, type Span } from '../../profile/json-tree';
import { exactReferenceOf, referenceOf, type ProfilePlace } from '../../profile/known';

/** What a profile was called and is not called any more. */
export interface OldNames {
  /** Its id and its full names, as commands take them. */
  names: ReadonlySet<string>;
  /** Its variable in requests and tasks; undefined where it is still the same. */
  variable: string | undefined;
}

/** The names of a profile that no longer fit it after it got another id or another home. */
export function oldNames(before: ProfilePlace, after: ProfilePlace): OldNames {
  const namesOf = (place: ProfilePlace) => [place.id, referenceOf(place), exactReferenceOf(place)];
  const kept = new Set(namesOf(after));
  const variable = variableOf(before.id);
  return {
    names: new Set(namesOf(before).filter((name) => !kept.has(name))),
    variable: variable === variableOf(after.id) ? undefined : variable,
  };
}

/**
 * Where a text still uses old names of a profile: its variable anywhere; in JSON also the arguments of Token Deck's
 * commands in inputs and key bindings, `profile` beside `${command:tokenDeck…}` in a launch configuration, and `profile`
 * in other profiles. Comments, trailing commas and unfinished text are fine; never throws.
 * @param kind `profiles` for a team file or a personal profile
 * @returns the places in their order
 */
export function findOldNames(text: string, kind: 'text' | 'json' | 'profiles', old: OldNames): Span[] {
  const inJson = kind === 'text' ? [] : namedIn(treeOf(text).root, kind === 'profiles', old.names);
  return [...variablesIn(text, old.variable), ...inJson].sort((a, b) => a.offset - b.offset);
}

function variablesIn(text: string, variable: string | undefined): Span[] {
  if (variable === undefined) return [];
  return [...text.matchAll(new RegExp(`\\b${variable}\\b`, 'g'))].map(({ index, 0: { length } }) => ({
    offset: index,
    length,
  }));
}

/** Where the values under a node name a profile. The parser has bounded the depth. */
function namedIn(node: Node | undefined, isProfile: boolean, names: ReadonlySet<string>): Span[] {
  if (node === undefined) return [];
  const below = (node.children ?? []).flatMap((child) => namedIn(child, isProfile, names));
  if (node.type !== 'object') return below;
  const found = namingNodes(node, isProfile).flatMap((named) =>
    typeof named?.value === 'string' && names.has(named.value) ? [{ offset: named.offset, length: named.length }] : [],
  );
  return [...found, ...below];
}

/** The values of an object that may name a profile. */
function namingNodes(object: Node, isProfile: boolean): (Node | undefined)[] {
  if (isProfile) return [findNodeAtLocation(object, ['profile'])];
  const command: unknown = findNodeAtLocation(object, ['command'])?.value;
  if (typeof command === 'string' && command.startsWith('tokenDeck.'))
    return [findNodeAtLocation(object, ['args']), findNodeAtLocation(object, ['args', 'profile'])];
  return runsOurs(object) ? [findNodeAtLocation(object, ['profile'])] : [];
}

/** Whether a value in the object, at any depth, runs a command of Token Deck, as in a launch configuration. */
function runsOurs(node: Node): boolean {
  if (typeof node.value === 'string') return node.value.includes('${command:tokenDeck.');
  return (node.children ?? []).some(runsOurs);
}
