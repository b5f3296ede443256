import { t } from '@vscode/l10n';
import { plain } from './plain';
import type { FaultPlace, FaultReason } from './reason';
import { faults, type FaultCode } from './table';

/** What a fault carries beside its code and its description. */
export interface FaultDetails {
  /** The name of the profile that it happened to; the message begins with it. */
  profile?: string | undefined;
  /** The exact reference of that profile, by which it can be found again. */
  reference?: string | undefined;
  /** What more is known than the code. */
  reason?: FaultReason | undefined;
  /** The file that it is about, at the request that it is about. */
  place?: FaultPlace | undefined;
  /** The ways of a login that were tried, the last one last, where another one is left. */
  tried?: readonly string[] | undefined;
  /** The user has just closed the question that it is about: they know, so no message is shown. */
  dismissed?: boolean | undefined;
  /** The provider's own OAuth error code (RFC 6749 section 5.2), unchanged. */
  error?: string | undefined;
  /** The HTTP status of an answer that has no OAuth error and is no web page. */
  status?: number | undefined;
  /** The seconds after which the server may be asked again, where it said so (RFC 9110 section 10.2.3). */
  retryAfter?: number | undefined;
  /** Replaces the table's next step where more is known. */
  next?: string | undefined;
  /** What was caught. Only its name and code are kept. */
  cause?: unknown;
}

/** An error for people: what happened, to which profile, what to do next, with a stable code. */
export class Fault extends Error {
  override readonly name = 'TokenDeckFault';
  readonly code: FaultCode;
  readonly what: string;
  readonly next: string;
  readonly profile: string | undefined;
  readonly reference: string | undefined;
  readonly reason: FaultReason | undefined;
  readonly place: FaultPlace | undefined;
  readonly tried: readonly string[] | undefined;
  readonly dismissed: boolean;
  readonly error: string | undefined;
  readonly status: number | undefined;
  readonly retryAfter: number | undefined;

  /** @param what one or more whole sentences, already translated */
  constructor(code: FaultCode, what: string, details: FaultDetails = {}) {
    const { profile, reference, reason, place, tried, dismissed = false, error, status, retryAfter, cause } = details;
    const { next = faults[code]() } = details;
    const said = profile === undefined ? what : t('{profile}: {what}', { profile: plain(profile), what });
    super([said, next].filter(Boolean).join(' '));
    this.code = code;
    this.what = what;
    this.next = next;
    this.profile = profile;
    this.reference = reference;
    this.reason = reason;
    this.place = place;
    this.tried = tried;
    this.dismissed = dismissed;
    this.error = error;
    this.status = status;
    this.retryAfter = retryAfter;
    if (cause !== undefined) Object.defineProperty(this, 'cause', { value: summary(cause) });
  }

  /** The same fault with some details changed. */
  with(details: FaultDetails): Fault {
    const { code, what, next, profile, reference, reason, place, tried, dismissed } = this;
    const { error, status, retryAfter, cause } = this;
    const same = { next, profile, reference, reason, place, tried, dismissed, error, status, retryAfter, cause };
    return new Fault(code, what, { ...same, ...details });
  }
}

/**
 * Tells a fault from any other thrown value. `instanceof` is enough: the extension is one graph of modules, and a test
 * bundle holds the code that it tests, so what throws a fault and what catches it share one class. Where a fault leaves
 * the graph (another extension, the suites in the extension host), its `code` identifies it.
 */
export function isFault(thrown: unknown): thrown is Fault {
  return thrown instanceof Fault;
}

/** Whether the user, or a caller's cancellation token, ended it: nothing is shown then. */
export function isCancelled(thrown: unknown): boolean {
  return isFault(thrown) && thrown.code === 'cancelled';
}

/** The fault for work that was cancelled. */
export function cancelled(): Fault {
  return new Fault('cancelled', t('Cancelled.'));
}

/**
 * The same fault with the profile that it happened to; a fault that names another profile keeps that one. Anything
 * unforeseen becomes `internal`.
 * @param profile the profile's name, or its name and its exact reference
 */
export function toFault(thrown: unknown, profile?: string | { name: string; reference?: string }): Fault {
  const given = typeof profile === 'string' ? { name: profile } : profile;
  if (!isFault(thrown)) {
    const name = plain(thrown instanceof Error ? thrown.name : typeof thrown, 60);
    const what = t('An unexpected error occurred ({name}).', { name });
    return new Fault('internal', what, { profile: given?.name, reference: given?.reference, cause: thrown });
  }
  const { profile: named = given?.name } = thrown;
  const reference = thrown.reference ?? given?.reference;
  const hasAll = named === thrown.profile && reference === thrown.reference;
  if (hasAll || named !== given?.name) return thrown;
  return thrown.with({ profile: named, reference });
}

/**
 * Name and code of what was caught. Its message and fields may hold tokens: a library keeps whole answers in its
 * causes.
 */
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
