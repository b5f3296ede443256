import assert from 'node:assert/strict';
import { bearerFault } from '../../../src/oauth/bearer-fault';
import { answerOf } from './endpoints/answers';

const challenged = (status: number, challenge: string) =>
  bearerFault(answerOf({ status, json: undefined, headers: { 'www-authenticate': challenge } }), ['the-token']);

describe('oauth: an answer that refuses an access token', () => {
  const rows: [what: string, status: number, challenge: string, code: string | undefined, error: string | undefined][] =
    [
      [
        'an invalid token',
        401,
        'Bearer error="invalid_token", error_description="x"',
        'grant-refused',
        'invalid_token',
      ],
      ['no quotes', 401, 'bearer realm=x, error=invalid_token', 'grant-refused', 'invalid_token'],
      ['no error', 401, 'Bearer realm="x"', 'grant-refused', undefined],
      ['another scheme', 401, 'Basic realm="error=x"', 'grant-refused', undefined],
      ['no challenge', 401, '', 'grant-refused', undefined],
      ['a scope that is missing', 403, 'Bearer error="insufficient_scope"', 'scope-refused', 'insufficient_scope'],
      [
        'a scope that is missing, said with 401',
        401,
        'Bearer error="insufficient_scope"',
        'scope-refused',
        'insufficient_scope',
      ],
      ['no more than a status', 403, '', 'scope-refused', undefined],
      ['another status', 400, 'Bearer error="invalid_request"', undefined, undefined],
    ];
  for (const [what, status, challenge, code, error] of rows) {
    it(`with ${what} is ${code ?? 'another fault'}`, () => {
      const fault = challenged(status, challenge);
      assert.deepEqual([fault?.code, fault?.error], [code, error]);
    });
  }

  it('does not tell the token that the server repeats', () => {
    const fault = bearerFault(answerOf({ status: 401, json: { error: 'no: the-token' } }), ['the-token']);
    assert.doesNotMatch(`${fault?.message} ${fault?.error}`, /the-token/);
    assert.doesNotMatch(challenged(401, 'Bearer error="the-token"')?.error ?? '', /the-token/);
  });
});
