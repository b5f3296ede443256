import { variableOf } from '../../http/reference';
import type { Dialect } from '../../http/dialect';
import { sentRequests } from '../../http/sent';
import type { KnownProfile, UsableProfile } from '../../profile/known';
import { destinationFor, fitsOrigins } from '../../profile/origins';

/** A request whose token its profile does not send there. */
export interface OutsideOrigins {
  profile: UsableProfile;
  /** Where the request goes. */
  origin: string;
  /** The reference, or the request line where it comes by a variable; in UTF-16 code units. */
  place: { offset: number; length: number };
}

/**
 * The references in a file to tokens of profiles that name their origins, in requests that go elsewhere. Requests of
 * which only the sender knows the destination are left out: sending them asks.
 */
export function outsideOrigins(text: string, dialect: Dialect, profiles: readonly KnownProfile[]): OutsideOrigins[] {
  const byVariable = variablesOf(profiles);
  return sentRequests(text, dialect).flatMap(({ address, shown, offset, length, references }) => {
    const destination = destinationFor(address, shown);
    if (!('origin' in destination)) return [];
    return references.flatMap(({ name, place }) => {
      const [profile, ...further] = byVariable.get(name) ?? [];
      if (profile?.usable !== true || further.length > 0) return [];
      const { origins = [] } = profile.settings;
      if (origins.length === 0 || fitsOrigins(origins, destination.origin)) return [];
      return [{ profile, origin: destination.origin, place: place ?? { offset, length } }];
    });
  });
}

/** The profiles by their variables, kept for each list: a list is another object once a profile changes. */
const mapped = new WeakMap<readonly KnownProfile[], Map<string, KnownProfile[]>>();

function variablesOf(profiles: readonly KnownProfile[]): Map<string, KnownProfile[]> {
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
