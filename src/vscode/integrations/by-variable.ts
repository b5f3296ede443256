import { variableOf } from '../../http/reference';
import type { KnownProfile } from '../../profile/known';

/** The profiles by their variables, kept for each list: a list is another object once a profile changes. */
const mapped = new WeakMap<readonly KnownProfile[], Map<string, KnownProfile[]>>();

/** The profiles by the name that their tokens have in references. Where more than one has it, it names none. */
export function profilesByVariable(profiles: readonly KnownProfile[]): ReadonlyMap<string, readonly KnownProfile[]> {
  let byVariable = mapped.get(profiles);
  if (byVariable === undefined) {
    byVariable = new Map();
    for (const known of profiles) {
      const name = variableOf(known.id);
      const same = byVariable.get(name);
      if (same === undefined) byVariable.set(name, [known]);
      else same.push(known);
    }
    mapped.set(profiles, byVariable);
  }
  return byVariable;
}
