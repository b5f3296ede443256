import { t } from '@vscode/l10n';
import { fieldAt, invalid, type Problem } from './problem';

/** Nothing that is nested more deeply is accepted by the schema. */
const deepest = 24;

/**
 * Finds texts with half a surrogate pair, which JSON can spell (`"\ud800"`, RFC 8259 section 8.2) and which cannot be
 * sent: encodeURIComponent throws on them.
 * @returns a problem for each value and each name of a field
 */
export function illFormed(input: unknown): Problem[] {
  return search(input, [], deepest);
}

function search(value: unknown, path: (string | number)[], depth: number): Problem[] {
  if (typeof value === 'string') return value.isWellFormed() ? [] : [halfCharacter(path)];
  if (typeof value !== 'object' || value === null || depth === 0) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => search(item, [...path, index], depth - 1));
  return Object.entries(value).flatMap(([name, field]) => [
    ...(name.isWellFormed() ? [] : [halfCharacter([...path, name])]),
    ...search(field, [...path, name], depth - 1),
  ]);
}

function halfCharacter(path: (string | number)[]): Problem {
  return invalid(path, t('“{field}” has half a character in it (a lone surrogate).', { field: fieldAt(path) }));
}
