import type * as vscode from 'vscode';
import type { Disposables } from '../base/disposables';
import { lazy } from '../base/lazy';
import { systemTimer } from '../base/ticker';
import type { Audit } from '../storage/audit';
import type { Gate } from '../vscode/access/gate';
import { setting } from '../vscode/ui/configuration';

/** What the audit is made of. */
export interface AuditNeeds {
  gate: Gate;
  /** Where its files are, on the machine where the extension runs. */
  folder: vscode.Uri;
  now: () => number;
  line: (line: string) => void;
}

/** Keeps what passes the gate, unless `tokenDeck.audit.enabled` is off. It is loaded with the first passage. */
export function createAudit({ gate, folder, now, line }: AuditNeeds, disposables: Disposables): () => Promise<Audit> {
  const loaded = lazy(async () => {
    const [{ Audit }, { auditFolder }, { auditEntryOf }] = await Promise.all([
      import('../storage/audit'),
      import('../storage/audit-folder.node'),
      import('../vscode/access/audit-row'),
    ]);
    const id = crypto.randomUUID();
    const audit = new Audit({ folder: auditFolder(folder.fsPath), id, now, startTimer: systemTimer, log: line });
    return { audit: disposables.add(audit), auditEntryOf };
  });
  disposables.add(
    gate.onDidPass((passed) => {
      if (!setting('audit.enabled')) return;
      const at = now();
      void loaded().then(({ audit, auditEntryOf }) => audit.add(auditEntryOf(passed, at)));
    }),
  );
  return async () => (await loaded()).audit;
}
