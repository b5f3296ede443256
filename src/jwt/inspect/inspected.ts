import type { InspectedPart } from '../read/token-parts';
import type { DescribedObject } from './describe';
import type { NestedToken } from './nested';
import type { Disclosure } from './sd-jwt';

/** All that can be said of a token without a key. */
export interface InspectedToken {
  kind: 'jws' | 'jwe' | 'sd-jwt' | 'none';
  /** What was looked at: the text without what is around the token. */
  token: string;
  /** Also of a malformed token, as far as it can be split. Only the first of many disclosures. */
  parts: InspectedPart[];
  header?: DescribedObject;
  /** Of an SD-JWT with the disclosures in their places. */
  claims?: DescribedObject;
  /** The beginning of a payload that is not a claims set: its text, or its bytes in hexadecimal. */
  payload?: string;
  /** What the token grants: scopes, permissions, roles; each once. */
  grants: string[];
  disclosures: Disclosure[];
  nested: NestedToken[];
  warnings: string[];
  /** Why the token cannot be read, or not all of it: which part, and what is wrong there. */
  problem?: string;
  /** Milliseconds since 1970. */
  expiresAt?: number;
  /** Milliseconds since 1970. */
  notBefore?: number;
  /** Milliseconds since 1970. */
  issuedAt?: number;
}
