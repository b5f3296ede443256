import { fromKeyBase64 } from './base64url';

/** One block of a PEM (RFC 7468). */
export interface PemBlock {
  label: string;
  body: string;
}

/** The blocks of a PEM in their order, whatever is between them. Linear: each marker is searched from the last one. */
export function pemBlocks(text: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  const begin = /-----BEGIN ([A-Z0-9 ]{1,40})-----/g;
  for (let match = begin.exec(text); match !== null; match = begin.exec(text)) {
    const label = match[1] ?? '';
    const end = text.indexOf(`-----END ${label}-----`, begin.lastIndex);
    if (end < 0) break;
    blocks.push({ label, body: text.slice(begin.lastIndex, end) });
    begin.lastIndex = end;
  }
  return blocks;
}

/** The bytes of a block; undefined where it is not base64, or has headers of its own. */
export function bytesOfBlock({ body }: PemBlock): Uint8Array | undefined {
  return fromKeyBase64(body.replace(/\s/g, ''));
}

/**
 * A block as RFC 7468 section 2 writes it, which is the only form that OpenSSL reads: a one-line input leaves out line
 * breaks.
 */
export function pemOf({ label, body }: PemBlock): string {
  const lines = body.replace(/\s/g, '').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
