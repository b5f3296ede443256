import assert from 'node:assert/strict';

/** Asserts that a message is a whole sentence, which another may follow. */
export function assertSentence(message: string): void {
  assert.match(message, /^[\p{Lu}“"].*\.$/su, 'a whole sentence');
}
