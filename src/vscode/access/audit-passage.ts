import { urlOf } from '../../base/url';
import { nameOf, referenceOf } from '../../profile/known';
import type { Destination } from '../../profile/origins';
import type { AuditEntry } from '../../storage/audit-entry';
import type { Passed } from './gate';

/** What is kept of a passage. @param at milliseconds since 1970 */
export function auditEntryOf({ profile, door, caller, destination, refused }: Passed, at: number): AuditEntry {
  const origin = destination && originOf(destination);
  return {
    ...{ time: new Date(at).toISOString(), profile: referenceOf(profile), name: nameOf(profile), door, caller },
    ...(origin !== undefined && { destination: origin }),
    ...(refused !== undefined && { refused }),
  };
}

/** The origin of a destination, never more of its address; undefined where it is not known. */
function originOf(destination: Destination): string | undefined {
  if ('origin' in destination) return destination.origin;
  const origin = 'to' in destination ? urlOf(destination.to)?.origin : undefined;
  // The origin of a scheme that has none is the word “null”.
  return origin === 'null' ? undefined : origin;
}
