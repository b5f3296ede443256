import { AuthorizationResponseError } from 'openid-client';
import { Fault, isFault } from '../faults/fault';
import { plain, redact } from '../faults/plain';
import type { FaultCode } from '../faults/table';
import { oauthFault } from './error-answer';

/** openid-client's code for metadata that names another issuer than the one asked (RFC 8414 section 3.3). */
const issuerMismatch = 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED';

/**
 * The one place where openid-client's errors become faults.
 * @param code the fault of the step that failed, for errors that are not told apart further
 * @param what what that means, as the beginning of a sentence
 * @param secrets what must not appear in the message
 */
export function translate(thrown: unknown, code: FaultCode, what: string, secrets: readonly string[] = []): Fault {
  for (let error = thrown, depth = 0; error !== undefined && depth < 6; error = causeOf(error), depth++) {
    if (isFault(error)) return error;
  }
  if (thrown instanceof AuthorizationResponseError) {
    return oauthFault(thrown.error, thrown.error_description, secrets);
  }
  if ((thrown as { code?: unknown }).code === issuerMismatch) {
    return new Fault('issuer-mismatch', 'The metadata names another issuer than the one in the profile.', {
      cause: thrown,
    });
  }
  const reason = deepestMessage(thrown);
  return new Fault(code, `${what}${reason === '' ? '' : ` (${plain(redact(reason, secrets), 160)})`}.`, {
    cause: thrown,
  });
}

/**
 * The library's own words for what it found; they name claims and fields, not their values. Its errors are told by
 * their codes: the runtime's beneath them repeat what they were given (JSON.parse quotes its input).
 */
function deepestMessage(thrown: unknown): string {
  let message = '';
  for (let error = thrown, depth = 0; error instanceof Error && depth < 6; error = error.cause, depth++) {
    const { code } = error as { code?: unknown };
    if (typeof code === 'string' && code.startsWith('OAUTH_')) message = error.message || message;
  }
  return message;
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}
