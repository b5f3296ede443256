import type { AuditEntry } from './audit-entry';

/** What an export has of an entry, in the order of its columns. */
const columns = ['time', 'profile', 'name', 'door', 'caller', 'destination', 'refused'] as const;

/** Entries as JSON: a list of objects with the members of `columns`; what is not known is left out. */
export function auditJson(entries: readonly AuditEntry[]): string {
  return `${JSON.stringify(entries.map(rowOf), undefined, 2)}\n`;
}

/**
 * Entries as CSV (RFC 4180), with a line of headings. A repository chooses the names of its profiles, and a spreadsheet
 * would run one that begins like a formula: an apostrophe before it makes it a text.
 */
export function auditCsv(entries: readonly AuditEntry[]): string {
  const rows = entries.map(rowOf).map((row) => columns.map((column) => cell(row[column] ?? '')));
  return [columns, ...rows].map((cells) => `${cells.join(',')}\r\n`).join('');
}

function rowOf({ at, profile, name, door, caller, to, refused }: AuditEntry) {
  return { time: new Date(at).toISOString(), profile, name, door, caller, destination: to, refused };
}

/** The signs by which a formula begins, in their wide forms too. */
const formula = /^\s*[=+\-@|\t\r\uff1d\uff0b\uff0d\uff20]/;

function cell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
