/** A challenge of `WWW-Authenticate` (RFC 9110 section 11.6.1). */
export interface Challenge {
  /** The scheme, in small letters. */
  scheme: string;
  /** Its parameters, by their names in small letters. */
  params: ReadonlyMap<string, string>;
}

/** Characters that are read. */
const longest = 4000;

/** The challenges of a header, or of several that were joined by commas. What makes no sense ends the reading. */
export function challengesIn(header: string): Challenge[] {
  // A name, and its value where it has one: else it is a scheme.
  const part = /[\s,]*([!#$%&'*+.^_`|~\w-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?/gy;
  const text = header.slice(0, longest);
  const found: { scheme: string; params: Map<string, string> }[] = [];
  for (let match = part.exec(text); match !== null; match = part.exec(text)) {
    const [, name = '', quoted, bare] = match;
    const value = quoted?.replace(/\\(.)/g, '$1') ?? bare;
    if (value === undefined) found.push({ scheme: name.toLowerCase(), params: new Map() });
    else found.at(-1)?.params.set(name.toLowerCase(), value);
  }
  return found;
}
