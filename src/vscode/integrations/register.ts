import type { Disposables } from '../../base/disposables';
import type { RequestAssistanceParts } from './request-assistance';

/** Looks after the files in which tokens are used. */
export async function registerIntegrations(
  parts: () => Promise<RequestAssistanceParts>,
  disposables: Disposables,
): Promise<void> {
  const { McpDiagnostics } = await import('./mcp-diagnostics');
  disposables.add(new McpDiagnostics());
  const { assistRequests } = await import('./request-assistance');
  disposables.add(assistRequests(await parts()));
}
