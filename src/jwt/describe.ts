import { decodeJwt, textOfPart } from './decode';

/** One field of a header or of claims, as text. */
export interface DescribedField {
  name: string;
  value: string;
  /** What the value means in words: a time, the name of the claim. */
  note: string;
}

export interface DescribedJwt {
  header: DescribedField[];
  claims: DescribedField[];
}

/** The registered names (RFC 7515 section 4.1, RFC 7519 section 4.1, OpenID Connect Core section 2) in a few words. */
const meanings: Readonly<Record<string, string>> = {
  alg: 'Signature algorithm',
  typ: 'Type of token',
  kid: 'Key id',
  iss: 'Issuer: who made the token',
  sub: 'Subject: whom it is about',
  aud: 'Audience: for whom it is meant',
  exp: 'Expires',
  nbf: 'Not valid before',
  iat: 'Issued',
  jti: 'Token id',
  azp: 'Authorized party: the client it was issued to',
  client_id: 'Client it was issued to',
  scope: 'Scopes granted',
  permissions: 'Permissions granted',
  auth_time: 'When the user signed in',
  nonce: 'Binds the token to one login',
  org_id: 'Organization',
  email: 'E-mail address',
  name: 'Full name',
};

const times = new Set(['exp', 'nbf', 'iat', 'auth_time', 'updated_at']);

/**
 * Header and claims of a JWT, each field as text with a word on what it means. Nothing is verified.
 * @param now milliseconds since 1970, for relative times
 * @returns undefined for what is no JWT
 */
export function describeJwt(token: string, now: number): DescribedJwt | undefined {
  const jwt = decodeJwt(token);
  if (jwt === undefined) return undefined;
  const describe = (fields: Record<string, unknown>, exact: Record<string, unknown>) =>
    Object.entries(fields).map(([name, value]) => ({
      name,
      value: textOf(exact[name]),
      note: noteOf(name, value, now),
    }));
  return {
    header: describe(jwt.header, exactly(textOfPart(token, 0))),
    claims: describe(jwt.claims, exactly(textOfPart(token, 1))),
  };
}

/** Stands before the digits of a number that JavaScript would round: no JSON text has it unescaped. */
const exactNumber = '\u0001';
const numbersAndTexts = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** The fields of a JSON text, with numbers that JavaScript would round (ids of 64 bits) as they are written there. */
function exactly(json: string): Record<string, unknown> {
  const marked = json.replace(numbersAndTexts, (part) =>
    part.startsWith('"') || String(Number(part)) === part || isExact(part) ? part : JSON.stringify(exactNumber + part),
  );
  return JSON.parse(marked) as Record<string, unknown>;
}

/** Whether a number keeps its value: a fraction or an exponent of up to 15 digits does. */
function isExact(part: string): boolean {
  return Number.isFinite(Number(part)) && part.replace(/[eE].*$/, '').replace(/\D/g, '').length <= 15;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value.startsWith(exactNumber) ? value.slice(1) : value;
  if (Array.isArray(value) && value.length > 0 && value.every(isPlainText)) return value.join('\n');
  if (isDeeper(value, 20)) return '(nested too deeply to be shown)';
  return JSON.stringify(value, null, 2).replace(/"\\u0001([^"]*)"/g, '$1');
}

function isPlainText(value: unknown): value is string {
  return typeof value === 'string' && !value.startsWith(exactNumber);
}

/** Whether a value is nested deeper than that; writing out one that is very deep ends the stack. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeper(item, levels - 1));
}

function noteOf(name: string, value: unknown, now: number): string {
  const meaning = Object.hasOwn(meanings, name) ? (meanings[name] ?? '') : '';
  if (!times.has(name) || typeof value !== 'number' || Math.abs(value) > 8.64e12) return meaning;
  const when = new Date(value * 1000);
  return [meaning, `${when.toLocaleString()} (${relative(value * 1000 - now)})`].filter(Boolean).join(': ');
}

function relative(distance: number): string {
  const units: [Intl.RelativeTimeFormatUnit, number][] = [
    ['year', 31_536_000_000],
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
  ];
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  const [unit, size] = units.find(([, size]) => Math.abs(distance) >= size) ?? ['second', 1000];
  return format.format(Math.trunc(distance / size), unit);
}
