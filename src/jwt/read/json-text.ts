/**
 * A reader of JSON that keeps what `JSON.parse` loses and people need to see in a token: every digit of a number, and
 * names in their order, also if they are there twice. It tells where a text is wrong, and a hostile one cannot end it by
 * its depth. Hand-written, since jsonc-parser, which reads our files, recurses, rounds numbers and forgives errors.
 */

/** A JSON value as it is written. */
export type JsonNode =
  | { kind: 'object'; members: JsonMember[] }
  | { kind: 'list'; items: JsonNode[] }
  | { kind: 'text'; value: string; written: string }
  /** A number, `true`, `false` or `null`. */
  | { kind: 'literal'; written: string }
  /** A list or an object that is too deep to be taken apart. */
  | { kind: 'deep'; written: string };

export type JsonObject = Extract<JsonNode, { kind: 'object' }>;

export interface JsonMember {
  name: string;
  /** The name as it is written, quotes included. */
  written: string;
  value: JsonNode;
}

/** Where a text stops being JSON: at its length if it ends too early. */
export interface NoJson {
  kind: 'none';
  /** In UTF-16 code units. */
  at: number;
}

/** Nothing deeper than this is taken apart, so that walking over a value may recurse. */
export const deepest = 32;

/** A list or an object that is being read; `node` is missing if it is too deep. */
interface Open {
  list: boolean;
  start: number;
  node?: Extract<JsonNode, { kind: 'object' | 'list' }>;
  name?: { value: string; written: string };
}

/**
 * Reads a JSON text (RFC 8259), and accepts what `JSON.parse` accepts. Linear, and never throws.
 * @returns the value, or where the text is wrong
 */
export function readJson(text: string): JsonNode | NoJson {
  const open: Open[] = [];
  let at = afterSpace(text, 0);
  for (;;) {
    // A value begins here.
    const start = at;
    let value: JsonNode;
    const char = text[at];
    if (char === '{' || char === '[') {
      const list = char === '[';
      const node: Open['node'] = list ? { kind: 'list', items: [] } : { kind: 'object', members: [] };
      at = afterSpace(text, at + 1);
      if (text[at] === (list ? ']' : '}')) {
        value = node;
        at++;
      } else {
        const frame: Open = { list, start, ...(open.length < deepest && { node }) };
        open.push(frame);
        if (list) continue;
        const after = readName(text, at, frame);
        if (typeof after !== 'number') return after;
        at = after;
        continue;
      }
    } else {
      const end = char === '"' ? endOfText(text, at) : endOfLiteral(text, at);
      if (typeof end !== 'number') return end;
      const written = text.slice(at, end);
      value =
        char === '"' ? { kind: 'text', value: JSON.parse(written) as string, written } : { kind: 'literal', written };
      at = end;
    }
    // A value has ended: close what ends with it.
    for (;;) {
      at = afterSpace(text, at);
      const frame = open.at(-1);
      if (frame === undefined) return at === text.length ? value : { kind: 'none', at };
      add(frame, value);
      if (text[at] === ',') {
        at = afterSpace(text, at + 1);
        if (frame.list) break;
        const after = readName(text, at, frame);
        if (typeof after !== 'number') return after;
        at = after;
        break;
      }
      if (text[at] !== (frame.list ? ']' : '}')) return { kind: 'none', at };
      at++;
      open.pop();
      value = frame.node ?? { kind: 'deep', written: text.slice(frame.start, at) };
    }
  }
}

function add({ node, name }: Open, value: JsonNode): void {
  if (node?.kind === 'list') node.items.push(value);
  else if (node !== undefined && name !== undefined)
    node.members.push({ name: name.value, written: name.written, value });
}

/** Reads `"name":`. @returns where its value begins */
function readName(text: string, at: number, frame: Open): number | NoJson {
  if (text[at] !== '"') return { kind: 'none', at };
  const end = endOfText(text, at);
  if (typeof end !== 'number') return end;
  const written = text.slice(at, end);
  if (frame.node !== undefined) frame.name = { value: JSON.parse(written) as string, written };
  const colon = afterSpace(text, end);
  return text[colon] === ':' ? afterSpace(text, colon + 1) : { kind: 'none', at: colon };
}

function afterSpace(text: string, from: number): number {
  let at = from;
  for (let char = text[at]; char === ' ' || char === '\n' || char === '\r' || char === '\t'; char = text[at]) at++;
  return at;
}

const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Where a quoted text ends. A loop, since a regular expression would need stack for a long text. */
function endOfText(text: string, start: number): number | NoJson {
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) return { kind: 'none', at };
    if (code !== 0x5c) {
      at++;
      continue;
    }
    escape.lastIndex = at;
    if (!escape.test(text)) return { kind: 'none', at: text.length - at < 6 ? text.length : at };
    at = escape.lastIndex;
  }
  return { kind: 'none', at: text.length };
}

const literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function endOfLiteral(text: string, start: number): number | NoJson {
  literal.lastIndex = start;
  if (literal.test(text)) return literal.lastIndex;
  // A word that is cut off ends too early; it is not wrong where it begins.
  const rest = text.slice(start, start + 6);
  const cut =
    start + rest.length === text.length && ['true', 'false', 'null', '-'].some((word) => word.startsWith(rest));
  return { kind: 'none', at: cut ? text.length : start };
}

/** A value, indented by two spaces and otherwise as it is written; what is too deep stays on one line. */
export function indented(node: JsonNode, indent = ''): string {
  if (node.kind === 'object' && node.members.length > 0) {
    const lines = node.members.map(({ written, value }) => `${indent}  ${written}: ${indented(value, `${indent}  `)}`);
    return `{\n${lines.join(',\n')}\n${indent}}`;
  }
  if (node.kind === 'list' && node.items.length > 0) {
    return `[\n${node.items.map((item) => `${indent}  ${indented(item, `${indent}  `)}`).join(',\n')}\n${indent}]`;
  }
  if (node.kind === 'object') return '{}';
  return node.kind === 'list' ? '[]' : node.written;
}

/** The names that an object, or one within it, has more than once; `JSON.parse` keeps the last value of each. */
export function repeatedNames(node: JsonNode): string[] {
  const repeated = new Set<string>();
  const visit = (inner: JsonNode) => {
    if (inner.kind === 'list') inner.items.forEach(visit);
    if (inner.kind !== 'object') return;
    const names = new Set<string>();
    for (const { name, value } of inner.members) {
      if (names.has(name)) repeated.add(name);
      names.add(name);
      visit(value);
    }
  };
  visit(node);
  return [...repeated];
}
