import { t } from '@vscode/l10n';
import { compactVerify, errors, type JWK } from 'jose';
import { isFault } from '../../faults/fault';
import { isNone, signatureAlgorithm } from '../keys/algorithms';
import { isPrivate, misfitForSignature, named, publicHalf, rsaBits, secretOf } from '../keys/jwk';
import { ambiguity, chooseKeys } from '../keys/key-choice';
import type { KeyMaterial, SecretReading } from '../keys/key-material';
import type { CompactJws } from '../read/compact';

/** The result of a check; `ok` is null if there was nothing to check. */
export interface Finding {
  ok: boolean | null;
  /** One or more sentences. */
  reason: string;
}

/** The result of checking a signature. */
export interface SignatureFinding extends Finding {
  /** The id of the key that fits, if it has one; fit to be shown. */
  kid?: string;
}

/** A key to try. */
interface Candidate {
  key: JWK | Uint8Array;
  kid?: string;
  /** What to say if it fits: one or more sentences. */
  fits: string;
  /** What to say in any case, a sentence. */
  note?: string | undefined;
}

/**
 * Checks the signature of a JWS with the keys that the caller gave; keys that the token brings along are never used.
 * @param given each reads one of the keys that were given: at least one
 */
export async function checkSignature(
  jws: CompactJws,
  given: readonly (() => Promise<KeyMaterial>)[],
): Promise<SignatureFinding> {
  const { alg } = jws.header;
  const refusal = unsupportedAlg(alg) ?? criticalProblem(jws.header);
  if (refusal !== undefined) return { ok: false, reason: refusal };
  const reasons: (string | undefined)[] = [];
  for (const read of given) {
    const candidates = await candidatesOf(read, jws);
    if ('reason' in candidates) {
      reasons.push(candidates.reason);
      continue;
    }
    for (const { key, kid, fits, note } of candidates) {
      const failure = await failureOf(jws, key);
      if (failure === undefined)
        return { ok: true, reason: sentences([fits, note]), ...(kid !== undefined && { kid }) };
      reasons.push(failure, lengthNote(jws, key), note);
    }
  }
  return { ok: false, reason: sentences([...reasons, ownKeyNote(jws.header)]) };
}

/** The sentences that there are, each once. */
function sentences(parts: readonly (string | undefined)[]): string {
  return [...new Set(parts.filter((part) => part !== undefined))].join(' ');
}

/** Why a token without a signature is refused, a sentence; undefined for others. */
export function unsignedReason({ header }: CompactJws): string | undefined {
  return isNone(header.alg) ? t('It is not signed (alg “none”): anyone could have written it.') : undefined;
}

function unsupportedAlg(alg: string): string | undefined {
  if (signatureAlgorithm(alg) !== undefined) return undefined;
  const known = ['ES256K', 'Ed448', 'ES256K-R', 'RS1'].includes(alg);
  return known
    ? t('Its algorithm “{alg}” is not supported here, so its signature cannot be checked.', { alg })
    : t('Its algorithm “{alg}” isn’t a known signature algorithm (names are case-sensitive).', {
        alg: named(alg),
      });
}

/** “crit” names extensions that a reader must know (RFC 7515 section 4.1.11); we know none. */
function criticalProblem(header: Record<string, unknown>): string | undefined {
  const { crit } = header;
  if (header.b64 === false) {
    return t('Its payload is not encoded (“b64”: false), which JWTs must not be (RFC 7797 section 7).');
  }
  if (crit === undefined) return undefined;
  if (!Array.isArray(crit) || crit.length === 0 || !crit.every((name) => typeof name === 'string')) {
    return t('Its “crit” isn’t a list of names (RFC 7515 section 4.1.11).');
  }
  const unknown = crit.filter((name) => name !== 'b64' || header.b64 !== true).slice(0, 5);
  if (unknown.length === 0) return undefined;
  const names = unknown.map((name) => `“${named(name)}”`).join(', ');
  return t('Its header has unknown critical extensions: {names} (crit). Such a token must be refused.', {
    names,
  });
}

async function candidatesOf(
  read: () => Promise<KeyMaterial>,
  { header }: CompactJws,
): Promise<Candidate[] | { reason: string }> {
  let material: KeyMaterial;
  try {
    material = await read();
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown;
    return { reason: thrown.what };
  }
  const { alg, kid } = header;
  const misfit = (jwk: JWK) => misfitForSignature(jwk, alg, 'verify');
  if (material.kind === 'secret') return secretCandidates(material, alg);
  if (material.kind === 'jwk') {
    const reason = misfit(material.jwk);
    const note = otherKid(kid, material.jwk.kid);
    return reason === undefined ? [{ ...candidateOf(material.jwk, alg), note }] : { reason: sentences([reason, note]) };
  }
  const ambiguous = ambiguity(material.keys, header);
  if (ambiguous !== undefined) return { reason: ambiguous };
  const chosen = chooseKeys(material.keys, kid, misfit);
  return Array.isArray(chosen) ? chosen.map((jwk) => candidateOf(jwk, alg)) : chosen;
}

