import { plain } from '../../faults/plain';
import { base64UrlProblem, fromBase64Url } from '../../base/base64url';
import { readJsonObject } from './json-object';

/** A JWS in compact form (RFC 7515 section 7.1) whose parts and header could be read. */
export interface CompactJws {
  /** The three parts, as they were signed. */
  text: string;
  header: Record<string, unknown> & { alg: string };
  /** Undefined where the payload is no claims set. */
  claims: Record<string, unknown> | undefined;
  signature: Uint8Array;
}

/** What could be read of a token. */
export interface ReadToken {
  /** Undefined where it is no JWS. */
  jws: CompactJws | undefined;
  /** What is wrong with it, each a sentence; none where it is a JWT. */
  problems: string[];
  /** Five parts, and a header that names an encryption: a JWE. */
  encrypted: boolean;
  /** Whether disclosures follow (SD-JWT, RFC 9901). */
  disclosures: boolean;
}

const partNames = ['header (first part)', 'payload (second part)', 'signature (third part)'] as const;

/** Reads a token strictly, as RFC 7519 section 7.2 says. White space, quotes, and the name of its header around it are left out. */
export function readCompact(token: string): ReadToken {
  const whole = token
    .trim()
    .replace(/^authorization:\s*/i, '')
    .replace(/^bearer\s+/i, '')
    .replace(/^(["'])(.*)\1$/, '$2');
  const [text = '', ...rest] = whole.split('~');
  const disclosures = rest.length > 0;
  const failed = (...problems: string[]) => ({ jws: undefined, problems, encrypted: false, disclosures });
  if (whole === '') return failed('There is no token.');
  if (text.startsWith('{')) return failed('It is JSON; a JWT is in compact form: three parts with dots between them.');
  const parts = text.split('.', 6);
  if (parts.length === 5 && isEncryptedHeader(parts[0] ?? '')) {
    return { ...failed('It is encrypted: decrypt it first.'), encrypted: true };
  }
  if (parts.length !== 3) {
    return failed(`It has ${countOf(parts.length)}; a JWT has three: header, payload and signature.`);
  }
  const bytes = parts.map(fromBase64Url);
  const undecoded = partNames.flatMap((name, index) =>
    bytes[index] === undefined ? [`Its ${name} ${base64UrlProblem(parts[index] ?? '')}.`] : [],
  );
  const [headerBytes, payloadBytes, signature] = bytes;
  if (headerBytes === undefined || payloadBytes === undefined || signature === undefined) return failed(...undecoded);

  const header = readJsonObject(headerBytes);
  if ('problem' in header) return failed(`Its header (first part) ${header.problem}.`);
  const { alg } = header.value;
  if (alg === undefined) return failed('Its header (first part) has no “alg”.');
  if (typeof alg !== 'string' || alg === '') return failed('Its header’s “alg” is no text.');
  const payload = readJsonObject(payloadBytes);
  const problems =
    'problem' in payload ? [`It is a JWS, but no JWT: its payload (second part) ${payload.problem}.`] : [];
  if (disclosures && !areDisclosures(rest)) problems.push('What follows its first “~” are no disclosures.');
  return {
    jws: {
      text,
      header: { ...header.value, alg },
      claims: 'value' in payload ? payload.value : undefined,
      signature,
    },
    problems,
    encrypted: false,
    disclosures,
  };
}

/** What a token that could be read is, in a sentence. */
export function describeForm({ jws, disclosures }: ReadToken): string {
  const typ = typeof jws?.header.typ === 'string' ? `, typ “${plain(jws.header.typ, 60)}”` : '';
  const form = disclosures ? 'An SD-JWT' : 'A JWT';
  return `${form} in compact form: alg “${plain(jws?.header.alg ?? '', 60)}”${typ}.`;
}

function isEncryptedHeader(part: string): boolean {
  const bytes = fromBase64Url(part);
  const header = bytes === undefined ? undefined : readJsonObject(bytes);
  return header !== undefined && 'value' in header && typeof header.value.enc === 'string';
}

function countOf(parts: number): string {
  return (
    ['no part', 'one part', 'two parts', 'three parts', 'four parts', 'five parts'][parts] ?? 'more than five parts'
  );
}

/** Disclosures in base64url, then nothing or a JWT that binds them to a key (RFC 9901 section 4). */
function areDisclosures(rest: string[]): boolean {
  const last = rest.at(-1) ?? '';
  return rest.slice(0, -1).every((part) => part !== '' && fromBase64Url(part) !== undefined) && isKeyBinding(last);
}

function isKeyBinding(text: string): boolean {
  const parts = text.split('.');
  return text === '' || (parts.length === 3 && parts.every((part) => fromBase64Url(part) !== undefined));
}
