import assert from 'node:assert/strict';
import { isFault } from '../../../../src/faults/fault';
import { discoveryEndpoint } from '../../../../src/oauth/endpoints/discovery';
import { answerOf } from './answers';

describe('oauth: a discovery document', () => {
  it('is a JSON object', () =>
    assert.deepEqual(discoveryEndpoint.read(answerOf({ json: { issuer: 'x' } })), { issuer: 'x' }));

  it('that is not there fails, with the status and the time to wait', () => {
    const wrong = answerOf({ status: 503, json: undefined, headers: { 'retry-after': '7' } });
    assert.throws(
      () => discoveryEndpoint.read(wrong),
      (thrown) =>
        isFault(thrown) && thrown.code === 'discovery-failed' && thrown.what.includes('503') && thrown.retryAfter === 7,
    );
  });

  it('that is a page fails', () => {
    assert.throws(
      () => discoveryEndpoint.read(answerOf({ json: undefined, html: true })),
      (thrown) => isFault(thrown) && thrown.code === 'discovery-failed' && /HTML/.test(thrown.what),
    );
  });
});
