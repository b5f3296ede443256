import assert from 'node:assert/strict';
import type { Finding } from '../../../../src/jwt/verify/signature-check';

/** When the tests take place, in milliseconds and in seconds since 1970: 2026-01-01 00:00 UTC. */
export const now = Date.UTC(2026, 0, 1);
export const seconds = now / 1000;

/** Asserts what a check found, and that its reason is a whole sentence. */
export function assertFinding({ ok, reason }: Finding, expected: boolean | null, pattern?: RegExp): void {
  assert.equal(ok, expected, reason);
  if (pattern !== undefined) assert.match(reason, pattern);
  assert.match(reason, /^[\p{Lu}“].*\.$/su, 'a sentence');
}
