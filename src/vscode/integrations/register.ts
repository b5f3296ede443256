import type { Disposables } from '../../base/disposables';
import type { HttpYacParts } from './httpyac';
import type { RequestDiagnosticsParts } from './request-diagnostics';

/** Looks after the files in which tokens are used. */
export async function registerIntegrations(
  parts: () => Promise<RequestDiagnosticsParts & HttpYacParts>,
  disposables: Disposables,
): Promise<void> {
  const { McpDiagnostics } = await import('./mcp-diagnostics');
  disposables.add(new McpDiagnostics());
  const { RequestDiagnostics } = await import('./request-diagnostics');
  disposables.add(new RequestDiagnostics(await parts()));
  const { HttpYacWatch } = await import('./httpyac-watch');
  disposables.add(new HttpYacWatch(await parts()));
}
