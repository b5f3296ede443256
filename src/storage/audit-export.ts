import { fields, type AuditEntry } from './audit-entry';

/**
 * Entries as CSV (RFC 4180), with a line of headings. A repository chooses the names of its profiles, and a spreadsheet
 * would run one that begins like a formula: an apostrophe before it makes it a text.
 */
export function auditCsv(entries: readonly AuditEntry[]): string {
  const rows = entries.map((entry) => fields.map((field) => cell(entry[field] ?? '')));
  return [fields, ...rows].map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** The signs by which a formula begins, in their wide forms too. */
const formula = /^\s*[=+\-@|＝＋－＠]/;

function cell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
