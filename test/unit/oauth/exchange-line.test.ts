import assert from 'node:assert/strict';
import type { ExchangeEvent } from '../../../src/oauth/exchange-event';
import { exchangeLine } from '../../../src/oauth/exchange-line';
import { exchangeOf } from './exchange-of';

describe('oauth: the log’s line of an exchange', () => {
  const first = 'token: POST https://sso.example.com/token';
  const request = 'client_credentials, authentication: client_secret_basic; sent grant_type, scope';
  const rows: [change: Partial<ExchangeEvent>, line: string][] = [
    [{}, `${first}: 200, 12 ms; ${request}`],
    [
      { status: 401, error: 'invalid_client', fault: 'client-refused' },
      `${first}: 401 invalid_client (client-refused), 12 ms; ${request}`,
    ],
    [
      { endpoint: 'jwks', method: 'GET', status: undefined, fault: 'timeout', parameters: [], ...unauthenticated() },
      'jwks: GET https://sso.example.com/token: unanswered (timeout), 12 ms',
    ],
    [
      {
        requestIds: [
          ['x-request-id', 'r1'],
          ['cf-ray', 'c1'],
        ],
        retryAfter: 5,
      },
      `${first}: 200, 12 ms; ${request}; x-request-id r1; retry after 5 s`,
    ],
    [{ ahead: 29 }, `${first}: 200, 12 ms; ${request}`],
    [{ ahead: 3600 }, `${first}: 200, 12 ms; ${request}; our clock is 3600 s ahead of the server’s`],
    [{ ahead: -30 }, `${first}: 200, 12 ms; ${request}; our clock is 30 s behind the server’s`],
  ];
  for (const [change, line] of rows) it(line, () => assert.equal(exchangeLine(exchangeOf(change)), line));
});

function unauthenticated(): Partial<ExchangeEvent> {
  return { grant: undefined, authentication: undefined };
}
