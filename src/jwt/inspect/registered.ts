import { t } from '@vscode/l10n';
import registry from './registered.json';

/** What a registered name means, or one that a well-known issuer uses. */
export interface Registered {
  /** In plain words, a sentence or less, in the language that is set. */
  meaning: string;
  /** Where it is defined: the RFC and its section, the specification, or the vendor whose tokens have it; a citation, the same in every language. */
  reference: string;
  /** Its value is a NumericDate (RFC 7519 section 2). */
  time?: true;
}

/**
 * A claim of the IANA “JSON Web Token Claims” registry (as of 2026-07-20), or else one that is common without being
 * registered: claims of well-known vendors, and members of registered claims. If both have a name, the registry’s
 * meaning counts, whoever issued the token. Undefined for every other claim.
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
 * The one text that is looked up without being written in the code: the meanings are data, and each English one is its
 * own key. What collects the texts for translators reads registered.json as well.
 */
function translated(meaning: string): string {
  return t(meaning);
}
