import { t } from '@vscode/l10n';
import { fromBase64Url } from '../../base/base64url';
import { plain } from '../../faults/plain';
import { base64UrlProblem } from './base64url-problem';
import { headerProblem, readJsonObject, type JsonProblem } from './json-object';

/** A JWS in compact form (RFC 7515 section 7.1) whose parts and header could be read. */
export interface CompactJws {
  /** The three parts, as they were signed. */
  text: string;
  header: Record<string, unknown> & { alg: string };
  /** Undefined if the payload is not a claims set. */
  claims: Record<string, unknown> | undefined;
  signature: Uint8Array;
}

/** What could be read of a token. */
export interface ReadToken {
  /** Undefined if it is not a JWS. */
  jws: CompactJws | undefined;
  /** The token without what was around it, disclosures included. */
  whole: string;
  /** What is wrong with it, a sentence each; none for a JWT. */
  problems: string[];
  /** It has five parts and a header that names an encryption: a JWE. */
  encrypted: boolean;
  /** It has disclosures (SD-JWT, RFC 9901). */
  disclosures: boolean;
}

const encodedParts = ['jws-header', 'jws-payload', 'jws-signature'] as const;

/**
 * Reads a token strictly, as RFC 7519 section 7.2 says. White space and quotes around it, and the header name and
 * scheme before it, are left out.
 */
export function readCompact(token: string): ReadToken {
  const whole = token
    .trim()
    .replace(/^authorization:\s*/i, '')
    .replace(/^bearer\s+/i, '')
    .replace(/^(["'])(.*)\1$/, '$2');
  const [text = '', ...rest] = whole.split('~');
  const disclosures = rest.length > 0;
  const failed = (...problems: string[]) => ({ jws: undefined, whole, problems, encrypted: false, disclosures });
  if (whole === '') return failed(t('There is no token.'));
  if (text.startsWith('{')) return failed(t('It is JSON; a JWT is in compact form: three parts separated by dots.'));
  const parts = text.split('.', 6);
  if (parts.length === 5 && isEncryptedHeader(parts[0] ?? '')) {
    return { ...failed(t('It is encrypted: decrypt it first.')), encrypted: true };
  }
  if (parts.length !== 3) return failed(wrongCount(parts.length));
  const bytes = parts.map(fromBase64Url);
  const [headerBytes, payloadBytes, signature] = bytes;
  if (headerBytes === undefined || payloadBytes === undefined || signature === undefined) {
    return failed(
      ...encodedParts.flatMap((part, index) =>
        bytes[index] === undefined ? [base64UrlProblem(parts[index] ?? '', part)] : [],
      ),
    );
  }

  const header = readJsonObject(headerBytes);
  if ('problem' in header) return failed(headerProblem(header.problem, 'jws'));
  const { alg } = header.value;
  if (alg === undefined) return failed(t('Its header (first part) has no “alg”.'));
  if (typeof alg !== 'string' || alg === '') return failed(t('Its header’s “alg” isn’t a string.'));
  const payload = readJsonObject(payloadBytes);
  const problems = 'problem' in payload ? [payloadProblem(payload.problem)] : [];
  if (disclosures && !areDisclosures(rest))
    problems.push(t('The text after its first “~” isn’t a list of disclosures.'));
  return {
    jws: {
      text,
      header: { ...header.value, alg },
      claims: 'value' in payload ? payload.value : undefined,
      signature,
    },
    whole,
    problems,
    encrypted: false,
    disclosures,
  };
}

/** What a token that could be read is, a sentence. */
export function describeForm({ jws, disclosures }: ReadToken): string {
  const alg = plain(jws?.header.alg ?? '', 60);
  if (typeof jws?.header.typ !== 'string') {
    return disclosures
      ? t('An SD-JWT in compact form: alg “{alg}”.', { alg })
      : t('A JWT in compact form: alg “{alg}”.', { alg });
  }
  const typ = plain(jws.header.typ, 60);
  return disclosures
    ? t('An SD-JWT in compact form: alg “{alg}”, typ “{typ}”.', { alg, typ })
    : t('A JWT in compact form: alg “{alg}”, typ “{typ}”.', { alg, typ });
}

function isEncryptedHeader(part: string): boolean {
  const bytes = fromBase64Url(part);
  const header = bytes === undefined ? undefined : readJsonObject(bytes);
  return header !== undefined && 'value' in header && typeof header.value.enc === 'string';
}

/** @param parts not three; six means more than five */
function wrongCount(parts: number): string {
  switch (parts) {
    case 1:
      return t('It has one part; a JWT has three: header, payload and signature.');
    case 2:
      return t('It has two parts; a JWT has three: header, payload and signature.');
    case 4:
      return t('It has four parts; a JWT has three: header, payload and signature.');
    case 5:
      return t('It has five parts; a JWT has three: header, payload and signature.');
    default:
      return t('It has more than five parts; a JWT has three: header, payload and signature.');
  }
}

function payloadProblem(problem: JsonProblem): string {
  switch (problem.kind) {
    case 'empty':
      return t('It is a JWS but not a JWT: its payload (second part) is empty.');
    case 'no-utf8':
      return t('It is a JWS but not a JWT: its payload (second part) isn’t valid UTF-8.');
    case 'no-json':
      return t('It is a JWS but not a JWT: its payload (second part) isn’t JSON.');
    case 'no-object':
      return t('It is a JWS but not a JWT: its payload (second part) is JSON but not an object.');
    case 'twice':
      return t(
        'It is a JWS but not a JWT: its payload (second part) has “{name}” twice, and programs differ in which one they use.',
        { name: plain(problem.name, 60) },
      );
  }
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
