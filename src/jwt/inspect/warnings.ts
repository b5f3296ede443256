import { plain } from '../../faults/plain';
import { timeClaim } from '../read/decode';
import { repeatedNames, type JsonNode } from '../read/json-text';

const day = 86_400_000;

/** The year 5138, in seconds: the milliseconds of 1973. */
const tooLate = 1e11;

/** What is looked at: header and claims as they were read; `claims` is missing where the payload is no claims set. */
export interface Looked {
  header: Record<string, unknown>;
  claims?: Record<string, unknown>;
}

/**
 * What of a JWT deserves a second look, in words; nothing is verified. Empty where nothing does.
 * @param token the compact JWT of that header and these claims, without disclosures
 * @param written the header and the payload as they are written
 */
export function warningsOf(
  { header, claims }: Looked,
  token: string,
  written: readonly (JsonNode | undefined)[],
): string[] {
  const warnings = [...ofHeader(header, token), ...(claims === undefined ? [] : ofClaims(claims, header))];
  const repeated = [...new Set(written.flatMap((part) => (part === undefined ? [] : repeatedNames(part))))];
  if (repeated.length > 0) {
    const names = repeated.slice(0, 3).map((name) => `“${plain(name, 60)}”`);
    const more = repeated.length > 3 ? ' and others' : '';
    warnings.push(`It has ${names.join(', ')}${more} more than once: programs may differ in which one they take.`);
  }
  return warnings;
}

/** The parameters by which a header names a key itself, or where to get one (RFC 7515 section 4.1). */
const ownKeys = ['jwk', 'jku', 'x5u', 'x5c'];

function ofHeader(header: Record<string, unknown>, token: string): string[] {
  const { alg } = header;
  const unsecured = typeof alg === 'string' && alg.toLowerCase() === 'none';
  // A DPoP proof is signed with the key that it brings (RFC 9449 section 4.2).
  const keys = header.typ === 'dpop+jwt' ? [] : ownKeys.filter((name) => Object.hasOwn(header, name));
  return chosen([
    [unsecured, 'It is not signed (alg “none”): anyone can have written it.'],
    [!unsecured && /^[^.]*\.[^.]*\.$/.test(token), 'Its signature is missing: anyone can have written it.'],
    [
      keys.length > 0,
      `Its header brings its own key, or says where to get it (${keys.map((name) => `“${name}”`).join(', ')}): whoever takes that key unseen accepts anyone’s tokens.`,
    ],
    [Object.hasOwn(header, 'crit'), 'It has critical extensions (“crit”), which every checker must understand.'],
  ]);
}

function ofClaims(claims: Record<string, unknown>, { alg }: Record<string, unknown>): string[] {
  const [issued, expires] = [timeClaim(claims, 'iat'), timeClaim(claims, 'exp')];
  const publicIssuer = typeof claims.iss === 'string' && /^https?:\/\//.test(claims.iss);
  const milliseconds = expires !== undefined && expires / 1000 > tooLate;
  return chosen([
    [
      typeof alg === 'string' && /^HS\d/.test(alg) && publicIssuer,
      'It is signed with a shared secret, though its issuer is public: whoever can check it can forge it.',
    ],
    [!Object.hasOwn(claims, 'exp'), 'It never expires: it has no “exp”.'],
    [
      Object.hasOwn(claims, 'exp') && expires === undefined,
      'Its “exp” is no time in seconds since 1970: servers refuse it, or never let it expire.',
    ],
    [
      milliseconds,
      'Its “exp” is thousands of years ahead: it was probably written in milliseconds, and counts seconds.',
    ],
    [
      !milliseconds && issued !== undefined && expires !== undefined && expires - issued > day,
      'It lives for more than a day: who finds it can use it for long.',
    ],
    [audiences(claims) > 1, 'It is meant for several audiences (“aud”): each of them could use it at the others.'],
    [
      audiences(claims) === 1 && Array.isArray(claims.aud) && new Set(claims.aud).size > 1,
      'Its “aud” is a list, of an API and of its issuer’s own user info: an API that compares it with one text refuses it.',
    ],
  ]);
}

/**
 * How many audiences there are. The issuer’s own user info endpoint is not counted: Auth0 adds it for `openid`, and
 * who may ask for a user’s data there is no other service.
 */
function audiences({ aud, iss }: Record<string, unknown>): number {
  if (!Array.isArray(aud)) return 1;
  const userInfo = typeof iss === 'string' ? `${iss.replace(/\/$/, '')}/userinfo` : undefined;
  return new Set(aud.filter((audience) => audience !== userInfo)).size;
}

function chosen(warnings: readonly [applies: boolean, text: string][]): string[] {
  return warnings.filter(([applies]) => applies).map(([, text]) => text);
}
