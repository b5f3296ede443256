import { t } from '@vscode/l10n';
import { plain } from '../../faults/plain';
import { timeClaim } from '../read/decode';
import { repeatedNames, type JsonNode } from '../read/json-text';

const day = 86_400_000;

/** The year 5138, in seconds; in milliseconds it is 1973. */
const tooLate = 1e11;

/** Header and claims as they were read; `claims` is missing if the payload is not a claims set. */
export interface Looked {
  header: Record<string, unknown>;
  claims?: Record<string, unknown>;
}

/**
 * What deserves a second look in a JWT, a sentence each; nothing is verified.
 * @param token the compact JWT of that header and these claims, without disclosures
 * @param written the header and the payload as they are written
 */
export function warningsOf(
  { header, claims }: Looked,
  token: string,
  written: readonly (JsonNode | undefined)[],
): string[] {
  return [
    ...ofHeader(header, token),
    ...(claims === undefined ? [] : ofClaims(claims, header)),
    ...ofRepeatedNames(written),
  ];
}

/** The parameters by which a header brings a key, or says where to get one (RFC 7515 section 4.1). */
const ownKeys = ['jwk', 'jku', 'x5u', 'x5c'];

function ofHeader(header: Record<string, unknown>, token: string): string[] {
  const warnings: string[] = [];
  const { alg } = header;
  if (typeof alg === 'string' && alg.toLowerCase() === 'none') {
    warnings.push(t('It is not signed (alg “none”): anyone could have written it.'));
  } else if (/^[^.]*\.[^.]*\.$/.test(token)) {
    warnings.push(t('Its signature is missing: anyone could have written it.'));
  }
  // A DPoP proof is signed with the key that it brings (RFC 9449 section 4.2).
  const keys = header.typ === 'dpop+jwt' ? [] : ownKeys.filter((name) => Object.hasOwn(header, name));
  if (keys.length > 0) {
    warnings.push(
      t(
        'Its header contains its own key, or says where to get it ({names}): an API that trusts that key accepts anyone’s tokens.',
        { names: keys.map((name) => `“${name}”`).join(', ') },
      ),
    );
  }
  if (Object.hasOwn(header, 'crit')) {
    warnings.push(t('It has critical extensions (“crit”), which every API that checks it must understand.'));
  }
  return warnings;
}

function ofClaims(claims: Record<string, unknown>, { alg }: Record<string, unknown>): string[] {
  const warnings: string[] = [];
  const publicIssuer = typeof claims.iss === 'string' && /^https?:\/\//.test(claims.iss);
  if (typeof alg === 'string' && /^HS\d/.test(alg) && publicIssuer) {
    warnings.push(
      t('It is signed with a shared secret, though its issuer is public: anyone who can check it can forge it.'),
    );
  }
  warnings.push(...ofExpiry(claims));
  if (audiences(claims) > 1) {
    warnings.push(t('It is for several audiences (“aud”): each of them could use it at the others.'));
  } else if (Array.isArray(claims.aud) && new Set(claims.aud).size > 1) {
    warnings.push(
      t(
        'Its “aud” is a list of an API and its issuer’s userinfo endpoint: an API that expects a single string refuses it.',
      ),
    );
  }
  return warnings;
}

function ofExpiry(claims: Record<string, unknown>): string[] {
  if (!Object.hasOwn(claims, 'exp')) return [t('It never expires: it has no “exp”.')];
  const [issued, expires] = [timeClaim(claims, 'iat'), timeClaim(claims, 'exp')];
  if (expires === undefined) {
    return [t('Its “exp” isn’t a time in seconds since 1970: servers refuse it, or never let it expire.')];
  }
  if (expires / 1000 > tooLate) {
    return [t('Its “exp” is thousands of years ahead: it is probably in milliseconds instead of seconds.')];
  }
  return issued !== undefined && expires - issued > day
    ? [t('It is valid for more than a day: anyone who finds it can use it for a long time.')]
    : [];
}

/**
 * How many audiences there are. The user info endpoint of the issuer is not counted: Auth0 adds it for `openid`, and it
 * is not another service that could misuse the token.
 */
function audiences({ aud, iss }: Record<string, unknown>): number {
  if (!Array.isArray(aud)) return 1;
  const userInfo = typeof iss === 'string' ? `${iss.replace(/\/$/, '')}/userinfo` : undefined;
  return new Set(aud.filter((audience) => audience !== userInfo)).size;
}

/** How many repeated names are listed. */
const mostNames = 3;

function ofRepeatedNames(written: readonly (JsonNode | undefined)[]): string[] {
  const repeated = [...new Set(written.flatMap((part) => (part === undefined ? [] : repeatedNames(part))))];
  if (repeated.length === 0) return [];
  const shown = repeated.slice(0, mostNames).map((name) => `“${plain(name, 60)}”`);
  const names = shown.join(', ');
  return [
    repeated.length > mostNames
      ? t('It has {names} and others more than once: programs may differ in which one they use.', { names })
      : t('It has {names} more than once: programs may differ in which one they use.', { names }),
  ];
}
