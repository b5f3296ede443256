import { Fault } from '../faults/fault';

/** What a failed connection means, by the system's or TLS's error code. */
const causes: [RegExp, 'unreachable' | 'certificate-untrusted', string][] = [
  [/^ENOTFOUND$|^EAI_/, 'unreachable', 'was not found (its name does not resolve)'],
  [/^ECONNREFUSED$/, 'unreachable', 'refused the connection (nothing listens there)'],
  [/^ECONNRESET$|^UND_ERR_SOCKET$|^EPIPE$/, 'unreachable', 'broke off the connection'],
  [/^ETIMEDOUT$|^UND_ERR_CONNECT_TIMEOUT$/, 'unreachable', 'did not answer the connection'],
  [/^E(HOST|NET)(UNREACH|DOWN)$/, 'unreachable', 'cannot be reached from this network'],
  [
    /SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|CERT_UNTRUSTED|CERT_SIGNATURE/,
    'certificate-untrusted',
    'shows a certificate that nobody trusted here vouches for',
  ],
  [/CERT_HAS_EXPIRED/, 'certificate-untrusted', 'shows a certificate that has expired'],
  [/ALTNAME_INVALID/, 'certificate-untrusted', 'shows a certificate for another host'],
  [/^CERT_|^ERR_TLS/, 'certificate-untrusted', 'shows a certificate that cannot be trusted'],
  [/^ERR_SSL|^EPROTO$/, 'unreachable', 'does not speak TLS there'],
];

/** Says why `fetch` failed; Node hides the reason in the error's causes. */
export function networkFault(thrown: unknown, host: string): Fault {
  const code = codeOf(thrown);
  const row = causes.find(([pattern]) => pattern.test(code));
  if (row) return new Fault(row[1], `${host} ${row[2]} (${code}).`, { cause: thrown });
  return new Fault('unreachable', `The connection to ${host} failed${code === '' ? '' : ` (${code})`}.`, {
    cause: thrown,
  });
}

function codeOf(thrown: unknown): string {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth++) {
    const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
    const { code } = first as { code?: unknown };
    if (typeof code === 'string') return code;
  }
  return '';
}
