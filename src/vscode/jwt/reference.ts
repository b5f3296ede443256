import type { AnswerReference, Reference } from '../../webview/protocol';
import type { Place } from './jwt-hover';

/** Reads a webview’s state, which is on disk: an older version, or another program, may have written it. */
export function readReference(state: unknown): Reference | undefined {
  const { profile } = fieldsOf(state);
  return typeof profile === 'string' ? { profile } : readPlace(state);
}

/** As `readReference`, for a page that shows a provider’s answer. */
export function readAnswerReference(state: unknown): AnswerReference | undefined {
  const { profile, inquiry } = fieldsOf(state);
  return typeof profile === 'string' && (inquiry === 'introspection' || inquiry === 'userinfo')
    ? { profile, inquiry }
    : undefined;
}

/** Reads a place in a document from a link’s argument or a webview’s state; undefined for anything else. */
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
