/** Whether a value is an object with fields, not a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is JSON and not nested more than 20 deep: a key is made of it, and it is stored. */
export function isJson(value: unknown, deep = 20): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || deep === 0) return false;
  return Object.values(value).every((item) => isJson(item, deep - 1));
}
