import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits for something that comes in its own time: looks every 50 ms until there is a value, or true.
 * @param what what is waited for, for the message when it does not come
 * @param seconds how long to wait
 * @returns the value
 */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  seconds = 15,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) assert.fail(`did not come within ${seconds} s: ${what}`);
    await delay(50);
  }
}
