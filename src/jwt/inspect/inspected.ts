import { describeFields, type Described, type DescribedField } from './describe';
import { indented, type JsonNode } from '../read/json-text';
import type { NestedToken } from './nested';
import type { ReadPart } from '../read/part';
import type { Disclosure } from './sd-jwt';
import type { InspectedPart } from '../read/token-parts';

/** A header, or claims. */
export interface InspectedObject {
  fields: DescribedField[];
  /** Its JSON, indented; all but the indentation as it is written. */
  json: string;
}

/** All that can be said of a token without a key. */
export interface InspectedToken {
  kind: 'jws' | 'jwe' | 'sd-jwt' | 'none';
  /** What was looked at: without what stood around it. */
  token: string;
  /** Also of what is malformed, as far as it goes. Of many disclosures the first. */
  parts: InspectedPart[];
  header?: InspectedObject;
  /** Of an SD-JWT with what is disclosed in its place. */
  claims?: InspectedObject;
  /** The beginning of a payload that is no claims set: its text, or its bytes in hexadecimal. */
  payload?: string;
  /** What it grants: scopes, permissions, roles; each once. */
  grants: string[];
  disclosures: Disclosure[];
  nested: NestedToken[];
  warnings: string[];
  /** Why it cannot be read, or not all of it: which part, and what is wrong there. */
  problem?: string;
  /** Milliseconds since 1970. */
  expiresAt?: number;
  /** Milliseconds since 1970. */
  notBefore?: number;
  /** Milliseconds since 1970. */
  issuedAt?: number;
}

/** A header or claims as they are shown; nothing where they are no JSON object. */
export function shown<Kind extends Described>(
  kind: Kind,
  node: JsonNode | undefined,
): Partial<Record<Kind, InspectedObject>> {
  if (node?.kind !== 'object') return {};
  return { [kind]: { fields: describeFields(node, kind), json: indented(node) } } as Partial<
    Record<Kind, InspectedObject>
  >;
}

/** A part as JavaScript’s own object; undefined for what is none. */
export function objectOf({ text, json }: ReadPart): Record<string, unknown> | undefined {
  return json?.kind === 'object' && text !== undefined ? (JSON.parse(text) as Record<string, unknown>) : undefined;
}

/** Whether a header has what every header needs. */
export function hasAlg(header: ReadPart): boolean {
  const object = objectOf(header);
  return object !== undefined && Object.hasOwn(object, 'alg') && typeof object.alg === 'string';
}

export const noAlg = 'Its header has no “alg”: no JWT is without one (RFC 7515 section 4.1.1).';
