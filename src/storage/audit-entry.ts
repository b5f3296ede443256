import { plain } from '../faults/plain';
import { shorten } from '../base/shorten';

/** A passage of a token, as it is kept: never the token, and of an address only the origin. */
export interface AuditEntry {
  /** When, in milliseconds since 1970. */
  at: number;
  /** The profile, as `personal:ID` or `team:FOLDER:ID`. */
  profile: string;
  /** What people call it. */
  name: string;
  /** The way by which it left. Another version of the extension may know further ones. */
  door: string;
  caller: 'program' | 'person';
  /** The origin that it was sent to, where that is known. */
  to?: string;
  /** The code of what kept it from leaving. */
  refused?: string;
}

/** The most letters of each text. A repository chooses names, ids and origins. */
const most = { profile: 200, name: 80, door: 30, to: 200, refused: 40 };

/** The line of a file for an entry, with its line break. */
export function auditLine(entry: AuditEntry): string {
  return `${JSON.stringify({ ...bounded(entry), at: new Date(entry.at).toISOString() })}\n`;
}

/**
 * Reads the lines of a file. Anyone may have written into it: what is no entry is skipped, and texts are made safe to
 * show.
 * @returns the entries in the order of the file, and how many lines are none
 */
export function readAudit(text: string): { entries: AuditEntry[]; skipped: number } {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const entries = lines.map(entryIn).filter((entry) => entry !== undefined);
  return { entries, skipped: lines.length - entries.length };
}

function entryIn(line: string): AuditEntry | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { at: time, profile, name, door, caller, to, refused } = value as Record<string, unknown>;
  const at = typeof time === 'string' ? Date.parse(time) : NaN;
  if (!Number.isFinite(at) || (caller !== 'program' && caller !== 'person')) return undefined;
  if (typeof profile !== 'string' || typeof name !== 'string' || typeof door !== 'string') return undefined;
  if (!isOptionalText(to) || !isOptionalText(refused)) return undefined;
  return bounded({
    at,
    profile,
    name,
    door,
    caller,
    ...(to !== undefined && { to }),
    ...(refused !== undefined && { refused }),
  });
}

/** What entries name a profile by. @param reference `personal:ID` or `team:FOLDER:ID` */
export function keptName(reference: string): string {
  return short(reference, most.profile);
}

function isOptionalText(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

function bounded({ at, profile, name, door, caller, to, refused }: AuditEntry): AuditEntry {
  return {
    at,
    profile: keptName(profile),
    name: short(name, most.name),
    door: short(door, most.door),
    caller,
    ...(to !== undefined && { to: short(to, most.to) }),
    ...(refused !== undefined && { refused: short(refused, most.refused) }),
  };
}

function short(text: string, limit: number): string {
  return shorten(plain(text, 2000), limit);
}
