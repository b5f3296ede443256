import type * as vscode from 'vscode';
import type { Disposables } from '../base/disposables';
import { lazy } from '../base/lazy';
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
export function createAudit({ gate, folder, now, line }: AuditNeeds, disposables: Disposables) {
  const audit = lazy(async () => {
    const { keptAudit } = await import('../vscode/access/kept-audit.node');
    return disposables.add(keptAudit(folder.fsPath, now, line));
  });
  disposables.add(
    gate.onDidPass((passed) => {
      const at = now();
      if (setting('audit.enabled')) void audit().then((kept) => kept.note(passed, at));
    }),
  );
  return audit;
}
