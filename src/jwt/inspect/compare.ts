import { localTime, numericDate } from './describe';
import { inspectToken } from './inspect';
import { readJson, type JsonMember, type JsonNode } from '../read/json-text';
import { registeredClaim, registeredHeader } from './registered';
import { visible } from '../read/visible';

/** Claims that are sets: the order of their elements says nothing, and servers do not keep it. */
const sets = new Set(['aud', 'scope', 'scp', 'permissions', 'roles', 'groups', 'entitlements', 'authorities', 'amr']);

/** Sets that are written as one text with spaces between (RFC 8693 section 4.2; Entra ID’s `scp`). */
const words = new Set(['scope', 'scp']);

const comment =
  '// Decoded, not verified. Names, and lists whose order says nothing (audiences, scopes, roles …), are sorted.';

/**
 * A token as text (`jsonc`) that can be compared line by line with that of another one: header and claims with sorted
 * names, scopes one per line, numbers as they are written, times in the local time zone beside them, no signature. It
 * is the same at any time. Of what cannot be read it says why. What cannot be seen in a text is escaped.
 * @param text a token, or a text with one in it
 */
export async function comparable(text: string): Promise<string> {
  const { header, claims, payload, problem } = await inspectToken(text);
  const sections = [
    header && `  "header": ${lines(readJson(header.json), '  ', (name) => registeredHeader(name)?.time)}`,
    claims && `  "claims": ${lines(readJson(claims.json), '  ', (name) => registeredClaim(name)?.time)}`,
    payload !== undefined && `  "payload": ${JSON.stringify(payload)}`,
  ].filter((section) => typeof section === 'string');
  const body = sections.length === 0 ? '{}' : `{\n${sections.join(',\n')}\n}`;
  const comments = problem === undefined ? [comment] : [comment, `// ${problem}`];
  return visible([...comments, body, ''].join('\n'));
}

/** A value over several lines. @param isTime whether a member of that name is a time; of inner values none is */
function lines(node: JsonNode | { kind: 'none' }, indent: string, isTime: (name: string) => true | undefined): string {
  const inner = `${indent}  `;
  const never = () => undefined;
  switch (node.kind) {
    case 'object': {
      const rows = [...node.members].sort(byName).map(({ name, value }) => ({
        text: `${inner}${JSON.stringify(name)}: ${lines(sorted(name, value), inner, never)}`,
        at: isTime(name) && numericDate(value),
      }));
      return enclosed('{', rows, '}', indent);
    }
    case 'list':
      return enclosed(
        '[',
        node.items.map((item) => ({ text: `${inner}${lines(item, inner, never)}` })),
        ']',
        indent,
      );
    case 'text':
      return JSON.stringify(node.value);
    case 'none':
      return '{}';
    default:
      return node.written;
  }
}

function enclosed(
  open: string,
  rows: readonly { text: string; at?: number | undefined }[],
  close: string,
  indent: string,
): string {
  if (rows.length === 0) return `${open}${close}`;
  const written = rows.map(({ text, at }, i) => {
    const comma = i < rows.length - 1 ? ',' : '';
    return `${text}${comma}${at === undefined ? '' : ` // ${localTime(at)}`}`;
  });
  return [open, ...written, `${indent}${close}`].join('\n');
}

/** A set in its order; of scopes in one text, one text each. */
function sorted(name: string, value: JsonNode): JsonNode {
  if (!sets.has(name)) return value;
  const items =
    words.has(name) && value.kind === 'text' ? split(value.value) : value.kind === 'list' ? value.items : [];
  const texts = items.flatMap((item) => (item.kind === 'text' ? [item] : []));
  if (items.length === 0 || texts.length < items.length) return value;
  return { kind: 'list', items: texts.sort((a, b) => compare(a.value, b.value)) };
}

function split(text: string): JsonNode[] {
  const parts = text.split(' ').filter((word) => word !== '');
  return parts.map((value) => ({ kind: 'text', value, written: JSON.stringify(value) }));
}

function byName(a: JsonMember, b: JsonMember): number {
  return compare(a.name, b.name);
}

/** By code units: the order must not depend on the language of the window. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
