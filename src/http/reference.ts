/** The name that a profile's token has in the environment of requests and tasks: `TOKEN_DECK_`, then the id. */
export function variableOf(id: string): string {
  return `TOKEN_DECK_${id.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
}

/** The header's value that REST Client and httpYac both replace by the token when they send. */
export function referenceTo(id: string): string {
  return `{{$processEnv ${variableOf(id)}}}`;
}

/** A header as one line, without its end. */
export function headerLine(name: string, prefix: string, value: string): string {
  return `${name}: ${headerValue(prefix, value)}`;
}

/** What follows a header's name. */
export function headerValue(prefix: string, value: string): string {
  return prefix === '' ? value : `${prefix} ${value}`;
}

/** References to Token Deck's variables in a text, with the variable's name in the first group. */
export const references = /\{\{\s*\$processEnv\s+%?(TOKEN_DECK_[A-Z0-9_]+)\s*\}\}/g;

/** Whether a text has such a reference. */
export function refersToTokens(text: string): boolean {
  return text.search(references) !== -1;
}
