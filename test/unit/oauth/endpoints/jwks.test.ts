import assert from 'node:assert/strict';
import { isFault } from '../../../../src/faults/fault';
import type { FaultCode } from '../../../../src/faults/table';
import { jwksEndpoint } from '../../../../src/oauth/endpoints/jwks';
import type { Answer } from '../../../../src/oauth/transport';
import { answerOf } from './answers';

describe('oauth: a key set', () => {
  it('is asked for as one, and as JSON', () => {
    const sent = jwksEndpoint.prepare?.({ headers: { 'user-agent': 'x' } });
    assert.deepEqual(sent?.headers, { 'user-agent': 'x', accept: 'application/jwk-set+json, application/json' });
  });

  it('is taken as it is, its keys unchecked', () => {
    const json = { keys: [7, { kty: 'odd' }], more: 1 };
    assert.deepEqual(jwksEndpoint.read(answerOf({ json })), json);
  });

  const rows: [what: string, answer: Partial<Omit<Answer, 'headers'>>, code: FaultCode][] = [
    ['without keys', { json: {} }, 'response-invalid'],
    ['whose keys are not a list', { json: { keys: {} } }, 'response-invalid'],
    ['that is a page', { json: undefined, html: true }, 'response-not-json'],
    ['that is not found', { status: 404 }, 'endpoint-not-found'],
    ['of a server that fails', { status: 503, json: { keys: [] } }, 'server-error'],
  ];
  for (const [what, answer, code] of rows) {
    it(`${what}: ${code}`, () =>
      assert.throws(
        () => jwksEndpoint.read(answerOf(answer)),
        (thrown) => isFault(thrown) && thrown.code === code,
      ));
  }
});
