import { timeClaim } from '../read/decode';
import { objectOf, readText } from '../read/part';
import { describeObject, type DescribedObject } from './describe';
import { inspectToken } from './inspect';
import type { InspectedToken } from './inspected';

/** What a decrypted payload says, if it is a claims set or a token. */
export interface DecryptedPayload extends Pick<InspectedToken, 'expiresAt' | 'notBefore' | 'warnings'> {
  claims: DescribedObject;
  /** The signed token that the payload is (RFC 7519 section 5.2), to be inspected by itself. */
  nested?: string;
}

/** Reads the payload of a JWE as the payload of a token is read; undefined if it has no claims. Never rejects. */
export async function readDecrypted(payload: string): Promise<DecryptedPayload | undefined> {
  const part = readText(payload);
  const object = objectOf(part);
  const { claims } = describeObject('claims', part.json);
  if (object !== undefined && claims !== undefined) {
    const [expiresAt, notBefore] = [timeClaim(object, 'exp'), timeClaim(object, 'nbf')];
    return {
      claims,
      warnings: [],
      ...(expiresAt !== undefined && { expiresAt }),
      ...(notBefore !== undefined && { notBefore }),
    };
  }
  if (/\s/.test(payload.trim())) return undefined;
  const inner = await inspectToken(payload);
  if (inner.claims === undefined) return undefined;
  return {
    claims: inner.claims,
    nested: inner.token,
    warnings: inner.warnings,
    ...(inner.expiresAt !== undefined && { expiresAt: inner.expiresAt }),
    ...(inner.notBefore !== undefined && { notBefore: inner.notBefore }),
  };
}
