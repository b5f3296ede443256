import { t } from '@vscode/l10n';
import { compactDecrypt, errors, type JWK } from 'jose';
import { base64UrlOf, fromBase64Url, fromUtf8 } from '../../base/base64url';
import { formatCount } from '../../base/language';
import { Fault } from '../../faults/fault';
import { keyMembers, named, secretOf } from '../keys/jwk';
import { chooseKeys } from '../keys/key-choice';
import { readKey } from '../keys/key-material';
import { base64UrlProblem } from '../read/base64url-problem';
import { headerProblem, readJsonObject } from '../read/json-object';
import { jweRoles } from '../read/token-parts';
import { contentKeyLength, keyManagement, misfitForDecryption, secretLength } from './encryption';

/**
 * Passwords are hashed at most this often for one token, all of them together (RFC 7518 section 4.8.1.2): the token says
 * how often, and may be hostile. WebCrypto cannot be stopped once it hashes.
 */
const mostRounds = 1_000_000;

/** How many bytes a compressed payload may have when it is decompressed. */
const largestPayload = 1_000_000;

/**
 * Decrypts a JWE in compact form (RFC 7516 section 5.2) with any algorithm that jose has.
 * @param key a private JWK, a JWK Set of them, a PEM, or a shared secret as text, base64url or base64; for PBES2 a password
 * @returns the header, and the payload as text; if it is not UTF-8, as the base64url of its bytes
 * @throws `jwt-malformed`; `key-unusable` if the key cannot be meant for the token; `jwe-undecryptable` if it does not fit
 */
export async function decryptJwe(
  token: string,
  key: unknown,
): Promise<{ header: Record<string, unknown>; payload: string }> {
  const { text, header } = readJwe(token);
  const { alg, enc } = header;
  const length = contentKeyLength(enc);
  if (keyManagement(alg) === undefined || length === undefined) {
    const what =
      keyManagement(alg) === undefined
        ? t('Its “alg” “{alg}” is not supported.', { alg: named(alg) })
        : t('Its “enc” “{enc}” is not supported.', { enc: named(enc) });
    const next = t('Ask its issuer for another algorithm, such as RSA-OAEP-256 or ECDH-ES.');
    throw new Fault('jwe-undecryptable', what, { next });
  }
  let failure: Fault | undefined;
  const candidates = await candidatesOf(key, header);
  const tried = candidates.slice(0, mostCandidates(header));
  for (const candidate of tried) {
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
  if (tried.length < candidates.length) {
    const counts = { tried: tried.length, count: candidates.length };
    throw unusable(
      t(
        'It requires so many password iterations (p2c) that only {tried} of {count} keys were tried: provide the one key to use, as a JWK.',
        counts,
      ),
      failure,
    );
  }
  throw failure ?? unusable(t('No key fits the token.'));
}

/** How many keys may be tried: for passwords, as many as stay within the rounds, and always one. */
function mostCandidates({ alg, p2c }: JweHeader): number {
  if (!alg.startsWith('PBES2') || typeof p2c !== 'number' || p2c < 1) return Infinity;
  return Math.max(1, Math.floor(mostRounds / p2c));
}

interface JweHeader extends Record<string, unknown> {
  alg: string;
  enc: string;
}

function readJwe(token: string): { text: string; header: JweHeader } {
  const text = token
    .trim()
    .replace(/^bearer\s+/i, '')
    .trim();
  const parts = text.split('.', 6);
  if (parts.length === 3) throw malformed(t('It is a signed JWT, not an encrypted one: there is nothing to decrypt.'));
  if (parts.length !== 5) throw malformed(t('It isn’t a JWE: a JWE has five parts separated by dots.'));
  const bytes = parts.map(fromBase64Url);
  for (const [index, role] of jweRoles.entries()) {
    if (bytes[index] === undefined) throw malformed(base64UrlProblem(parts[index] ?? '', role));
  }
  const read = readJsonObject(bytes[0] ?? new Uint8Array());
  if ('problem' in read) throw malformed(headerProblem(read.problem, 'jwe'));
  const { alg, enc } = read.value;
  if (typeof alg !== 'string' || typeof enc !== 'string') {
    throw malformed(t('Its header has no “alg” or no “enc”.'));
  }
  return { text, header: { ...read.value, alg, enc } };
}

/** The keys that may be meant for a token, as jose takes them. @throws `key-unusable` if there are none */
async function candidatesOf(key: unknown, header: JweHeader): Promise<(JWK | Uint8Array)[]> {
  const material = await readKey(key);
  const { alg, enc, kid } = header;
  const misfit = (jwk: JWK) => misfitForDecryption(jwk, alg, enc);
  if (material.kind === 'secret') {
    if (keyManagement(alg)?.kty.includes('oct') !== true) {
      throw unusable(t('The key is a shared secret, but “{alg}” needs a private key: a JWK or a PEM.', { alg }));
    }
    const length = secretLength(alg, enc);
    const secrets = material.readings.map(({ bytes }) => bytes);
    if (length === undefined) return secrets;
    const fitting = secrets.filter((bytes) => bytes.length === length);
    if (fitting.length > 0) return fitting;
    throw unusable(t('The shared secret must have {length} bytes.', { length }));
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

/** The key without “use”, “key_ops” and “alg”, which were checked before. */
function plainKey(jwk: JWK): JWK | Uint8Array {
  return secretOf(jwk) ?? keyMembers(jwk);
}

function faultOf(cause: unknown, { alg, crit, p2c }: JweHeader): Fault {
  if (crit !== undefined) return undecryptable(t('Its header has unknown critical extensions (crit).'), cause);
  if (alg.startsWith('PBES2') && typeof p2c === 'number' && p2c > mostRounds) {
    const count = formatCount(mostRounds);
    return undecryptable(t('It requires more than {count} password iterations (p2c).', { count }), cause);
  }
  if (cause instanceof errors.JWEDecryptionFailed) {
    return undecryptable(t('It cannot be decrypted: it needs another key, or the token was changed.'), cause);
  }
  if (cause instanceof errors.JOSENotSupported || (cause instanceof Error && cause.name === 'NotSupportedError')) {
    return undecryptable(t('It uses a feature that this runtime or Token Deck does not support.'), cause);
  }
  if (cause instanceof errors.JWEInvalid) {
    return undecryptable(t('Its header or its parts do not follow the standard, or its payload is too large.'), cause);
  }
  return unusable(t('The key cannot be read, or does not fit the token’s encryption.'), cause);
}

function malformed(what: string): Fault {
  return new Fault('jwt-malformed', what);
}

function unusable(what: string, cause?: unknown): Fault {
  return new Fault('key-unusable', what, { cause });
}

function undecryptable(what: string, cause: unknown): Fault {
  return new Fault('jwe-undecryptable', what, { cause });
}
