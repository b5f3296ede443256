import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import type { FaultCode } from '../../faults/table';
import { isSuccess, oauthFault, statusFault } from '../error-answer';
import type { Answer } from '../transport';
import type { Endpoint } from './endpoint';
import { members } from './members';

/** Faults that say nothing about the client: the server, or the way to it. */
const others: ReadonlySet<FaultCode> = new Set([
  ...(['server-error', 'rate-limited', 'endpoint-not-found', 'response-not-json'] as const),
]);

/**
 * The registration endpoint (RFC 7591 section 3), and the address of a client that was registered (RFC 7592 section 2).
 * @param known the id of that client, which its address has to answer with
 */
export function registrationEndpoint(secrets: readonly string[], known?: string): Endpoint<Record<string, unknown>> {
  return {
    name: 'registration',
    member: members.registration,
    read(answer) {
      const { json, host, status } = answer;
      if (!isSuccess(status) || typeof json?.error === 'string') throw refusal(answer, secrets);
      if (json === undefined) throw statusFault(answer);
      const { client_id: id } = json;
      if (typeof id !== 'string' || !/^[\x20-\x7e]{1,4096}$/.test(id) || id !== (known ?? id))
        throw new Fault('response-invalid', t('{host} answered without the client’s “client_id”.', { host }));
      // RFC 7591 section 3.2.1 requires it beside a secret, and some servers leave it out.
      const { client_secret: secret, client_secret_expires_at: expires = 0, ...rest } = json;
      if (secret === undefined || secret === null || secret === '') return rest;
      return { ...rest, client_secret: secret, client_secret_expires_at: expires };
    },
  };
}

/** The address of a client that is deleted (RFC 7592 section 2.3): what is said beside the status does not matter. */
export function deletionEndpoint(secrets: readonly string[]): Endpoint {
  return {
    name: 'registration',
    read(answer) {
      if (!isSuccess(answer.status) || answer.html) throw refusal(answer, secrets);
      return {};
    },
  };
}

/** Why no client is registered (RFC 7591 section 3.2.2). */
function refusal(answer: Answer, secrets: readonly string[]): Fault {
  const { json, status, host } = answer;
  const hasError = typeof json?.error === 'string' && json.error !== '';
  const fault = hasError
    ? oauthFault(json.error as string, json.error_description, secrets, answer)
    : statusFault(answer);
  if (others.has(fault.code)) return fault;
  const { error, what: reason } = fault;
  const what =
    status === 401 || status === 403
      ? t('{host} does not let everyone register clients ({status}).', { host, status })
      : t('{host} did not register a client. {reason}', { host, reason });
  return new Fault('registration-refused', what, { error, status });
}
