import { indented, type JsonMember, type JsonNode, type JsonObject } from '../read/json-text';
import { registeredClaim, registeredHeader } from './registered';

/** One field of a header or of claims, as text. */
export interface DescribedField {
  name: string;
  /** A text as it is, a list of texts one per line, anything else as JSON; numbers as they are written. */
  value: string;
  /** What it means in plain words; '' for a name that is not registered. */
  meaning: string;
  /** Where that is defined: `RFC 7519 section 4.1.1`; '' for a name that is not registered. */
  reference: string;
  /** Milliseconds since 1970, where it is a time (NumericDate, RFC 7519 section 2). */
  at?: number;
}

/** The parts of a token whose names are registered, each in a registry of its own. */
export type Described = 'header' | 'claims';

/**
 * The fields of a header or of claims, each with what it means, in the order in which they are written. Of a name
 * that is there twice the last counts, as it does for `JSON.parse`. Linear, and never throws.
 */
export function describeFields({ members }: JsonObject, kind: Described): DescribedField[] {
  const last = new Map(members.map((member) => [member.name, member]));
  return [...last.values()].map((member) => describe(member, kind));
}

function describe({ name, value }: JsonMember, kind: Described): DescribedField {
  const registered = (kind === 'header' ? registeredHeader : registeredClaim)(name);
  const { meaning = '', reference = '' } = registered ?? {};
  const at = registered?.time === true ? numericDate(value) : undefined;
  return { name, value: fieldText(value), meaning, reference, ...(at !== undefined && { at }) };
}

/** A NumericDate in milliseconds since 1970; undefined for what is no number, or one that no Date can hold. */
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
  return isDeep(value) ? '(nested too deeply to be shown)' : indented(value);
}

function isDeep(value: JsonNode): boolean {
  if (value.kind === 'object') return value.members.some((member) => isDeep(member.value));
  return value.kind === 'list' ? value.items.some(isDeep) : value.kind === 'deep';
}

/**
 * A time in the local time zone, with its distance from UTC: `2026-11-21 14:03:05 +01:00`.
 * @param at milliseconds since 1970, as a Date can hold them
 */
export function localTime(at: number): string {
  const date = new Date(at);
  const two = (count: number) => String(count).padStart(2, '0');
  const [year, offset] = [date.getFullYear(), -date.getTimezoneOffset()];
  const day = [
    `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}`,
    two(date.getMonth() + 1),
    two(date.getDate()),
  ].join('-');
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  const distance = [Math.floor(Math.abs(offset) / 60), Math.floor(Math.abs(offset) % 60)].map(two).join(':');
  return `${day} ${clock} ${offset < 0 ? '-' : '+'}${distance}`;
}

/**
 * A time as people read it, the same everywhere: `2026-11-21 14:03:05 +01:00 (in 12 minutes)`.
 * @param at milliseconds since 1970, as a Date can hold them
 * @param now milliseconds since 1970
 */
export function timeText(at: number, now: number): string {
  return `${localTime(at)} (${relative(at - now)})`;
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_556_952_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

/** Making one takes longer than all else about a token. */
let format: Intl.RelativeTimeFormat | undefined;

function relative(distance: number): string {
  const [unit, size] = units.find(([, size]) => Math.abs(distance) >= size) ?? [];
  if (unit === undefined || size === undefined) return 'now';
  // Never “tomorrow”: a whole day ahead may be the day after.
  format ??= new Intl.RelativeTimeFormat('en', { numeric: 'always' });
  return format.format(Math.trunc(distance / size), unit);
}
