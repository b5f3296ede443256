import { variableOf } from '../../http/reference';
import { exactReferenceOf, referenceOf, type KnownProfile } from '../../profile/known';

type ByName = ReadonlyMap<string, readonly KnownProfile[]>;

/** Kept for each list: a list is another object once a profile changes. */
const mapped = { variables: new WeakMap<object, ByName>(), names: new WeakMap<object, ByName>() };

/** The profiles by the name that their tokens have in references. Where more than one has it, it names none. */
export function profilesByVariable(profiles: readonly KnownProfile[]): ByName {
  return kept(mapped.variables, profiles, ({ id }) => [variableOf(id)]);
}

/** The profiles by each name that a header `token-deck <profile>` can call them. */
export function profilesByName(profiles: readonly KnownProfile[]): ByName {
  return kept(mapped.names, profiles, (known) => [known.id, referenceOf(known), exactReferenceOf(known)]);
}

function kept(
  maps: WeakMap<object, ByName>,
  profiles: readonly KnownProfile[],
  namesOf: (known: KnownProfile) => string[],
): ByName {
  let byName = maps.get(profiles) as Map<string, KnownProfile[]> | undefined;
  if (byName === undefined) {
    byName = new Map();
    for (const known of profiles)
      for (const name of new Set(namesOf(known))) {
        const same = byName.get(name);
        if (same === undefined) byName.set(name, [known]);
        else same.push(known);
      }
    maps.set(profiles, byName);
  }
  return byName;
}
