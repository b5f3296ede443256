import type { Reference } from '../../webview/protocol';
import type { Place } from './jwt-hover';

/** A reference out of what a webview kept: it lies on disk, where an older version or somebody else may have written. */
export function readReference(state: unknown): Reference | undefined {
  const { profile } = fieldsOf(state);
  return typeof profile === 'string' ? { profile } : readPlace(state);
}

/** A place in a document, out of a link’s argument or a webview’s state; undefined for what is none. */
export function readPlace(value: unknown): Place | undefined {
  const { uri, line, character } = fieldsOf(value);
  return typeof uri === 'string' && isCount(line) && isCount(character) ? { uri, line, character } : undefined;
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
