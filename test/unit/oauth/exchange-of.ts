import type { ExchangeEvent } from '../../../src/oauth/exchange-event';

/** What is told of an exchange that went well, with some facts changed. */
export function exchangeOf(change: Partial<ExchangeEvent> = {}): ExchangeEvent {
  return {
    endpoint: 'token',
    method: 'POST',
    address: 'https://sso.example.com/token',
    sentAt: Date.UTC(2026, 2, 3, 10, 0, 0),
    status: 200,
    duration: 12.4,
    parameters: ['grant_type', 'scope'],
    grant: 'client_credentials',
    authentication: 'client_secret_basic',
    members: ['access_token', 'token_type'],
    requestIds: [],
    retryAfter: undefined,
    ahead: undefined,
    error: undefined,
    description: undefined,
    fault: undefined,
    ...change,
  };
}
