import type { Line } from './lines';

/** The extension whose reading of a request file counts. */
export type Dialect = 'rest-client' | 'httpyac';

/** What each counts as the definition of a variable. Any other line that begins with `@` is a request line to it. */
const definitionLine: Record<Dialect, RegExp> = {
  'rest-client': /^\s*@[^\s=]+\s*=.*$/,
  // No two parts can match the same spaces: a line of many would take minutes.
  httpyac: /^\s*@(?:global\.)?[^\s=:]+\s*(?:(?::=*|=+)\s*)?"?[^\s"]/,
};

/** Whether a line defines a variable. */
export function isDefinition({ first, text }: Line, dialect: Dialect): boolean {
  return first === '@' && definitionLine[dialect].test(text);
}

/** Which names of variables each replaces. */
export const variableName: Record<Dialect, RegExp> = { 'rest-client': /^[A-Za-z_][\w-]*$/, httpyac: /^[A-Za-z_]\w*$/ };
