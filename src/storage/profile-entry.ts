import type { Profile } from '../profile/schema';
import { encodeEntry } from './entry';

/** Fields that version 0.1.0 does not know: it refuses a profile with one of them. */
const later = ['origins'] as const satisfies readonly (keyof Profile)[];

/**
 * Writes a personal profile in its stored form. Fields that came later are beside the profile, where windows of version
 * 0.1.0, which run on during an update, do not look.
 */
export function encodeProfile(profile: Profile): string {
  const isLater = ([name]: [string, unknown]) => (later as readonly string[]).includes(name);
  const fields = Object.entries(profile);
  const rest = fields.filter(isLater);
  const first = Object.fromEntries(fields.filter((field) => !isLater(field)));
  return encodeEntry({ profile: first, ...(rest.length > 0 && { later: Object.fromEntries(rest) }) });
}

/** Reads a profile, still unchecked, from its entry. */
export function profileIn(entry: Record<string, unknown>): unknown {
  const { profile, later: rest } = entry;
  return isFields(profile) && isFields(rest) ? { ...profile, ...rest } : profile;
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
