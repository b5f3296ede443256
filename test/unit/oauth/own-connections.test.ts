import assert from 'node:assert/strict';
import { createServer } from 'node:https';
import tls, { type TLSSocket } from 'node:tls';
import type { Credentials } from '../../../src/oauth/credentials';
import { waysTo } from '../../../src/oauth/ways';
import { listen, type OpenPort } from '../../server/listener';
import { makeAuthority } from '../../support/certificates';
import { faultOf } from '../faults/fault-of';

const hour = 3_600_000;
const authority = makeAuthority('authority');
const certified = (name: string, to = Date.now() + hour): Credentials => {
  const { certificate, key } = authority.issue(name, { to: new Date(to) });
  return { clientCertificate: `${certificate}\n${key}` };
};

describe('oauth: connections of clients with authorities of their own', () => {
  let port: OpenPort;
  /** Who showed a certificate, request by request, and in which of them a session was resumed. */
  const shown: (string | undefined)[] = [];
  const resumed: number[] = [];
  before(async () => {
    const { certificate: cert, key } = authority.issue('server', { hosts: ['127.0.0.1'] });
    const asking = { cert, key, ca: authority.certificate, requestCert: true, rejectUnauthorized: false };
    port = await listen('127.0.0.1', 0, createServer(asking), 'https');
    port.serve(({ socket }, response) => {
      const peer = socket as TLSSocket;
      if (peer.isSessionReused()) resumed.push(shown.length);
      shown.push(peer.getPeerX509Certificate()?.subject);
      response.end('{}');
    });
  });
  after(() => port.close());

  let system = false;
  let now = Date.now();
  let made = 0;
  const { createSecureContext } = tls;
  beforeEach(() => {
    [system, now, made] = [false, Date.now(), 0];
    shown.length = resumed.length = 0;
    // Node's own connections ask for contexts by this object, too.
    tls.createSecureContext = (options) => (made++, createSecureContext(options));
  });
  afterEach(() => void (tls.createSecureContext = createSecureContext));

  const settings = { clientAuth: 'tls_client_auth', tls: { ca: authority.certificate } } as const;
  /** As one window: what is kept is kept by it. */
  const window = () => {
    const fetchFor = waysTo(
      fetch,
      () => system,
      () => now,
    );
    return async (credentials: Credentials = {}) => (await fetchFor(settings, credentials)(port.origin, {})).text();
  };

  for (const [what, credentials] of [
    ['no certificate', {}],
    ['a certificate', certified('a')],
  ] as const)
    it(`load the authorities once, with ${what}`, async () => {
      const ask = window();
      await ask(credentials);
      assert.equal(made, 1);
      await Promise.all([ask(credentials), ask({ ...credentials })]);
      assert.equal(made, 1);
    });

  it('load them again once it is set otherwise whether the system’s count', async () => {
    const ask = window();
    await ask();
    system = true;
    await ask();
    await ask();
    assert.equal(made, 2);
  });

  it('show each client’s own certificate, and one that was changed from the next request on', async () => {
    const ask = window();
    const [first, second] = [certified('first'), certified('second')];
    for (const who of [first, second, {}, first, second, {}]) await ask(who);
    assert.deepEqual(shown, ['CN=first', 'CN=second', undefined, 'CN=first', 'CN=second', undefined]);
    const again = resumed.filter((index) => index > 2);
    assert.deepEqual(again, [3, 4, 5], 'each resumes a session, and it is their own');
    await Promise.all([ask(first), ask(second)]);
    assert.deepEqual(shown.slice(6).sort(), ['CN=first', 'CN=second']);
  });

  it('show no certificate that has expired since the last request', async () => {
    const ask = window();
    const brief = certified('brief');
    await ask(brief);
    now += 2 * hour;
    assert.equal((await faultOf(ask(brief))).code, 'key-unusable');
    assert.equal(shown.length, 1);
  });
});
