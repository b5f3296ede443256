import { t } from '@vscode/l10n';
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import { fromKeyBase64 } from '../base/base64url';
import { localDay } from '../base/dates';
import { pemBlocks, pemOf } from '../base/pem';
import { Fault } from '../faults/fault';
import { secretTexts } from '../profile/secret-texts';
import type { Credentials } from './credentials';
import { parseObject } from './transport';

/** A certificate as a connection shows it. */
export type ShownCertificate = Pick<SecureContextOptions, 'cert' | 'key' | 'pfx' | 'passphrase'>;

/** PKCS#8, encrypted or not, PKCS#1 and SEC1. */
const keyLabel = /\bPRIVATE KEY$/;

/**
 * How a client shows its certificate (RFC 8705 section 2), from its stored secrets: a chain as PEM, with its private key
 * in the same text or as the secret `privateKey` (a PEM or a JWK); or PKCS#12 as base64, where it has a password as
 * `{"pfx": "BASE64", "passphrase": "…"}`.
 * @param now milliseconds since 1970
 * @throws `key-unusable`, `secret-missing` without a private key
 */
export function clientCertificate(
  { clientCertificate: text = '', privateKey }: Credentials,
  now: number,
): ShownCertificate {
  const blocks = pemBlocks(text);
  const chain = blocks.filter(({ label }) => label === 'CERTIFICATE').map(pemOf);
  if (chain.length === 0) return pkcs12(text);
  const own = blocks.find(({ label }) => keyLabel.test(label));
  const keyText = own === undefined ? privateKey : pemOf(own);
  if (keyText === undefined)
    throw new Fault('secret-missing', secretTexts.privateKey.missing(), {
      next: t('Store the client certificate again, with its private key in the same text.'),
    });
  const key = keyOf(keyText);
  const certificates = chain.map(certificateOf);
  const leaf = certificates.findIndex((certificate) => certificate.checkPrivateKey(key));
  const certificate = certificates[leaf];
  if (certificate === undefined) throw unusable(t('The private key does not belong to the client certificate.'));
  checkTime(certificate, now);
  // Servers read the client's own first (RFC 8446 section 4.4.2).
  const cert = [chain[leaf], ...chain.filter((_, index) => index !== leaf)].join('');
  return { cert, key: key.export({ type: 'pkcs8', format: 'pem' }) };
}

function pkcs12(text: string): ShownCertificate {
  const { pfx: named, passphrase } = parseObject(text) ?? { pfx: text };
  const pfx = typeof named === 'string' ? fromKeyBase64(named.replace(/\s/g, '')) : undefined;
  if (pfx?.[0] !== 0x30) throw unusable(t('The client certificate is neither PEM nor PKCS#12 in base64.'));
  const given = { pfx: Buffer.from(pfx), ...(typeof passphrase === 'string' && { passphrase }) };
  try {
    createSecureContext(given);
  } catch (cause) {
    throw unusable(
      t(
        'The client certificate (PKCS#12) cannot be opened: its password is wrong or missing, or its format is too old.',
      ),
      cause,
    );
  }
  return given;
}

function keyOf(text: string): KeyObject {
  const block = pemBlocks(text).find(({ label }) => keyLabel.test(label));
  if (block !== undefined && (block.label.startsWith('ENCRYPTED') || block.body.includes('ENCRYPTED')))
    throw unusable(t('The client certificate’s private key is encrypted with a passphrase: decrypt it first.'));
  try {
    return block === undefined
      ? createPrivateKey({ key: parseObject(text) ?? {}, format: 'jwk' })
      : createPrivateKey(pemOf(block));
  } catch (cause) {
    throw unusable(t('The client certificate’s private key cannot be read.'), cause);
  }
}

function certificateOf(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw unusable(t('The client certificate is damaged or cut short.'), cause);
  }
}

function checkTime({ validFrom, validTo }: X509Certificate, now: number): void {
  const [from, to] = [Date.parse(validFrom), Date.parse(validTo)];
  if (to < now) throw unusable(t('The client certificate expired on {date}.', { date: localDay(to) }));
  if (from > now) throw unusable(t('The client certificate is not valid before {date}.', { date: localDay(from) }));
}

function unusable(what: string, cause?: unknown): Fault {
  const next = t('Store the client’s certificate again with “Token Deck: Set Secret”.');
  return new Fault('key-unusable', what, { next, reason: 'other-secret', ...(cause !== undefined && { cause }) });
}
