import { t } from '@vscode/l10n';
import { indented, type JsonMember, type JsonNode, type JsonObject } from '../read/json-text';
import { registeredClaim, registeredHeader } from './registered';

/** One field of a header or of claims, as text. */
export interface DescribedField {
  name: string;
  /** A text as it is, a list of texts one per line, anything else as JSON; numbers as they are written. */
  value: string;
  /** What it means in plain words; '' if its name is not registered. */
  meaning: string;
  /** Where that is defined: `RFC 7519 section 4.1.1`; '' if its name is not registered. */
  reference: string;
  /** Milliseconds since 1970, if it is a time (NumericDate, RFC 7519 section 2). */
  at?: number;
}

/** A header, or claims. */
export interface DescribedObject {
  fields: DescribedField[];
  /** Its JSON, indented and otherwise as it is written. */
  json: string;
}

/** The parts of a token whose names are registered, each in a registry of its own. */
export type Described = 'header' | 'claims';

/** A header or claims as they are shown; nothing if they are not a JSON object. */
export function describeObject<Kind extends Described>(
  kind: Kind,
  node: JsonNode | undefined,
): Partial<Record<Kind, DescribedObject>> {
  if (node?.kind !== 'object') return {};
  const described: DescribedObject = { fields: describeFields(node, kind), json: indented(node) };
  return { [kind]: described } as Partial<Record<Kind, DescribedObject>>;
}

/**
 * The fields of a header or of claims, each with what it means, in the order in which they are written. If a name is
 * there twice the last one counts, as it does for `JSON.parse`. Linear, and never throws.
 */
export function describeFields({ members }: JsonObject, kind: Described): DescribedField[] {
  const last = new Map(members.map((member) => [member.name, member]));
  return [...last.values()].map((member) => describeField(member, kind));
}

function describeField({ name, value }: JsonMember, kind: Described): DescribedField {
  const registered = (kind === 'header' ? registeredHeader : registeredClaim)(name);
  const { meaning = '', reference = '' } = registered ?? {};
  const at = registered?.time === true ? numericDate(value) : undefined;
  return { name, value: fieldText(value), meaning, reference, ...(at !== undefined && { at }) };
}

/** A NumericDate in milliseconds since 1970; undefined if it is not a number, or beyond what a Date holds. */
export function numericDate(value: JsonNode): number | undefined {
  const seconds = value.kind === 'literal' ? Number(/^[-\d]/.test(value.written) ? value.written : NaN) : NaN;
  return Math.abs(seconds) < 8.64e12 ? seconds * 1000 : undefined;
}

/** A value as text for people. */
export function fieldText(value: JsonNode): string {
  if (value.kind === 'text') return value.value;
  if (value.kind === 'list' && value.items.length > 0) {
    const texts = value.items.flatMap((item) => (item.kind === 'text' ? [item.value] : []));
    if (texts.length === value.items.length) return texts.join('\n');
  }
  return isDeep(value) ? t('(nested too deeply to show)') : indented(value);
}

function isDeep(value: JsonNode): boolean {
  if (value.kind === 'object') return value.members.some((member) => isDeep(member.value));
  return value.kind === 'list' ? value.items.some(isDeep) : value.kind === 'deep';
}
