import assert from 'node:assert/strict';
import { explain } from '../../../src/oauth/explain';
import { oauthFault } from '../../../src/oauth/error-answer';

describe('a provider’s error', () => {
  it('is explained in the fault, beside the provider’s own words', () => {
    const words = 'AADSTS7000215: Invalid client secret provided.';
    const fault = oauthFault('invalid_client', words, []);
    assert.equal(fault.code, 'client-refused');
    assert.match(
      fault.what,
      /^Entra rejected the client secret \(invalid_client\)\. The provider says: “AADSTS7000215/,
    );
    assert.match(fault.next, /“Value”.*not the “Secret ID”/);
  });

  it('may mean something else than its code', () => {
    assert.equal(oauthFault('access_denied', 'Service not enabled within domain: x', []).code, 'target-refused');
    assert.equal(oauthFault('access_denied', 'The user said no', []).code, 'login-refused');
  });

  it('is not explained where nobody is known to say it', () => {
    for (const [error, words] of [
      ['invalid_client', ''],
      ['invalid_request', 'something is missing'],
      ['constructor', ''],
      // Dex’s words; Salesforce’s begin with a small letter.
      ['invalid_client', 'Invalid client credentials'],
    ] as const)
      assert.equal(explain(error, words), undefined);
  });

  it('is looked at quickly, however long and odd it is', () => {
    for (const part of ['redirect_uri ', 'JWT ', 'organization ', 'a', '(', 'authentication method ']) {
      const before = performance.now();
      explain('invalid_request', part.repeat(4096 / part.length));
      assert.ok(performance.now() - before < 1000, part);
    }
  });
});
