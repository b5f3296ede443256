import assert from 'node:assert/strict';
import { isFault } from '../../../src/faults/fault';
import type { FaultCode } from '../../../src/faults/table';
import { parseObject, retryAfter, secureUrl, send, type Fetch } from '../../../src/oauth/transport';
import { faultOf } from '../faults/fault-of';

const url = 'https://sso.example.com/token';
const at = Date.parse('2026-03-03T10:00:00Z');

function run(
  fetch: Fetch,
  { time = 5000, size = 1024, signal }: { time?: number; size?: number; signal?: AbortSignal } = {},
) {
  const statuses: number[] = [];
  const answer = send({ fetch, limits: { time, size }, now: () => at }, url, {}, signal, (status) =>
    statuses.push(status),
  );
  return { answer, statuses };
}

/** Never answers, and ends as `fetch` does when it is told to. */
const silent: Fetch = (_url, { signal }) =>
  new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))));

describe('oauth: sending', () => {
  it('reads an answer whole, with its headers', async () => {
    const headers = { 'dpop-nonce': 'n', date: 'Tue, 03 Mar 2026 10:00:00 GMT' };
    const { answer, statuses } = run(async () => Response.json({ a: 1 }, { status: 400, headers }));
    const { headers: got, ...rest } = await answer;
    assert.deepEqual(rest, { host: 'sso.example.com', status: 400, json: { a: 1 }, html: false, at });
    assert.equal(got.get('dpop-nonce'), 'n');
    assert.equal(got.get('date'), headers.date);
    assert.deepEqual(statuses, [400]);
  });

  for (const [text, html] of [
    ['<!DOCTYPE html><p>x', true],
    ['\n <html>', true],
    ['plain', false],
    ['', false],
  ] as const) {
    it(`takes ${JSON.stringify(text)} for ${html ? 'a page' : 'not a page'} and not JSON`, async () => {
      const answer = await run(async () => new Response(text)).answer;
      assert.deepEqual([answer.html, answer.json], [html, undefined]);
    });
  }

  for (const [type, jwt] of [
    ['application/jwt', 'a.b.c'],
    ['application/token-introspection+jwt; charset=utf-8', 'a.b.c'],
    ['application/json', undefined],
    ['text/jwt', undefined],
  ] as const) {
    it(`takes an answer of type ${type} for ${jwt === undefined ? 'no' : 'a'} JWT`, async () => {
      const answer = await run(async () => new Response(' a.b.c\n', { headers: { 'content-type': type } })).answer;
      assert.equal(answer.jwt, jwt);
    });
  }

  it('follows no redirect', async () => {
    let asked: RequestInit | undefined;
    const { answer, statuses } = run(async (_url, init) => {
      asked = init;
      return new Response('x', { status: 307, headers: { location: 'https://elsewhere.example/' } });
    });
    assert.equal((await faultOf(answer)).code, 'unexpected-redirect');
    assert.equal(asked?.redirect, 'manual');
    assert.deepEqual(statuses, [307]);
  });

  const failures: [what: string, fetch: Fetch, limits: object, code: FaultCode][] = [
    ['a body that is too large', async () => new Response('x'.repeat(1025)), {}, 'response-too-large'],
    ['no answer in time', silent, { time: 5 }, 'timeout'],
    ['a caller who has cancelled', silent, { signal: AbortSignal.abort() }, 'cancelled'],
    ['a connection that fails', () => Promise.reject(new TypeError('fetch failed')), {}, 'unreachable'],
  ];
  for (const [what, fetch, limits, code] of failures) {
    it(`ends with ${what} as ${code}`, async () => {
      const signalled: Fetch = (address, init) =>
        init.signal?.aborted === true ? Promise.reject(new Error('aborted')) : fetch(address, init);
      assert.equal((await faultOf(run(signalled, limits).answer)).code, code);
    });
  }

  it('takes a body of exactly the size that is allowed', async () => {
    assert.equal((await run(async () => new Response('x'.repeat(1024))).answer).status, 200);
  });
});

describe('oauth: addresses that something may be sent to', () => {
  const rows: [address: string, code: FaultCode | undefined][] = [
    ['https://sso.example.com/token', undefined],
    ['http://127.0.0.1:8080/token', undefined],
    ['http://[::1]/token', undefined],
    ['http://sso.example.com/token', 'insecure-endpoint'],
    ['ftp://sso.example.com/token', 'insecure-endpoint'],
    ['/token', 'response-invalid'],
    ['', 'response-invalid'],
  ];
  for (const [address, code] of rows) {
    it(`${address === '' ? 'an empty one' : address}: ${code ?? 'taken'}`, () => {
      if (code === undefined) return void assert.equal(secureUrl(address).href, address);
      assert.throws(
        () => secureUrl(address),
        (thrown) => isFault(thrown) && thrown.code === code,
      );
    });
  }
});

describe('oauth: Retry-After', () => {
  const date = 'Tue, 03 Mar 2026 10:00:30 GMT';
  const rows: [headers: Record<string, string>, seconds: number | undefined][] = [
    [{}, undefined],
    [{ 'retry-after': '120' }, 120],
    [{ 'retry-after': ' 0 ' }, 0],
    [{ 'retry-after': '' }, undefined],
    [{ 'retry-after': '-5' }, undefined],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': date }, 30],
    [{ 'retry-after': date, date: 'Tue, 03 Mar 2026 10:00:10 GMT' }, 20],
    [{ 'retry-after': date, date: 'Tue, 03 Mar 2026 11:00:00 GMT' }, 0],
  ];
  for (const [headers, seconds] of rows) {
    it(`${JSON.stringify(headers)}: ${seconds ?? 'nothing'}`, () =>
      assert.equal(retryAfter({ headers: new Headers(headers), at }), seconds));
  }
});

describe('oauth: JSON in a body', () => {
  const rows: [text: unknown, value: object | undefined][] = [
    ['{"a":1}', { a: 1 }],
    ['[]', undefined],
    ['null', undefined],
    ['7', undefined],
    ['{', undefined],
    [undefined, undefined],
    [new URLSearchParams('a=1'), undefined],
  ];
  for (const [text, value] of rows) {
    it(`${String(text)}: ${value === undefined ? 'not an object' : 'an object'}`, () =>
      assert.deepEqual(parseObject(text), value));
  }
});
