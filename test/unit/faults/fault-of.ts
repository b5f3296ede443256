import assert from 'node:assert/strict';
import { isFault, type Fault } from '../../../src/faults/fault';

/** The fault that a promise rejects with; anything else fails the test. */
export async function faultOf(run: Promise<unknown>): Promise<Fault> {
  const thrown: unknown = await run.then(
    () => assert.fail('it went well'),
    (error: unknown) => error,
  );
  assert.ok(isFault(thrown), String(thrown));
  return thrown;
}
