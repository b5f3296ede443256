import { t } from '@vscode/l10n';
import { Fault } from '../faults/fault';

type Sentence = (at: { host: string; code: string }) => string;

/** What a failed connection means, by the system's or TLS's error code. */
const causes: [RegExp, 'unreachable' | 'certificate-untrusted' | 'key-unusable', Sentence, next?: () => string][] = [
  [
    // The alerts of RFC 8446 section 6.2 by which a server turns a client away.
    /^ERR_SSL_.*ALERT_(\w*CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED|HANDSHAKE_FAILURE)/,
    'key-unusable',
    (at) => t('{host} does not accept the client’s TLS certificate, or wants one ({code}).', at),
    () => t('Store a client certificate that the server knows, and choose “tls_client_auth” in “clientAuth”.'),
  ],
  [/^ENOTFOUND$|^EAI_/, 'unreachable', (at) => t('{host} was not found: its name does not resolve ({code}).', at)],
  [
    /^ECONNREFUSED$/,
    'unreachable',
    (at) => t('{host} refused the connection: nothing is listening there ({code}).', at),
  ],
  [/^ECONNRESET$|^UND_ERR_SOCKET$|^EPIPE$/, 'unreachable', (at) => t('{host} closed the connection ({code}).', at)],
  [/^ETIMEDOUT$|^UND_ERR_CONNECT_TIMEOUT$/, 'unreachable', (at) => t('{host} did not answer ({code}).', at)],
  [/^E(HOST|NET)(UNREACH|DOWN)$/, 'unreachable', (at) => t('{host} cannot be reached from this network ({code}).', at)],
  [
    /SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|CERT_UNTRUSTED|CERT_SIGNATURE/,
    'certificate-untrusted',
    (at) => t('{host} uses a certificate from an authority that this machine doesn’t trust ({code}).', at),
  ],
  [/CERT_HAS_EXPIRED/, 'certificate-untrusted', (at) => t('{host} uses a certificate that has expired ({code}).', at)],
  [/ALTNAME_INVALID/, 'certificate-untrusted', (at) => t('{host} uses a certificate for another host ({code}).', at)],
  [
    /^CERT_|^ERR_TLS/,
    'certificate-untrusted',
    (at) => t('{host} uses a certificate that cannot be trusted ({code}).', at),
  ],
  [/^ERR_SSL|^EPROTO$/, 'unreachable', (at) => t('{host} does not use TLS there ({code}).', at)],
];

/** Says why `fetch` failed; Node hides the reason in the error's causes. */
export function networkFault(thrown: unknown, host: string): Fault {
  const code = codeOf(thrown);
  if (code === undefined)
    return new Fault('unreachable', t('The connection to {host} failed.', { host }), { cause: thrown });
  const known = causes.find(([pattern]) => pattern.test(code));
  if (known !== undefined) return new Fault(known[1], known[2]({ host, code }), { cause: thrown, next: known[3]?.() });
  return new Fault('unreachable', t('The connection to {host} failed ({code}).', { host, code }), { cause: thrown });
}

function codeOf(thrown: unknown): string | undefined {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth++) {
    const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
    const { code } = first as { code?: unknown };
    if (typeof code === 'string') return code;
  }
  return undefined;
}
