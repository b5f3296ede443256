import type { OpenPort, RecordedRequest } from './listener';
export interface Faults {
  origin: string;
  close(): Promise<void>;
}
export async function startFaults(port: OpenPort, _requests: RecordedRequest[], _host: string): Promise<Faults> {
  return { origin: port.origin, close: async () => undefined };
}
