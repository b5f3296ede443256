import { compactVerify, errors, type JWK } from 'jose';
import { isFault } from '../../faults/fault';
import { isNone, signatureAlgorithm } from '../keys/algorithms';
import type { CompactJws } from '../read/compact';
import { ambiguity, chooseKeys } from '../keys/key-choice';
import { isPrivate, misfitForSignature, named, publicHalf, rsaBits, secretOf } from '../keys/jwk';
import type { KeyMaterial } from '../keys/key-material';

/** What a check found; `ok` is null where nothing was to be checked. */
export interface Finding {
  ok: boolean | null;
  reason: string;
}

/** A key to be tried. */
interface Candidate {
  key: JWK | Uint8Array;
  /** What is said of it once it fits. */
  fits: string;
  /** What is said of it in any case. */
  note?: string | undefined;
}

/**
 * Checks the signature of a JWS with the keys that the caller gave; those that the token brings along are never used.
 * @param given reads each of the keys that were given: at least one
 */
export async function checkSignature(
  jws: CompactJws,
  given: readonly (() => Promise<KeyMaterial>)[],
): Promise<Finding> {
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
    for (const candidate of candidates) {
      const failure = await failureOf(jws, candidate.key);
      if (failure === undefined) return { ok: true, reason: sentences([candidate.fits, candidate.note]) };
      reasons.push(failure, lengthNote(jws, candidate.key), candidate.note);
    }
  }
  return { ok: false, reason: sentences([...reasons, ownKeyNote(jws.header)]) };
}

/** Those that there are, each once. */
function sentences(parts: readonly (string | undefined)[]): string {
  return [...new Set(parts.filter((part) => part !== undefined))].join(' ');
}

/** The reason for a token that nobody signed; undefined for others. */
export function unsignedReason({ header }: CompactJws): string | undefined {
  return isNone(header.alg) ? 'It is not signed (alg “none”): anyone can have written it.' : undefined;
}

function unsupportedAlg(alg: string): string | undefined {
  if (signatureAlgorithm(alg) !== undefined) return undefined;
  const known = ['ES256K', 'Ed448', 'ES256K-R', 'RS1'].includes(alg);
  return known
    ? `Its algorithm “${alg}” is not supported here, so its signature cannot be checked.`
    : `Its algorithm “${named(alg)}” is no signature algorithm that is known (names are exact, letter case too).`;
}

/** “crit” names extensions that a reader must know (RFC 7515 section 4.1.11). None is known here. */
function criticalProblem(header: Record<string, unknown>): string | undefined {
  const { crit } = header;
  if (header.b64 === false)
    return 'Its payload is not encoded (“b64”: false), which JWTs must not be (RFC 7797 section 7).';
  if (crit === undefined) return undefined;
  if (!Array.isArray(crit) || crit.length === 0 || !crit.every((name) => typeof name === 'string')) {
    return 'Its “crit” is no list of names (RFC 7515 section 4.1.11).';
  }
  const unknown = crit.filter((name) => name !== 'b64' || header.b64 !== true).slice(0, 5);
  if (unknown.length === 0) return undefined;
  const names = unknown.map((name) => `“${named(name)}”`).join(', ');
  return `Its header names as critical what is not known here: ${names} (crit). Such a token must be refused.`;
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
  const kid = typeof jwk.kid === 'string' ? ` with the kid “${named(jwk.kid)}”` : '';
  const half = isPrivate(jwk) ? ' (the public half of the given private key)' : '';
  const key = secretOf(jwk) ?? { ...publicHalf(jwk), kty: jwk.kty };
  return { key, fits: `The signature (${alg}) fits the key${kid}${half}.` };
}

function secretCandidates(
  { readings }: Extract<KeyMaterial, { kind: 'secret' }>,
  alg: string,
): Candidate[] | { reason: string } {
  const { kty, signature = 0 } = signatureAlgorithm(alg) ?? {};
  if (kty !== 'oct') {
    return { reason: `The key is a shared secret, but “${alg}” needs a public key: a JWK, a JWK Set or a PEM.` };
  }
  return readings.map(({ bytes, as }) => {
    const short = ` It has ${bytes.length} bytes, where RFC 7518 section 3.2 asks for ${signature}: it may be guessed.`;
    const fits = `The signature (${alg}) fits the shared secret, taken as ${as}.`;
    return { key: bytes, fits: bytes.length < signature ? fits + short : fits };
  });
}

/** Why a key does not fit; undefined where it does. */
async function failureOf(jws: CompactJws, key: JWK | Uint8Array): Promise<string | undefined> {
  try {
    await compactVerify(jws.text, key, { algorithms: [jws.header.alg] });
    return undefined;
  } catch (thrown) {
    if (thrown instanceof errors.JWSSignatureVerificationFailed) {
      return 'The signature does not fit: the token was changed, or another key signed it.';
    }
    return thrown instanceof Error && thrown.name === 'NotSupportedError'
      ? `This runtime has no “${jws.header.alg}”, so the signature cannot be checked here.`
      : 'The key cannot be read: a part of it is wrong.';
  }
}

/** What a signature of the wrong length hints at. */
function lengthNote({ header, signature }: CompactJws, key: JWK | Uint8Array): string | undefined {
  const algorithm = signatureAlgorithm(header.alg);
  const expected = algorithm?.signature ?? (key instanceof Uint8Array ? 0 : Math.ceil(rsaBits(key) / 8));
  if (signature.length === 0) return 'It has no signature: its third part is empty.';
  if (signature.length === expected) return undefined;
  return algorithm?.kty === 'EC' && signature[0] === 0x30
    ? 'The signature is in DER; a JWS has its two numbers one after the other (RFC 7518 section 3.4).'
    : `The signature has ${signature.length} bytes; one with this key has ${expected}.`;
}

function ownKeyNote(header: Record<string, unknown>): string | undefined {
  const brought = ['jwk', 'jku', 'x5c', 'x5u'].filter((name) => Object.hasOwn(header, name));
  if (brought.length === 0) return undefined;
  return `The key that the token brings along (${brought.map((name) => `“${name}”`).join(', ')}) was not used.`;
}

function otherKid(ofToken: unknown, ofKey: unknown): string | undefined {
  if (typeof ofToken !== 'string' || typeof ofKey !== 'string' || ofToken === ofKey) return undefined;
  return `The token names the kid “${named(ofToken)}”, the key’s is “${named(ofKey)}”.`;
}
