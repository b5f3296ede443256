import { base64UrlOf, fromKeyBase64, fromUtf8 } from '../../base/base64url';
import { pemBlocks } from '../../base/pem';

/** What is still needed to make a client certificate of what was given, as src/oauth/client-certificate.node.ts reads it. */
export type GivenCertificate = { needs: 'nothing' | 'key'; text: string } | { needs: 'password'; pfx: string };

/**
 * What a text that was pasted, or the bytes of a file, are as a client certificate.
 * @returns undefined for anything but PEM with a certificate, and PKCS#12
 */
export function certificateOf(given: string | Uint8Array): GivenCertificate | undefined {
  const text = typeof given === 'string' ? given : (fromUtf8(given) ?? '');
  const labels = pemBlocks(text).map(({ label }) => label);
  if (labels.includes('CERTIFICATE')) return { needs: labels.some(isKey) ? 'nothing' : 'key', text };
  const bytes = typeof given === 'string' || text !== '' ? fromKeyBase64(text.replace(/\s/g, '')) : given;
  // PKCS#12 is one sequence (RFC 7292 section 4).
  return bytes?.[0] === 0x30 && labels.length === 0 ? { needs: 'password', pfx: base64UrlOf(bytes) } : undefined;
}

/** The text of a private key that was pasted, or of a file; undefined where there is none. */
export function keyOf(given: string | Uint8Array): string | undefined {
  const text = typeof given === 'string' ? given : (fromUtf8(given) ?? '');
  return pemBlocks(text).some(({ label }) => isKey(label)) ? text : undefined;
}

/** PKCS#12 as it is stored. @param passphrase empty where it has none */
export function pkcs12Text(pfx: string, passphrase: string): string {
  return passphrase === '' ? pfx : JSON.stringify({ pfx, passphrase });
}

const isKey = (label: string) => /\bPRIVATE KEY$/.test(label);
