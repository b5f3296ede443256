import { faults, type FaultCode } from './table';
import { plain } from './plain';

/** What a fault carries beside its code and its description. */
export interface FaultDetails {
  /** The name of the profile that it happened to; the message begins with it. */
  profile?: string | undefined;
  /** The provider's own OAuth error code (RFC 6749 section 5.2), unchanged. */
  error?: string | undefined;
  /** The seconds after which the server may be asked again, where it said so (RFC 9110 section 10.2.3). */
  retryAfter?: number | undefined;
  /** Replaces the table's next step where more is known. */
  next?: string | undefined;
  /** What was caught. Only its name, code and redacted message are kept. */
  cause?: unknown;
}

/**
 * An error for people: what happened, to which profile, what to do next, with a stable code.
 * It crosses bundles, so it is told by `isFault`, never by `instanceof`.
 */
export class Fault extends Error {
  override readonly name = 'TokenDeckFault';
  readonly code: FaultCode;
  readonly what: string;
  readonly next: string;
  readonly profile: string | undefined;
  readonly error: string | undefined;
  readonly retryAfter: number | undefined;

  constructor(code: FaultCode, what: string, details: FaultDetails = {}) {
    const next = details.next ?? faults[code];
    const subject = details.profile === undefined ? '' : `${plain(details.profile)}: `;
    super([`${subject}${what}`, next].filter(Boolean).join(' '));
    this.code = code;
    this.what = what;
    this.next = next;
    this.profile = details.profile;
    this.error = details.error;
    this.retryAfter = details.retryAfter;
    if (details.cause !== undefined) Object.defineProperty(this, 'cause', { value: summary(details.cause) });
  }
}

/** Tells a fault from any other thrown value, whichever bundle it was made in. */
export function isFault(thrown: unknown): thrown is Fault {
  return thrown instanceof Error && thrown.name === 'TokenDeckFault' && 'code' in thrown;
}

/** Whether the user, or a caller's cancellation token, ended it: nothing to be shown. */
export function isCancelled(thrown: unknown): boolean {
  return isFault(thrown) && thrown.code === 'cancelled';
}

/** The fault that says that it was cancelled. */
export function cancelled(): Fault {
  return new Fault('cancelled', 'Cancelled.');
}

/** The same fault, with the profile's name in its message. Anything unforeseen becomes `internal`. */
export function toFault(thrown: unknown, profile?: string): Fault {
  if (!isFault(thrown)) {
    const name = thrown instanceof Error ? thrown.name : typeof thrown;
    return new Fault('internal', `Something unforeseen happened (${plain(name, 60)}).`, { profile, cause: thrown });
  }
  if (profile === undefined || thrown.profile !== undefined) return thrown;
  const { error, retryAfter, next, cause } = thrown;
  return new Fault(thrown.code, thrown.what, { profile, error, retryAfter, next, cause });
}

/** Name and code of what was caught; its message and fields may hold tokens (a library keeps whole answers in its causes). */
function summary(cause: unknown): { name: string; code?: string } {
  const { name, code } = (typeof cause === 'object' && cause !== null ? cause : {}) as {
    name?: unknown;
    code?: unknown;
  };
  return {
    name: typeof name === 'string' ? plain(name, 60) : typeof cause,
    ...(typeof code === 'string' && { code: plain(code, 60) }),
  };
}
