import { t } from '@vscode/l10n';
import { localTime } from '../../base/dates';
import { readJson, type JsonMember, type JsonNode } from '../read/json-text';
import { visible } from '../read/visible';
import { numericDate } from './describe';
import { inspectToken } from './inspect';
import { registeredClaim, registeredHeader } from './registered';

/** Claims that are sets: the order of their elements means nothing, and servers do not keep it. */
const sets = new Set(['aud', 'scope', 'scp', 'permissions', 'roles', 'groups', 'entitlements', 'authorities', 'amr']);

/** Sets that are written as one text with spaces in it (RFC 8693 section 4.2; `scp` of Entra ID). */
const words = new Set(['scope', 'scp']);

/**
 * A token as text (`jsonc`) that can be compared with another token line by line: header and claims with sorted names,
 * scopes one per line, numbers as they are written with their times beside them, and no signature. The text does not
 * depend on when it is made. It says what could not be read, and why; what is invisible is escaped.
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
  const comments = [
    t(
      'Decoded, not verified. Names are sorted, and so are lists whose order has no meaning (audiences, scopes, roles …).',
    ),
    ...(problem === undefined ? [] : [problem]),
  ];
  return visible([...comments.map((comment) => `// ${comment}`), body, ''].join('\n'));
}

/** A value over several lines. @param isTime whether the member of that name is a time; inner values are not */
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

/** A set in alphabetical order; scopes that are one text become one text each. */
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

/** By code units: the order must not depend on the language that is set. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
