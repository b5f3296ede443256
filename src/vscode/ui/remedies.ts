import type { FaultCode } from '../../faults/table';

/** Faults that storing a secret can mend. */
export const secretCodes: ReadonlySet<FaultCode> = new Set<FaultCode>(['client-refused', 'secret-missing']);

/** Faults that editing the profile can mend. */
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
