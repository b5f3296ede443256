import { t } from '@vscode/l10n';
import registry from './registered.json';

/** What a registered name means, or one that a well-known issuer uses. */
export interface Registered {
  /** In plain words, a sentence or less, in the language that is set. */
  meaning: string;
  /** Where it is defined, the same in every language: the RFC and its section, the specification, or the vendor. */
  reference: string;
  /** Its value is a NumericDate (RFC 7519 section 2). */
  time?: true;
}

/**
 * A claim of the IANA “JSON Web Token Claims” registry (as of 2026-07-20), or else one that is common without being
 * registered: claims of well-known vendors, and members of registered claims. If both have a name, the registry’s
 * meaning counts, whatever the issuer. Undefined for every other claim.
 */
export function registeredClaim(name: string): Registered | undefined {
  return lookUp(registry.claims, name) ?? lookUp(registry.common, name);
}

/** A parameter of the IANA “JSON Web Signature and Encryption Header Parameters” registry (as of 2026-05-22). */
export function registeredHeader(name: string): Registered | undefined {
  return lookUp(registry.header, name);
}

/** An entry of the registry: meaning and reference, and whether its value is a time. */
function lookUp(entries: Readonly<Record<string, (string | boolean)[]>>, name: string): Registered | undefined {
  const [meaning, reference, time] = (Object.hasOwn(entries, name) ? entries[name] : undefined) ?? [];
  if (typeof meaning !== 'string' || typeof reference !== 'string') return undefined;
  return { meaning: translated(meaning), reference, ...(time === true && { time }) };
}

/**
 * A meaning in the language that is set. This is the only text that is not written in the code where it is looked up:
 * the meanings are data, and the English text is the key. A collector of texts for translators has to read
 * registered.json, too.
 */
function translated(meaning: string): string {
  return t(meaning);
}
