import { t } from '@vscode/l10n';
import { readJwks, readKey } from '../keys/key-material';
import { describeForm, readCompact, type ReadToken } from '../read/compact';
import { checkClaims, type Expected } from './claims-check';
import { disclosureProblems } from './disclosures-check';
import { checkPermissions } from './permissions-check';
import { checkSignature, unsignedReason, type Finding, type SignatureFinding } from './signature-check';

export type { Expected } from './claims-check';

/** One of the four checks that an API makes; `ok` is null if there was nothing to check. */
export interface Check extends Finding {
  name: 'format' | 'signature' | 'claims' | 'permissions';
}

/** The result: always all four checks, in the order in which an API makes them. */
export interface Verification {
  /** Format and signature are right, and neither claims nor permissions are wrong. */
  valid: boolean;
  checks: Check[];
  /** The id of the key that the signature fits, if it has one; fit to be shown. */
  kid?: string;
}

/** The keys that a signature is checked with; it is right if one of them fits. */
export interface GivenKeys {
  /** A JWK as an object, or a text: the JSON of a JWK or a JWK Set, a PEM, or a shared secret. */
  key?: unknown;
  /** A JWK Set, as an object or as its JSON text. */
  jwks?: unknown;
}

/**
 * Makes the four checks of an API that a token is sent to: format (RFC 7519 section 7.2; of an SD-JWT also its
 * disclosures, RFC 9901 section 7.1), signature (RFC 7515 section 5.2), standard claims, permissions. It follows RFC 8725: the key decides which algorithms fit, keys that the
 * token brings along are not used, and unsigned tokens are refused.
 * @param token a JWT or an SD-JWT in compact form; white space around it and “Bearer” before it are left out
 * @param now milliseconds since 1970
 * @returns a verdict for every text and every key; broken ones are part of it, and nothing is thrown
 */
export async function verifyJwt(
  token: string,
  keys: GivenKeys,
  expected: Expected,
  now: number,
): Promise<Verification> {
  const read = readCompact(token);
  const claims = read.jws?.claims;
  const format = await formatOf(read);
  const { kid, ...signature } = await signatureOf(read, keys);
  const findings = [checkClaims(claims, expected, now), checkPermissions(claims, expected.scope)] as const;
  return {
    valid: format.ok === true && signature.ok === true && findings.every(({ ok }) => ok !== false),
    checks: [
      { name: 'format', ...format },
      { name: 'signature', ...signature },
      { name: 'claims', ...findings[0] },
      { name: 'permissions', ...findings[1] },
    ],
    ...(kid !== undefined && { kid }),
  };
}

async function formatOf(read: ReadToken): Promise<Finding> {
  const problems =
    read.problems.length === 0 && read.disclosures ? await disclosureProblems(read.whole) : read.problems;
  return problems.length > 0 ? { ok: false, reason: problems.join(' ') } : { ok: true, reason: describeForm(read) };
}

async function signatureOf({ jws, encrypted, disclosures }: ReadToken, keys: GivenKeys): Promise<SignatureFinding> {
  const unsigned = jws && unsignedReason(jws);
  if (unsigned !== undefined) return { ok: false, reason: unsigned };
  if (encrypted) return { ok: null, reason: t('It is encrypted; a signature would be inside: decrypt it first.') };
  const given = [
    ...(isGiven(keys.key) ? [() => readKey(keys.key)] : []),
    ...(isGiven(keys.jwks) ? [() => readJwks(keys.jwks)] : []),
  ];
  if (given.length === 0) return { ok: null, reason: t('No key was provided.') };
  if (jws === undefined) return { ok: false, reason: t('It could not be read, so there is no signature to check.') };
  const finding = await checkSignature(jws, given);
  if (!disclosures) return finding;
  return { ...finding, reason: `${finding.reason} ${t('Its disclosures are not part of this check.')}` };
}

function isGiven(key: unknown): boolean {
  return key !== undefined && key !== null;
}
