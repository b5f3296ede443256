import assert from 'node:assert/strict';
import { eventOf } from '../../../src/oauth/exchange-event';
import type { Answer } from '../../../src/oauth/transport';

const at = Date.UTC(2026, 2, 3, 10, 0, 0);

/** An exchange that was answered with that body and those headers. */
function eventWith(sent: RequestInit, json: Record<string, unknown> = {}, headers: Record<string, string> = {}) {
  const head = { status: 200, headers: new Headers(headers), at };
  const answer: Answer = { ...head, host: 'sso.example.com', json, html: false };
  const url = new URL('https://sso.example.com/token');
  return eventOf({ endpoint: 'token', url, sent, sentAt: at, endedAt: at, head, answer, fault: undefined });
}

const form = (fields: Record<string, string>) => new URLSearchParams(fields);

describe('oauth: what is told of an exchange', () => {
  const authentications: [init: RequestInit, told: string | undefined][] = [
    [{ headers: { authorization: `Basic ${btoa('a:b')}` }, body: form({ grant_type: 'x' }) }, 'client_secret_basic'],
    [{ body: form({ client_secret: 'x' }) }, 'client_secret_post'],
    [{ body: JSON.stringify({ client_secret: 'x' }) }, 'client_secret_post'],
    [{ body: form({ client_assertion: 'x', client_secret: 'x' }) }, 'client_assertion'],
    [{ headers: { authorization: 'Bearer x' } }, 'bearer'],
    [{ headers: { authorization: 'DPoP x' } }, 'bearer'],
    [{ headers: { authorization: 'Mutual x' } }, 'other'],
    [{ body: form({ client_id: 'x' }) }, 'none'],
    [{}, undefined],
  ];
  for (const [init, told] of authentications)
    it(`is that it authenticated by ${told}`, () => assert.equal(eventWith(init).authentication, told));

  it('has names in bounded number', () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`m${index}`, 1]));
    const { members } = eventWith({}, many);
    assert.deepEqual([members.length, members.at(-1)], [41, '…']);
  });

  it('has the ids of the request that are known, and says where one is left out', () => {
    const headers = { 'x-request-id': 'r-1', 'cf-ray': 'not <an> id', 'x-powered-by': 'x', 'x-ms-request-id': ' ' };
    assert.deepEqual(eventWith({}, {}, headers).requestIds, [
      ['x-request-id', 'r-1'],
      ['cf-ray', '•••'],
    ]);
  });

  const clocks: [date: string, ahead: number | undefined][] = [
    ['Tue, 03 Mar 2026 10:00:00 GMT', 0],
    ['Tue, 03 Mar 2026 09:59:50 GMT', 10],
    ['Tue, 03 Mar 2026 10:01:00 GMT', -60],
    ['soon', undefined],
  ];
  for (const [date, ahead] of clocks)
    it(`has how our clock differs from ${date}: ${ahead}`, () => {
      const told = eventWith({}, {}, { date }).ahead;
      assert.ok(ahead === undefined ? told === undefined : Math.abs((told ?? NaN) - ahead) <= 1, String(told));
    });

  it('has no words of an error that hold what was sent', () => {
    const sent = { body: form({ client_secret: 'hunter2', client_id: 'app' }) };
    const words = (text: unknown) => eventWith(sent, { error_description: text }).description;
    assert.deepEqual(words('Client app is unknown'), { words: 'Client app is unknown' });
    assert.deepEqual(words('Not hunter2'), { words: undefined });
    assert.equal(words(undefined), undefined);
    assert.equal(words(7), undefined);
  });
});
