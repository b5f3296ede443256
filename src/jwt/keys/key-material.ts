import { t } from '@vscode/l10n';
import type { JWK } from 'jose';
import { fromKeyBase64 } from '../../base/base64url';
import { Fault } from '../../faults/fault';
import { isObject } from '../read/json-object';
import { secretOf } from './jwk';
import { isJwkOrSet, isKeyInBytes, keyTextOf } from './key-text';
import { jwkOfDer, jwkOfPem } from './pem';

/** One way in which a text can be meant as a shared secret. */
export interface SecretReading {
  bytes: Uint8Array;
  /** `untrimmed`: as text, with the white space around it. */
  as: 'text' | 'untrimmed' | 'base64url' | 'base64';
}

/** A key as it was given, read but not yet compared with an algorithm. The first reading of a secret is as text. */
export type KeyMaterial =
  | { kind: 'jwk'; jwk: JWK }
  | { kind: 'set'; keys: JWK[] }
  | { kind: 'secret'; readings: [SecretReading, ...SecretReading[]] };

/**
 * Reads a key: a JWK or a JWK Set, as objects or as their JSON text, a PEM, a key in DER, or a shared secret.
 * @throws `key-unusable`
 */
export async function readKey(key: unknown): Promise<KeyMaterial> {
  if (isObject(key)) return jwkMaterial(key);
  if (typeof key !== 'string') throw unusable(t('The key is neither an object nor a string.'));
  const text = keyTextOf(key);
  switch (text.kind) {
    case 'json':
      return jwkMaterial(text.value);
    case 'pem':
      return { kind: 'jwk', jwk: await jwkOfPem(text.text) };
    case 'der':
      return { kind: 'jwk', jwk: await jwkOfDer(text.bytes) };
    case 'unreadable':
      throw unusable(t('The key cannot be used. {reason}', { reason: text.what }));
    case 'secret':
      if (text.text === '') throw unusable(t('The key is empty.'));
      return { kind: 'secret', readings: secretReadings(text.text, key) };
  }
}

/** Reads a JWK Set, or a single JWK in its place, as an object or as JSON text. @throws `key-unusable` */
export async function readJwks(jwks: unknown): Promise<KeyMaterial> {
  const text = typeof jwks === 'string' ? keyTextOf(jwks) : undefined;
  const value = text?.kind === 'json' ? text.value : jwks;
  if (!isObject(value)) throw unusable(t('The key set isn’t a JWK Set.'));
  const material = jwkMaterial(value);
  return material.kind === 'jwk' ? { kind: 'set', keys: [material.jwk] } : material;
}

function jwkMaterial(value: Record<string, unknown>): KeyMaterial {
  if (!isJwkOrSet(value)) {
    throw unusable(t('The key is an object, but neither a JWK (which has “kty”) nor a JWK Set (which has “keys”).'));
  }
  if (Object.hasOwn(value, 'kty')) return { kind: 'jwk', jwk: checkedJwk(value) };
  if (!Array.isArray(value.keys)) throw unusable(t('The JWK Set’s “keys” isn’t a list.'));
  // Anything else than a key is ignored (RFC 7517 section 5).
  const keys = value.keys.filter((item): item is JWK => isObject(item) && typeof item.kty === 'string');
  if (keys.length === 0) throw unusable(t('The JWK Set has no keys.'));
  return { kind: 'set', keys: keys.map(checkedJwk) };
}

function checkedJwk(value: Record<string, unknown>): JWK {
  if (typeof value.kty !== 'string') throw unusable(t('The JWK’s “kty” isn’t a string.'));
  const jwk = { ...value } as JWK;
  const secret = secretOf(jwk);
  if (secret !== undefined && isKeyInBytes(secret)) {
    throw unusable(t('This isn’t a shared secret: it is a key or a certificate of another kind.'));
  }
  return jwk;
}

/** @param given the secret as it was given: a server that reads it from a file may keep the line break at its end */
function secretReadings(text: string, given: string): [SecretReading, ...SecretReading[]] {
  const utf8 = new TextEncoder();
  const readings: [SecretReading, ...SecretReading[]] = [{ as: 'text', bytes: utf8.encode(text) }];
  const bytes = fromKeyBase64(text);
  if (bytes !== undefined && bytes.length > 0)
    readings.push({ as: /[+/=]/.test(text) ? 'base64' : 'base64url', bytes });
  if (given !== text) readings.push({ as: 'untrimmed', bytes: utf8.encode(given) });
  return readings;
}

function unusable(what: string): Fault {
  return new Fault('key-unusable', what);
}
