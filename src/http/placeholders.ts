import { references } from './reference';

/**
 * A placeholder stands for a token in a request that a sender builds: it goes through variables and encodings of forms
 * unchanged, tells nothing, and is replaced when the request leaves.
 */
const placeholder = /token-deck\.(TOKEN_DECK_[A-Z0-9_]+)/g;

/** The text with a placeholder for each reference to a token. */
export function withPlaceholders(text: string): string {
  return text.replace(references, (_reference, variable: string) => `token-deck.${variable}`);
}

/** The variables that the placeholders in a text stand for. */
export function placeholdersIn(text: string): string[] {
  return [...text.matchAll(placeholder)].map(([, variable = '']) => variable);
}

/** The text with what stands for each variable in the place of its placeholders. */
export function withoutPlaceholders(text: string, tokenOf: (variable: string) => string): string {
  return text.replace(placeholder, (_placeholder, variable: string) => tokenOf(variable));
}

/** The profile that a header’s value names, `token-deck <profile>`; undefined for any other value. */
export function profileNamedBy(value: string): string | undefined {
  return /^\s*token-deck\s+(\S.*)$/i.exec(value)?.[1]?.trimEnd();
}
