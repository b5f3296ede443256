import assert from 'node:assert/strict';
import { dateText, exchangeText, longestTranscript, Transcript } from '../../../src/oauth/transcript';
import { exchangeOf } from './exchange-of';

describe('oauth: the transcript', () => {
  it('remembers the last exchanges, the oldest first', () => {
    const transcript = new Transcript();
    for (let index = 0; index < longestTranscript + 3; index++) transcript.add(exchangeOf({ sentAt: index }));
    const { exchanges } = transcript;
    assert.equal(exchanges.length, longestTranscript);
    assert.deepEqual([exchanges[0]?.sentAt, exchanges.at(-1)?.sentAt], [3, longestTranscript + 2]);
  });

  it('has of an exchange what a vendor’s support asks for', () => {
    const refused = exchangeOf({
      ...{ status: 429, error: 'slow_down', fault: 'rate-limited', description: { words: 'Too fast.' } },
      ...{ members: ['error', 'error_description'], retryAfter: 7, ahead: -2 },
      requestIds: [['x-request-id', 'r-1']],
    });
    assert.equal(
      exchangeText(refused),
      [
        'token: POST https://sso.example.com/token',
        '  sent at: 2026-03-03T10:00:00.000Z',
        '  duration: 12 ms',
        '  request: client_credentials, authentication: client_secret_basic',
        '  parameters sent: grant_type, scope',
        '  result: 429 slow_down (rate-limited)',
        '  members received: error, error_description',
        '  error: slow_down',
        '  description: Too fast.',
        '  x-request-id: r-1',
        '  retry after: 7 s',
        '  clocks: our clock is 2 s behind the server’s',
      ].join('\n'),
    );
  });

  it('leaves out what there was not, and says where a description may hold a secret', () => {
    const unanswered = exchangeOf({ status: undefined, parameters: [], grant: undefined, authentication: undefined });
    assert.doesNotMatch(exchangeText(unanswered), /request:|parameters|members|error|description|clocks/);
    assert.match(exchangeText(exchangeOf({ members: [] })), /members received: none/);
    assert.match(exchangeText(exchangeOf({ description: { words: undefined } })), /description: left out/);
    assert.match(exchangeText(exchangeOf({ ahead: 0 })), /clocks agree/);
  });

  it('writes a moment that no clock shows', () => assert.equal(dateText(NaN), 'unknown'));
});
