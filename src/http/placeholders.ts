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

const namingLine = /^(\s*authorization\s*:\s*token-deck\s+)(\S.*?)\s*$/i;

/** Where a header Authorization names a profile, `token-deck <profile>`: in UTF-16 code units of its line. */
export function namedIn(line: string): { name: string; start: number; end: number } | undefined {
  const [, before = '', name] = namingLine.exec(line.slice(0, 500)) ?? [];
  return name === undefined ? undefined : { name, start: before.length, end: before.length + name.length };
}

/** Where the name of such a header begins that is being typed, up to its end. */
export function unfinishedName(line: string, at: number): { start: number; end: number } | undefined {
  const [before] = /^\s*authorization\s*:\s*token-deck\s+(?=[\w.:-]*$)/i.exec(line.slice(0, at)) ?? [];
  const [rest = ''] = /^[\w.:-]*/.exec(line.slice(at, at + 200)) ?? [];
  return before === undefined || line.length > 500 ? undefined : { start: before.length, end: at + rest.length };
}
