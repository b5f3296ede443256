import type { IncomingMessage, ServerResponse } from 'node:http';
import { record, sendJson } from './listener';
import type { OpenPort, RecordedRequest } from './listener';
import type { RunningTenant } from './tenant';

/** Records a port's requests and passes them on to the tenant that the path belongs to. */
export function serve(
  port: OpenPort,
  requests: RecordedRequest[],
  name: string,
  tenantAt: (path: string) => RunningTenant | undefined,
): void {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const entry = await record(requests, name, request, response);
    const tenant = tenantAt(entry.path);
    if (!tenant) return sendJson(response, 404, { error: 'Realm does not exist' });
    await tenant.handle(request, response, entry);
  };
  port.serve((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(`${name}: ${error instanceof Error ? error.stack : String(error)}`);
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { error: 'server_error' });
    });
  });
}
