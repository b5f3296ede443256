import assert from 'node:assert/strict';

/** Asserts that an error is that sentence and nothing else. */
export const onlyMessage =
  (message: string) =>
  (error: Error): true => {
    assert.deepEqual([error.message, error.stack], [message, undefined]);
    return true;
  };
