import { systemTimer } from '../../base/ticker';
import { openAudit, type Audit } from '../../storage/audit';
import { auditFolder } from '../../storage/audit-folder.node';
import { auditEntryOf } from './audit-passage';
import type { Passed } from './gate';

/** The audit of this machine, to which passages of the gate are added. */
export interface KeptAudit extends Audit {
  /** @param at milliseconds since 1970 */
  note(passed: Passed, at: number): void;
}

/**
 * Opens the audit of this machine.
 * @param folder the path of its files
 * @param now milliseconds since 1970
 * @param log writes a line of the log
 */
export function keptAudit(folder: string, now: () => number, log: (line: string) => void): KeptAudit {
  const parts = { folder: auditFolder(folder), id: crypto.randomUUID(), now, startTimer: systemTimer, log };
  const audit = openAudit(parts);
  return { ...audit, note: (passed, at) => audit.add(auditEntryOf(passed, at)) };
}
