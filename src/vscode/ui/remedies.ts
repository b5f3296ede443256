import type { FaultReason } from '../../faults/reason';
import type { FaultCode } from '../../faults/table';

/** What a button under a fault's message does. */
export type Remedy =
  | 'retry'
  | 'retry-there'
  | 'forbid-redirects'
  | 'another-way'
  | 'new-code'
  | 'reload-window'
  | 'sign-in'
  | 'discard-token'
  | 'set-secret'
  | 'replace-token'
  | 'edit-profile'
  | 'open-file'
  | 'change-id'
  | 'add-profile'
  | 'show-profiles'
  | 'install-sender'
  | 'trust-workspace'
  | 'open-folder'
  | 'manage-access'
  | 'automation-setting'
  | 'keys-setting'
  | 'diagnose'
  | 'show-log';

/** What helps against each fault, the likeliest first. What its message advises has a button here, where one can do it. */
export const remedies = {
  cancelled: [],
  'profile-not-found': ['show-profiles', 'add-profile'],
  'profile-ambiguous': [],
  'profile-exists': [],
  'profile-invalid': ['edit-profile'],
  'profile-read-only': ['open-file', 'edit-profile'],
  'argument-invalid': [],
  'jwt-malformed': [],
  'key-unusable': [],
  'jwe-undecryptable': [],
  'sender-missing': ['install-sender'],
  'request-changed': ['retry-there'],
  'request-not-found': [],
  'insecure-endpoint': ['edit-profile', 'diagnose'],
  'interaction-required': ['sign-in'],
  'access-denied': ['manage-access'],
  'token-rejected': ['edit-profile', 'diagnose', 'show-log'],
  'redirect-unsafe': ['forbid-redirects', 'edit-profile'],
  'workspace-untrusted': ['trust-workspace'],
  'client-refused': ['set-secret', 'edit-profile', 'diagnose', 'show-log'],
  'grant-refused': ['sign-in', 'edit-profile', 'diagnose', 'show-log'],
  'client-unauthorized': ['edit-profile', 'diagnose', 'show-log'],
  'scope-refused': ['edit-profile', 'diagnose', 'show-log'],
  'target-refused': ['edit-profile', 'diagnose', 'show-log'],
  // A provider with PAR refuses a redirect URI in this way (RFC 9126 section 2.3).
  'request-refused': ['edit-profile', 'another-way', 'diagnose', 'show-log'],
  'login-refused': ['sign-in', 'diagnose', 'show-log'],
  'server-error': ['retry', 'diagnose', 'show-log'],
  'rate-limited': ['retry', 'show-log'],
  'response-not-json': ['edit-profile', 'diagnose', 'show-log'],
  'response-invalid': ['edit-profile', 'diagnose', 'show-log'],
  'response-too-large': ['edit-profile', 'diagnose', 'show-log'],
  'endpoint-not-found': ['edit-profile', 'diagnose', 'show-log'],
  'unexpected-redirect': ['edit-profile', 'diagnose', 'show-log'],
  'endpoint-missing': ['edit-profile', 'diagnose'],
  'discovery-failed': ['edit-profile', 'retry', 'diagnose', 'show-log'],
  'issuer-mismatch': ['edit-profile', 'diagnose', 'show-log'],
  'id-token-invalid': ['sign-in', 'edit-profile', 'diagnose', 'show-log'],
  'login-mismatch': ['sign-in', 'diagnose', 'show-log'],
  unreachable: ['retry', 'edit-profile', 'diagnose', 'show-log'],
  'certificate-untrusted': ['reload-window', 'retry', 'diagnose', 'show-log'],
  timeout: ['retry', 'diagnose', 'show-log'],
  'login-timeout': ['another-way', 'sign-in', 'edit-profile', 'diagnose', 'show-log'],
  'port-in-use': ['another-way', 'retry', 'edit-profile', 'diagnose', 'show-log'],
  'redirect-unavailable': ['another-way', 'edit-profile', 'diagnose', 'show-log'],
  'registration-refused': ['edit-profile', 'show-log'],
  'grant-unsupported': ['edit-profile', 'diagnose'],
  'secret-missing': ['set-secret'],
  'storage-failed': ['retry', 'show-log'],
  internal: ['show-log'],
} as const satisfies Record<FaultCode, readonly Remedy[]>;

/** What helps instead, where more is known than the code. */
const remediesByReason = {
  'automation-off': ['automation-setting'],
  'keys-off': ['keys-setting'],
  'pasted-token': ['replace-token', 'edit-profile'],
  'token-refused': ['discard-token', 'edit-profile', 'show-log'],
  'id-token-passing': ['sign-in', 'diagnose', 'show-log'],
  'id-token-profile': ['edit-profile', 'sign-in', 'diagnose', 'show-log'],
  'id-token-provider': ['diagnose', 'show-log'],
  'profile-gone': ['show-profiles'],
  'no-profile-fits': [],
  'same-variable': ['change-id'],
  'code-expired': ['new-code', 'show-log'],
  'other-secret': ['set-secret', 'edit-profile'],
  'other-user': ['sign-in', 'show-log'],
  'ruled-out': ['edit-profile', 'diagnose'],
  'redirect-unregistered': ['another-way', 'edit-profile', 'diagnose', 'show-log'],
  'no-folder': ['open-folder'],
} as const satisfies Record<FaultReason, readonly Remedy[]>;

/** Remedies that need to know the place. */
const ofPlace: readonly Remedy[] = ['retry-there', 'forbid-redirects', 'open-file'];

/** Remedies that need to know the profile. */
const ofProfile: readonly Remedy[] = [
  ...(['sign-in', 'new-code', 'discard-token', 'set-secret', 'replace-token', 'edit-profile', 'diagnose'] as const),
];

/**
 * The buttons for a fault.
 * @param fault its code, and what more is known
 * @param profile what is known of the profile that it happened to; `hasAnotherWay` where a login began whose browser can
 *   come back another way
 * @param hasProfiles whether there is any profile
 */
export function remediesFor(
  { code, reason, place }: { code: FaultCode; reason?: FaultReason | undefined; place?: unknown },
  profile: { signsIn: boolean; hasAnotherWay?: boolean } | undefined,
  hasProfiles: boolean,
): readonly Remedy[] {
  const listed: readonly Remedy[] = reason === undefined ? remedies[code] : remediesByReason[reason];
  return listed.flatMap((remedy): Remedy[] => {
    if (remedy === 'show-profiles' && !hasProfiles) return [];
    if (place === undefined && ofPlace.includes(remedy)) return [];
    if (remedy === 'another-way' && profile?.hasAnotherWay !== true) return [];
    if (profile === undefined && ofProfile.includes(remedy)) return [];
    // A machine does not sign in; it tries again.
    return [remedy === 'sign-in' && profile?.signsIn === false ? 'retry' : remedy];
  });
}
