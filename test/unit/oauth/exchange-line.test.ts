import assert from 'node:assert/strict';
import type { ExchangeEvent } from '../../../src/oauth/exchange';
import { exchangeLine } from '../../../src/oauth/exchange-line';

const event: ExchangeEvent = {
  endpoint: 'token',
  method: 'POST',
  address: 'https://sso.example.com/token',
  status: 200,
  duration: 12.4,
  parameters: ['grant_type', 'scope'],
  error: undefined,
  fault: undefined,
};

describe('oauth: the log’s line of an exchange', () => {
  const rows: [change: Partial<ExchangeEvent>, line: string][] = [
    [{}, 'token: POST https://sso.example.com/token: 200, 12 ms; sent grant_type, scope'],
    [
      { status: 401, error: 'invalid_client', fault: 'client-refused' },
      'token: POST https://sso.example.com/token: 401 invalid_client (client-refused), 12 ms; sent grant_type, scope',
    ],
    [
      { endpoint: 'jwks', method: 'GET', status: undefined, fault: 'timeout', parameters: [] },
      'jwks: GET https://sso.example.com/token: unanswered (timeout), 12 ms',
    ],
  ];
  for (const [change, line] of rows) it(line, () => assert.equal(exchangeLine({ ...event, ...change }), line));
});
