import assert from 'node:assert/strict';
import type { Destination } from '../../../../src/profile/origins';
import type { YacContext, YacRequest } from '../../../../src/vscode/integrations/httpyac-api';
import { destinationOf } from '../../../../src/vscode/integrations/httpyac-destination';

const own = 'http://proxy.example:8080';
const https = 'https://api.example.com/v1?q=SECRET';
const shown = 'GET https://api.example.com/v1';
const origin = 'https://api.example.com';
const changeable = (by: string, address = shown, to = origin): Destination => ({ address, why: 'changeable', to, by });

describe('where httpYac sends a request', () => {
  const rows: [what: string, request: YacRequest, destination: Destination, config?: YacContext['config']][] = [
    ['the origin of its address', { url: https }, { origin }],
    ['also of a WebSocket', { url: 'wss://api.example.com:444/x' }, { origin: 'https://api.example.com:444' }],
    ['also with its own host', { url: https, headers: { Host: 'API.example.com' } }, { origin }],
    ['unclear with another host', { url: https, headers: { host: 'b.example' } }, { address: shown, why: 'unclear' }],
    ['unclear with two hosts', { url: https, headers: { Host: ['b'] } }, { address: shown, why: 'unclear' }],
    ['unclear for another protocol', { url: 'grpc://a:1/S/m' }, { address: 'GET grpc://a:1/S/m', why: 'unclear' }],
    ['unclear without a scheme', { url: 'a.example/x', method: 'PUT' }, { address: 'PUT a.example/x', why: 'unclear' }],
    [
      ...(['insecure without encryption', { url: 'http://a.example/' }] as const),
      { address: 'GET http://a.example/', why: 'insecure', to: 'http://a.example' },
    ],
    ['this machine', { url: 'http://localhost:1/' }, { origin: 'http://localhost:1' }],
    ['this machine by the user’s proxy', { url: 'http://localhost/', proxy: own }, { origin: 'http://localhost' }],
    [
      ...(['changeable by another proxy', { url: 'http://localhost/', proxy: 'http://p' }] as const),
      changeable('proxy http://p', 'GET http://localhost/', 'http://localhost'),
    ],
    ['the origin by any proxy, which sees nothing of it', { url: https, proxy: 'http://p' }, { origin }],
    ['changeable unchecked', { url: https, noRejectUnauthorized: true }, changeable('rejectUnauthorized')],
    [
      'not for this machine',
      { url: 'https://localhost/', noRejectUnauthorized: true },
      { origin: 'https://localhost' },
    ],
    [
      ...(['changeable by got’s options', { url: https }, changeable('rejectUnauthorized')] as const),
      { request: { https: { rejectUnauthorized: false } } },
    ],
    [
      ...(['changeable by another authority', { url: https }, changeable('rejectUnauthorized')] as const),
      { request: { https: { certificateAuthority: 'x' } } },
    ],
    ['the origin with a client certificate', { url: https }, { origin }, { request: { https: { pfx: 'x' } } }],
  ];
  for (const [what, request, destination, config] of rows)
    it(`is ${what}`, () =>
      assert.deepEqual(
        destinationOf(request, { ...(config && { config }) }, (proxy) => proxy === own),
        destination,
      ));
});
