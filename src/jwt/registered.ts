import registry from './registered.json';

/** What a registered name means. */
export interface Registered {
  /** In plain words, a sentence or less. */
  meaning: string;
  /** Where it is defined: the RFC and its section, or the specification. */
  reference: string;
  /** Its value is a NumericDate (RFC 7519 section 2). */
  time?: true;
}

/** A claim of the IANA “JSON Web Token Claims” registry; undefined for one that is not in it. */
export function registeredClaim(name: string): Registered | undefined {
  return lookUp(registry.claims, name);
}

/** A parameter of the IANA “JSON Web Signature and Encryption Header Parameters” registry. */
export function registeredHeader(name: string): Registered | undefined {
  return lookUp(registry.header, name);
}

/** An entry: meaning and reference, and whether its value is a time. */
function lookUp(entries: Readonly<Record<string, (string | boolean)[]>>, name: string): Registered | undefined {
  const [meaning, reference, time] = (Object.hasOwn(entries, name) ? entries[name] : undefined) ?? [];
  if (typeof meaning !== 'string' || typeof reference !== 'string') return undefined;
  return { meaning, reference, ...(time === true && { time }) };
}
