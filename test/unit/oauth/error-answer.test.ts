import assert from 'node:assert/strict';
import { oauthFault, statusFault } from '../../../src/oauth/error-answer';
import { answerOf } from './endpoints/answers';

describe('oauth: the provider’s own error', () => {
  it('takes no time over a description of a megabyte', () => {
    const started = performance.now();
    const fault = oauthFault('invalid_request', '-ey'.repeat(350_000), ['s3cret-s3cret']);
    assert.ok(performance.now() - started < 500);
    assert.equal(fault.code, 'request-refused');
    oauthFault('-ey'.repeat(350_000), 'x', []);
    assert.ok(performance.now() - started < 1000);
  });

  it('shows nothing of a secret at the end of the part that is read', () => {
    for (let before = 4080; before < 4100; before++) {
      // Control characters are taken out, so that the end comes into what is shown.
      const { message } = oauthFault('invalid_request', `no${'\u0000'.repeat(before)} s3cret-s3cret x`, [
        's3cret-s3cret',
      ]);
      assert.doesNotMatch(message, /s3c/);
    }
  });

  it('shows nothing of a JWT that is longer than the part that is read', () => {
    const { message } = oauthFault('invalid_request', `eyJhbGciOiJub25lIn0.eyJ${'a'.repeat(5000)}.c2ln`, []);
    assert.doesNotMatch(message, /eyJ/);
  });

  it('ends in one full stop, also where the provider’s words have one', () => {
    const { message } = oauthFault('invalid_request', 'Client not allowed.', []);
    assert.match(message, /The provider says: “Client not allowed”\. /);
  });

  for (const [error, next] of [
    ['invalid_authorization_details', /“authorization_details” in “params”/],
    ['invalid_request_object', /the public key of this client/],
    ['request_not_supported', /Remove “security\.jar”/],
    ['invalid_request_uri', /Sign in again/],
  ] as const)
    it(`says what to do about ${error}`, () => {
      const fault = oauthFault(error, undefined, []);
      assert.equal(fault.code, 'request-refused');
      assert.match(fault.next, next);
    });

  it('Keycloak’s not_allowed is about the scope', () => {
    const fault = oauthFault('not_allowed', 'Offline tokens not allowed for the user or client', [], {
      status: 400,
      headers: new Headers(),
      at: 0,
    });
    assert.equal(fault.code, 'scope-refused');
    assert.match(fault.message, /Offline tokens not allowed/);
  });

  it('Keycloak’s unauthorized_client with 401 is about the secret or the grant, and both are named', () => {
    const answer = { status: 401, headers: new Headers(), at: 0 };
    const fault = oauthFault('unauthorized_client', undefined, [], answer);
    assert.equal(fault.code, 'client-refused');
    assert.match(fault.message, /secret, or does not allow this grant for the client \(unauthorized_client\)/);
    assert.match(fault.next, /set the client secret again\. .* is enabled and may use this grant/);
    const explained = oauthFault('unauthorized_client', 'Client not enabled to retrieve service account', [], answer);
    assert.equal(explained.code, 'client-unauthorized');
    assert.match(explained.next, /turn on “Service accounts roles”/);
    assert.equal(oauthFault('unauthorized_client', '', [], { ...answer, status: 400 }).code, 'client-unauthorized');
  });

  it('403 without a word, as Glewlwyd says of a wrong secret, is about the secret or the grant', () => {
    const fault = statusFault(answerOf({ status: 403, json: undefined }));
    assert.equal(fault.code, 'client-unauthorized');
    assert.match(fault.next, /set the client secret again\. .* is enabled and may use this grant/);
    assert.match(statusFault(answerOf({ status: 403, html: true })).next, /^Allow this grant/);
  });
});
