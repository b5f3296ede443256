import { compactDecrypt, errors, type JWK } from 'jose';
import { Fault } from '../../faults/fault';
import { base64UrlOf, base64UrlProblem, fromBase64Url, fromUtf8 } from '../../base/base64url';
import { readJsonObject } from '../read/json-object';
import { contentKeyLength, keyManagement, misfitForDecryption, secretLengths } from './encryption';
import { chooseKeys } from '../keys/key-choice';
import { keyMembers, named, secretOf } from '../keys/jwk';
import { readKey } from '../keys/key-material';

/** A password is stretched at most this often (RFC 7518 section 4.8.1.2): the token says how often, and may be hostile. */
const mostRounds = 1_000_000;

/** How many bytes a compressed payload may grow to. */
const largestPayload = 1_000_000;

/**
 * Decrypts a JWE in compact form (RFC 7516 section 5.2) with any algorithm that jose has.
 * @param key a private JWK, a JWK Set of them, a PEM, or a shared secret as text, base64url or base64; for PBES2 a password
 * @returns the header, and the payload as text; what is no UTF-8 as the base64url of its bytes
 * @throws `jwt-malformed`, `key-unusable` where the key cannot be meant for it, `jwe-undecryptable` where it does not fit
 */
export async function decryptJwe(
  token: string,
  key: unknown,
): Promise<{ header: Record<string, unknown>; payload: string }> {
  const { text, header } = readJwe(token);
  const { alg, enc } = header;
  const length = contentKeyLength(enc);
  if (keyManagement(alg) === undefined || length === undefined) {
    const name = keyManagement(alg) === undefined ? `“alg” “${named(alg)}”` : `“enc” “${named(enc)}”`;
    throw new Fault('jwe-undecryptable', `Its ${name} is not supported.`, {
      next: 'Ask its issuer for another algorithm, RSA-OAEP-256 or ECDH-ES for one.',
    });
  }
  let failure: Fault | undefined;
  for (const candidate of await candidatesOf(key, header)) {
    try {
      const { plaintext } = await compactDecrypt(text, candidate, {
        keyManagementAlgorithms: [alg],
        maxPBES2Count: mostRounds,
        maxDecompressedLength: largestPayload,
      });
      return { header, payload: fromUtf8(plaintext) ?? base64UrlOf(plaintext) };
    } catch (cause) {
      failure = faultOf(cause, header);
    }
  }
  throw failure ?? new Fault('key-unusable', 'No key fits the token.');
}

interface JweHeader extends Record<string, unknown> {
  alg: string;
  enc: string;
}

const partNames = ['header', 'encrypted key', 'initialization vector', 'ciphertext', 'authentication tag'] as const;

function readJwe(token: string): { text: string; header: JweHeader } {
  const text = token
    .trim()
    .replace(/^bearer\s+/i, '')
    .trim();
  const parts = text.split('.', 6);
  if (parts.length === 3) throw malformed('It is a JWT that is signed, not encrypted: it needs no decrypting.');
  if (parts.length !== 5) throw malformed('It is no JWE: that has five parts with dots between them.');
  const undecoded = parts.findIndex((part) => fromBase64Url(part) === undefined);
  if (undecoded >= 0) {
    throw malformed(`Its ${partNames[undecoded] ?? 'part'} ${base64UrlProblem(parts[undecoded] ?? '')}.`);
  }
  const read = readJsonObject(fromBase64Url(parts[0] ?? '') ?? new Uint8Array());
  if ('problem' in read) throw malformed(`Its header ${read.problem}.`);
  const { alg, enc } = read.value;
  if (typeof alg !== 'string' || typeof enc !== 'string') throw malformed('Its header names no “alg” or no “enc”.');
  return { text, header: { ...read.value, alg, enc } };
}

/** The keys that may be meant for a token, as jose takes them. @throws `key-unusable` where there is none */
async function candidatesOf(key: unknown, header: JweHeader): Promise<(JWK | Uint8Array)[]> {
  const material = await readKey(key);
  const { alg, enc, kid } = header;
  const misfit = (jwk: JWK) => misfitForDecryption(jwk, alg, enc);
  if (material.kind === 'secret') {
    if (keyManagement(alg)?.kty.includes('oct') !== true) {
      throw unusable(`The key is a shared secret, but “${alg}” needs a private key: a JWK or a PEM.`);
    }
    const lengths = secretLengths(alg, enc);
    const fitting = material.readings.filter(({ bytes }) => lengths?.includes(bytes.length) ?? true);
    if (fitting.length > 0) return fitting.map(({ bytes }) => bytes);
    throw unusable(
      `The shared secret has another length than the ${lengths?.join(' or ') ?? ''} bytes that are needed.`,
    );
  }
  if (material.kind === 'jwk') {
    const reason = misfit(material.jwk);
    if (reason !== undefined) throw unusable(reason);
    return [plainKey(material.jwk)];
  }
  const chosen = chooseKeys(material.keys, kid, misfit);
  if (!Array.isArray(chosen)) throw unusable(chosen.reason);
  return chosen.map(plainKey);
}

/** Without what was checked before: “use”, “key_ops”, “alg”. */
function plainKey(jwk: JWK): JWK | Uint8Array {
  return secretOf(jwk) ?? keyMembers(jwk);
}

function faultOf(cause: unknown, { alg, crit, p2c }: JweHeader): Fault {
  if (crit !== undefined) return undecryptable('Its header names as critical what is not known here (crit).', cause);
  if (alg.startsWith('PBES2') && typeof p2c === 'number' && p2c > mostRounds) {
    return undecryptable(
      `It asks for more than ${mostRounds.toLocaleString('en')} rounds of its password (p2c).`,
      cause,
    );
  }
  if (cause instanceof errors.JWEDecryptionFailed) {
    return undecryptable('It cannot be decrypted: the key is another one, or the token was changed.', cause);
  }
  if (cause instanceof errors.JOSENotSupported || (cause instanceof Error && cause.name === 'NotSupportedError')) {
    return undecryptable('It uses what this runtime or this extension does not support.', cause);
  }
  if (cause instanceof errors.JWEInvalid) {
    return undecryptable('Its header or its parts do not keep to the standard, or its payload is too large.', cause);
  }
  return new Fault('key-unusable', 'The key cannot be read, or does not fit what the token is encrypted with.', {
    cause,
  });
}

function malformed(what: string): Fault {
  return new Fault('jwt-malformed', what);
}

function unusable(what: string): Fault {
  return new Fault('key-unusable', what);
}

function undecryptable(what: string, cause: unknown): Fault {
  return new Fault('jwe-undecryptable', what, { cause });
}
