import { isObject } from './json-value';

type JsonObject = Record<string, unknown>;

/** The value of a parameter of a profile's own. */
export type ParameterValue = string | string[] | JsonObject | JsonObject[];

/**
 * The values that a parameter is sent with, each by itself: a list of texts is sent as often as it has entries. An object,
 * or a list of them, is one value, its JSON, as `claims` (OpenID Connect Core section 5.5) and `authorization_details`
 * (RFC 9396 section 2) want it.
 */
export function sentValues(value: ParameterValue): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
  return [JSON.stringify(value)];
}

/** Whether a list is one of texts, or one of objects: another is not a parameter's value. */
export function isListOfOneKind(list: readonly unknown[]): boolean {
  return list.every((each) => typeof each === 'string') || list.every(isObject);
}
