import { plain } from '../faults/plain';
import { shorten } from '../base/shorten';

/** A passage of a token, as it is kept and exported: never the token, and of an address only the origin. */
export interface AuditEntry {
  /** When, in ISO 8601 and UTC. */
  time: string;
  /** The profile, as `personal:ID` or `team:FOLDER:ID`. */
  profile: string;
  /** What people call it. */
  name: string;
  /** The way by which it left. Another version of the extension may know further ones. */
  door: string;
  /** `person`, `program`, or `extension` where VS Code asked for a session. */
  caller: string;
  /** The origin that it was sent to, where that is known. */
  destination?: string;
  /** The code of what kept it from leaving. */
  refused?: string;
}

/** The most letters of each text. A repository chooses names, ids and origins. */
const most = { profile: 200, name: 80, door: 30, caller: 10, destination: 200, refused: 40 };
const optional = ['destination', 'refused'];

/** What an entry consists of, in the order of its columns. */
export const fields = ['time', ...Object.keys(most)] as (keyof AuditEntry)[];

/** The line of a file for an entry, with its line break. */
export function auditLine(entry: AuditEntry): string {
  return `${JSON.stringify(checked(entry))}\n`;
}

/**
 * Reads the lines of a file. Anyone may have written into it: what is no entry is skipped, and texts are made safe to
 * show.
 * @returns the entries in the order of the file, and how many lines are none
 */
export function readAudit(text: string): { entries: AuditEntry[]; skipped: number } {
  const entries: AuditEntry[] = [];
  let skipped = 0;
  for (const line of text.split('\n').filter(Boolean)) {
    try {
      entries.push(checked(JSON.parse(line)));
    } catch {
      skipped++;
    }
  }
  return { entries, skipped };
}

/** What entries name a profile by. @param reference `personal:ID` or `team:FOLDER:ID` */
export function keptName(reference: string): string {
  return shorten(plain(reference, 2000), most.profile);
}

/** An entry with short, plain texts. @throws if it is none */
function checked(value: unknown): AuditEntry {
  const given = value as Record<string, unknown>;
  const entry: Record<string, string> = { time: new Date(given.time as string).toISOString() };
  for (const [field, limit] of Object.entries(most)) {
    const text = given[field];
    if (typeof text === 'string') entry[field] = shorten(plain(text, 2000), limit);
    else if (text !== undefined || !optional.includes(field)) throw new TypeError(field);
  }
  return entry as unknown as AuditEntry;
}