function candidateOf(jwk: JWK, alg: string): Candidate {
  return {
    key: secretOf(jwk) ?? { ...publicHalf(jwk), kty: jwk.kty },
    fits: fitsKey(jwk, alg),
    ...(typeof jwk.kid === 'string' && { kid: named(jwk.kid) }),
  };
}

function fitsKey(jwk: JWK, alg: string): string {
  if (typeof jwk.kid !== 'string') {
    return isPrivate(jwk)
      ? t('The signature ({alg}) matches the key (the public half of the given private key).', { alg })
      : t('The signature ({alg}) matches the key.', { alg });
  }
  const names = { alg, kid: named(jwk.kid) };
  return isPrivate(jwk)
    ? t('The signature ({alg}) matches the key with the kid “{kid}” (the public half of the given private key).', names)
    : t('The signature ({alg}) matches the key with the kid “{kid}”.', names);
}

function secretCandidates(
  { readings }: Extract<KeyMaterial, { kind: 'secret' }>,
  alg: string,
): Candidate[] | { reason: string } {
  const { kty, signature = 0 } = signatureAlgorithm(alg) ?? {};
  if (kty !== 'oct') {
    return {
      reason: t('The key is a shared secret, but “{alg}” needs a public key: a JWK, a JWK Set or a PEM.', { alg }),
    };
  }
  return readings.map(({ bytes, as }) => {
    const lengths = { length: bytes.length, needed: signature };
    const short =
      bytes.length < signature
        ? t('It has {length} bytes, but RFC 7518 section 3.2 requires {needed}: it may be guessed.', lengths)
        : undefined;
    return { key: bytes, fits: sentences([fitsSecret(as, alg), short]) };
  });
}

function fitsSecret(as: SecretReading['as'], alg: string): string {
  switch (as) {
    case 'text':
      return t('The signature ({alg}) fits the shared secret, taken as text.', { alg });
    case 'untrimmed':
      return t('The signature ({alg}) fits the shared secret, taken as text, white space included.', { alg });
    case 'base64url':
      return t('The signature ({alg}) fits the shared secret, taken as base64url.', { alg });
    case 'base64':
      return t('The signature ({alg}) fits the shared secret, taken as base64.', { alg });
  }
}

/** Why a key does not fit, a sentence; undefined if it does. */
async function failureOf(jws: CompactJws, key: JWK | Uint8Array): Promise<string | undefined> {
  try {
    await compactVerify(jws.text, key, { algorithms: [jws.header.alg] });
    return undefined;
  } catch (thrown) {
    if (thrown instanceof errors.JWSSignatureVerificationFailed) {
      return t('The signature does not match: the token was changed, or another key signed it.');
    }
    return thrown instanceof Error && thrown.name === 'NotSupportedError'
      ? t('The algorithm “{alg}” is not available here, so the signature cannot be checked.', { alg: jws.header.alg })
      : t('The key cannot be read: a part of it is wrong.');
  }
}

/** What the length of a signature says, a sentence; undefined if it is right. */
function lengthNote({ header, signature }: CompactJws, key: JWK | Uint8Array): string | undefined {
  const algorithm = signatureAlgorithm(header.alg);
  const expected = algorithm?.signature ?? (key instanceof Uint8Array ? 0 : Math.ceil(rsaBits(key) / 8));
  if (signature.length === 0) return t('It has no signature: its third part is empty.');
  if (signature.length === expected) return undefined;
  return algorithm?.kty === 'EC' && signature[0] === 0x30
    ? t('The signature is in DER; a JWS needs its two numbers one after the other (RFC 7518 section 3.4).')
    : t('The signature has {length} bytes; one with this key has {expected}.', {
        length: signature.length,
        expected,
      });
}

function ownKeyNote(header: Record<string, unknown>): string | undefined {
  const brought = ['jwk', 'jku', 'x5c', 'x5u'].filter((name) => Object.hasOwn(header, name));
  if (brought.length === 0) return undefined;
  const names = brought.map((name) => `“${name}”`).join(', ');
  return t('The key in the token itself ({names}) was not used.', { names });
}

function otherKid(ofToken: unknown, ofKey: unknown): string | undefined {
  if (typeof ofToken !== 'string' || typeof ofKey !== 'string' || ofToken === ofKey) return undefined;
  const kids = { kid: named(ofToken), other: named(ofKey) };
  return t('The token names the kid “{kid}”, the key’s is “{other}”.', kids);
}
