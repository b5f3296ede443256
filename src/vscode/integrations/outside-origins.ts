import type { SentRequest } from '../../http/sent';
import type { KnownProfile, UsableProfile } from '../../profile/known';
import { destinationFor, fitsOrigins } from '../../profile/origins';
import { profilesByName, profilesByVariable } from './by-variable';

/** A request whose token its profile does not send there. */
export interface OutsideOrigins {
  profile: UsableProfile;
  /** Where the request goes. */
  origin: string;
  /** The reference, or the request line where it comes by a variable; in UTF-16 code units. */
  place: { offset: number; length: number };
}

/**
 * The references in a file to tokens of profiles that name their origins, also by name in a header, in requests that go
 * elsewhere. Requests of which only the sender knows the destination are left out: sending them asks.
 */
export function outsideOrigins(requests: readonly SentRequest[], profiles: readonly KnownProfile[]): OutsideOrigins[] {
  const byVariable = profilesByVariable(profiles);
  const byName = profilesByName(profiles);
  // Many requests of a file have one address and one profile.
  const fitting = new Map<string, boolean>();
  return requests.flatMap(({ address, offset, length, references, named }) => {
    if (address === undefined || (references.length === 0 && named === undefined)) return [];
    const used = references.map(({ name, place }) => ({ name, place, profiles: byVariable.get(name) }));
    if (named !== undefined) used.push({ name: named.name, place: named, profiles: byName.get(named.name) });
    return used.flatMap(({ name, place, profiles: [profile, ...further] = [] }) => {
      if (profile?.usable !== true || further.length > 0) return [];
      const { origins = [] } = profile.settings;
      if (origins.length === 0) return [];
      const key = `${name} ${address}`;
      const fits = fitting.get(key) ?? goesTo(origins, address);
      fitting.set(key, fits);
      if (fits) return [];
      const destination = destinationFor(address, address);
      return 'origin' in destination
        ? [{ profile, origin: destination.origin, place: place ?? { offset, length } }]
        : [];
    });
  });
}

/** Whether an address has one of the origins. One that is not secure counts: sending it asks. */
function goesTo(origins: readonly string[], address: string): boolean {
  const destination = destinationFor(address, address);
  return !('origin' in destination) || fitsOrigins(origins, destination.origin);
}
