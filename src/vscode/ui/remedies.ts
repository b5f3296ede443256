import type { FaultCode } from '../../faults/table';

/** Faults that a stored secret mends. */
export const secretCodes: ReadonlySet<FaultCode> = new Set<FaultCode>(['client-refused', 'secret-missing']);

/** Faults that editing the profile mends. */
export const profileCodes: ReadonlySet<FaultCode> = new Set<FaultCode>([
  'profile-invalid',
  'insecure-endpoint',
  'scope-refused',
  'target-refused',
  'request-refused',
  'endpoint-not-found',
  'discovery-failed',
  'issuer-mismatch',
  'unreachable',
  'response-not-json',
  'unexpected-redirect',
  'port-in-use',
  'redirect-unavailable',
]);
