import type { Disposables } from '../../base/disposables';
import type { HttpYacParts } from './httpyac';
import type { RequestDiagnosticsParts } from './request-diagnostics';

/** Looks after the files in which tokens are used. */
export async function registerIntegrations(
  parts: () => Promise<RequestDiagnosticsParts & HttpYacParts>,
  disposables: Disposables,
): Promise<void> {
  const { HttpYacWatch, McpDiagnostics, RequestDiagnostics } = await import('./watchers');
  disposables.add(new McpDiagnostics());
  const made = await parts();
  disposables.add(new RequestDiagnostics(made), new HttpYacWatch(made));
}
