import { bytesOfBlock, pemBlocks, pemOf } from '../base/pem';
import { mostAuthorities } from './limits';

/**
 * The certificates in the text of further authorities, each as a PEM of its own.
 * @returns undefined where the text has none, too many, or anything else in a block, such as a private key
 */
export function certificatesIn(text: string): string[] | undefined {
  const blocks = pemBlocks(text);
  const all = blocks.every((block) => {
    const [first = 0, second = 0] = bytesOfBlock(block) ?? [];
    // A certificate is one sequence (RFC 5280 section 4.1), and longer than 127 bytes.
    return block.label === 'CERTIFICATE' && first === 0x30 && second >= 0x81 && second <= 0x83;
  });
  return all && blocks.length > 0 && blocks.length <= mostAuthorities ? blocks.map(pemOf) : undefined;
}

/**
 * What a person tells a profile's further authorities by: the SHA-256 fingerprint of each certificate, as browsers and
 * openssl show it. A name in it could be anyone's.
 */
export async function authoritiesOf({ tls }: { tls?: { ca?: string | undefined } | undefined }): Promise<string[]> {
  return Promise.all(
    pemBlocks(tls?.ca ?? '').map(async (block) => {
      const hash = await crypto.subtle.digest('SHA-256', (bytesOfBlock(block) ?? new Uint8Array()) as BufferSource);
      return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':');
    }),
  );
}
