import { t } from '@vscode/l10n';
import { AuthorizationResponseError, ResponseBodyError } from 'openid-client';
import { Fault, isFault } from '../faults/fault';
import { plain, redact } from '../faults/plain';
import type { FaultCode } from '../faults/table';
import { oauthFault } from './error-answer';
import { nextForIdToken } from './id-token-next';

/** openid-client's code for metadata that names another issuer than the one asked (RFC 8414 section 3.3). */
const issuerMismatch = 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED';

/** A step that can fail in the library: the fault, and what it means, with and without the library's own reason. */
interface Step {
  code: FaultCode;
  what: () => string;
  because: (reason: string) => string;
}

const steps = {
  metadata: {
    code: 'discovery-failed',
    what: () => t('The issuer’s metadata cannot be used.'),
    because: (reason) => t('The issuer’s metadata cannot be used ({reason}).', { reason }),
  },
  redirect: {
    code: 'login-mismatch',
    what: () => t('The response to the sign-in is not valid.'),
    because: (reason) => t('The response to the sign-in is not valid ({reason}).', { reason }),
  },
  'id-token': {
    code: 'id-token-invalid',
    what: () => t('The ID token is not valid.'),
    because: (reason) => t('The ID token is not valid ({reason}).', { reason }),
  },
  answer: {
    code: 'response-invalid',
    what: () => t('The provider’s answer is not valid.'),
    because: (reason) => t('The provider’s answer is not valid ({reason}).', { reason }),
  },
} satisfies Record<string, Step>;

/**
 * The one place where openid-client's errors become faults.
 * @param step the step that failed, for errors that are not told apart further
 * @param secrets what must not appear in the message
 */
export function translate(thrown: unknown, step: keyof typeof steps, secrets: readonly string[] = []): Fault {
  for (let error = thrown, depth = 0; error !== undefined && depth < 6; error = causeOf(error), depth++) {
    if (isFault(error)) return error;
  }
  // Of answers with an error, only those get here that the library goes on from: a nonce that was refused again.
  if (thrown instanceof AuthorizationResponseError || thrown instanceof ResponseBodyError) {
    return oauthFault(thrown.error, thrown.error_description, secrets);
  }
  if (step !== 'answer' && (thrown as { code?: unknown }).code === issuerMismatch) {
    return new Fault('issuer-mismatch', t('The issuer in the metadata differs from the one in the profile.'), {
      cause: thrown,
    });
  }
  const { code, what, because } = steps[step];
  const reason = plain(redact(deepestMessage(thrown), secrets), 160);
  const known = code === 'id-token-invalid' ? nextForIdToken(thrown) : undefined;
  return new Fault(code, reason === '' ? what() : because(reason), { cause: thrown, ...known });
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
