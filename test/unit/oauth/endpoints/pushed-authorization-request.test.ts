import assert from 'node:assert/strict';
import { isFault } from '../../../../src/faults/fault';
import { pushedAuthorizationRequestEndpoint } from '../../../../src/oauth/endpoints/pushed-authorization-request';
import { answerOf } from './answers';

describe('oauth: the pushed authorization request endpoint', () => {
  const { read } = pushedAuthorizationRequestEndpoint(['the-secret']);

  it('is read where it gives a reference', () => {
    const answer = { request_uri: 'urn:x:1', expires_in: 60 };
    assert.deepEqual(read(answerOf({ json: answer, status: 201 })), answer);
  });

  it('has its error told, without what is secret in it', () => {
    assert.throws(
      () => read(answerOf({ json: { error: 'invalid_client', error_description: 'not the-secret' }, status: 401 })),
      (thrown) => isFault(thrown) && thrown.code === 'client-refused' && !thrown.message.includes('the-secret'),
    );
  });
});
