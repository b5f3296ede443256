import type { Disposables } from '../../base/disposables';
import type { RequestDiagnosticsParts } from './request-diagnostics';

/** Looks after the files in which tokens are used. */
export async function registerIntegrations(
  parts: () => Promise<RequestDiagnosticsParts>,
  disposables: Disposables,
): Promise<void> {
  const { McpDiagnostics } = await import('./mcp-diagnostics');
  disposables.add(new McpDiagnostics());
  const { RequestDiagnostics } = await import('./request-diagnostics');
  disposables.add(new RequestDiagnostics(await parts()));
}
