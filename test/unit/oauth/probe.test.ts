import assert from 'node:assert/strict';
import { probe } from '../../../src/oauth/probe';
import { defaultLimits, type Fetch } from '../../../src/oauth/transport';
import { faultOf } from '../faults/fault-of';

const address = 'https://sso.example.com/a?state=secret';

function probing(fetch: Fetch) {
  const events: string[] = [];
  const transport = {
    fetch,
    limits: defaultLimits,
    now: () => 10_000,
    onExchange: (event: { address: string }) => void events.push(event.address),
  };
  return { run: (signal?: AbortSignal) => probe(transport, 'discovery', address, signal), events };
}

describe('a probe', () => {
  it('tells the status, the body and by how much our clock is ahead', async () => {
    const headers = { date: new Date(0).toUTCString() };
    const { run, events } = probing(async () => Response.json({ issuer: 'i' }, { headers }));
    const { status, json, ahead, html, fault } = await run();
    assert.deepEqual([status, json, ahead, html, fault], [200, { issuer: 'i' }, 10, false, undefined]);
    assert.deepEqual(events, ['https://sso.example.com/a']);
  });

  it('tells where a redirect leads, and does not follow it', async () => {
    const { run } = probing(async () => new Response(null, { status: 302, headers: { location: '../b?error=x' } }));
    const { status, location, fault } = await run();
    assert.deepEqual(
      [status, location, fault?.code],
      [302, 'https://sso.example.com/b?error=x', 'unexpected-redirect'],
    );
  });

  it('takes an address that is none for one that leads nowhere', async () => {
    const { run } = probing(async () => new Response(null, { status: 302, headers: { location: 'https://' } }));
    assert.equal((await run()).location, '');
  });

  it('tells why no answer came, and sends nothing but its address', async () => {
    const { run } = probing(async (_url, { body, method, headers }) => {
      assert.deepEqual([body, method, new Headers(headers).has('authorization')], [undefined, undefined, false]);
      throw new TypeError('failed', { cause: Object.assign(new Error(), { code: 'ENOTFOUND' }) });
    });
    const { status, fault } = await run();
    assert.deepEqual([status, fault?.code], [undefined, 'unreachable']);
  });

  it('ends as cancelled', async () => {
    const abort = new AbortController();
    const { run } = probing(async () => {
      abort.abort();
      throw new Error('aborted');
    });
    assert.equal((await faultOf(run(abort.signal))).code, 'cancelled');
  });
});
