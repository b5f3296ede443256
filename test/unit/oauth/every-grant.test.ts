import assert from 'node:assert/strict';
import { grantNames } from '../../../src/profile/grants/table';
import { clientAuthNames, type ClientAuth } from '../../../src/profile/client-auth/table';
import type { Credentials } from '../../../src/oauth/credentials';
import { introspection } from '../../../src/oauth/endpoints/introspection';
import { userInfo } from '../../../src/oauth/endpoints/userinfo';
import { withRegistration } from '../../../src/oauth/registered-client';
import { registrarOf } from '../../../src/oauth/registration';
import { parseProfile } from '../../../src/profile/parse';
import { createVisitor } from '../../server/visitor';
import { faultOf } from '../faults/fault-of';
import { startClients, wantedFor, type Clients } from './every-grant/clients';
import { beginLogin } from './begin-login';
import { furtherCases } from './every-grant/further';
import { refusedLogins } from './every-grant/refused-logins';
import { refusedRequests } from './every-grant/refused-requests';
import { otherSecret } from './every-grant/refusal';
import { caseName, cellOf, cells, type Cell } from './every-grant/table';
import { redirectUri } from './provider';

/** Why a cell is not offered, and what becomes of it. */
const reasons: Record<string, { why: string; check: (clients: Clients, cell: Cell) => Promise<void> }> = {
  a: {
    why: 'a token of the client itself is for one that authenticates (RFC 6749 section 4.4)',
    check: (_, cell) => refusedProfile(cell, /“clientAuth” cannot be “none”/),
  },
  b: {
    why: 'without an authorization request, there is nothing to push or to sign, and it goes as without',
    check: async (clients, cell) => {
      // The last column has all that the others have.
      if (cell.column !== cells.at(-1)?.column) return;
      const from = clients.server.requests.length;
      const security = { dpop: true, par: true, jar: true, jarm: true };
      await clients.get(clients.of({ ...cell, duties: ['DPoP'] }, { fields: { security } }));
      const sent = clients.server.requests.slice(from);
      assert.ok(sent.every(({ path, params }) => path !== '/request' && params.request === undefined));
    },
  },
  c: {
    why: 'only a client that authenticates by a certificate or a private key shows one, and the server misses it',
    check: async (clients, cell) => assert.equal((await faultOf(clients.get(clients.of(cell)))).code, 'grant-refused'),
  },
  d: {
    why: 'there is no token request in which a key could be proven',
    check: (_, cell) => refusedProfile(cell, /“security.dpop” cannot be used with implicit/),
  },
  e: {
    why: 'a token in a fragment does not come signed',
    check: (_, cell) => refusedProfile(cell, /“security.jarm” cannot be used with implicit/),
  },
  f: {
    why: 'there is no token request in which a certificate could be shown, and the server knows no such client',
    check: async (clients, cell) => {
      const login = await beginLogin(clients.oauth, clients.of(cell), redirectUri);
      assert.match((await createVisitor().open(login.url)).html, /response_types must not include/);
    },
  },
};

async function refusedProfile({ grant, method, duties }: Cell, words: RegExp): Promise<void> {
  const security = { dpop: duties.includes('DPoP'), jarm: duties.includes('JARM') };
  const fields = { id: 'p', grant, clientAuth: method, clientId: 'c', issuer: 'https://sso.example', security };
  const parsed = parseProfile(fields);
  assert.ok(!parsed.ok);
  assert.match(parsed.problems.map(({ message }) => message).join(), words);
  await Promise.resolve();
}

describe('oauth: every grant, client authentication and hardening at a running provider', () => {
  let clients: Clients;
  before(async function () {
    this.timeout(30_000);
    clients = await startClients(cells.filter(({ mark }) => '✓cf'.includes(mark)));
  });
  after(() => clients.server.close());

  it('has a row for each grant that makes requests, with each client authentication', () => {
    const named = grantNames
      .filter((grant) => grant !== 'static')
      .flatMap((grant) => clientAuthNames.map((method) => `${grant} ${method}`));
    assert.deepEqual([...new Set(cells.map(({ grant, method }) => `${grant} ${method}`))].sort(), named.sort());
    for (const { mark, grant, method, column } of cells)
      assert.ok(mark === '✓' || mark in reasons, `${grant}, ${method}, ${column}: ${mark}`);
  });

  for (const cell of cells.filter(({ mark }) => mark === '✓')) it(caseName(cell), () => clients.run(cell));

  const listed = (names: string[]) => [...new Set(names)].join(', ');
  for (const grant of new Set(cells.map((cell) => cell.grant)))
    for (const [mark, { why, check }] of Object.entries(reasons)) {
      const its = cells.filter((cell) => cell.grant === grant && cell.mark === mark);
      if (its.length === 0) continue;
      const [methods, columns] = [listed(its.map(({ method }) => method)), listed(its.map(({ column }) => column))];
      const which = methods.split(', ').length === clientAuthNames.length ? 'any client authentication' : methods;
      it(`not offered: ${grant} with ${which} and ${columns}: ${why}`, async () => {
        for (const cell of its) await check(clients, cell);
      });
    }

  for (const { what, of, but, check, ...login } of furtherCases)
    it(`${of}: ${what}`, async () => {
      const from = clients.server.requests.length;
      const who = clients.of(cellOf(of), but);
      const { set } = await clients.get(who, login);
      await check({ clients, who, set, requests: clients.server.requests.slice(from) });
    });

  for (const refusal of [...refusedRequests, ...refusedLogins]) {
    const { what, of, but = {}, renews = false, code, error } = refusal;
    const shown = error === undefined ? code : `${code} (${error})`;
    it(`refused: ${of}${renews ? ', at its renewal' : ''}: ${what}: ${shown}`, async () => {
      const cell = cellOf(of);
      const changed = async () => clients.of(cell, typeof but === 'function' ? await but(clients) : but);
      const renewed = async () => {
        const { set } = await clients.get(clients.of(cell));
        return clients.oauth.refresh(await changed(), set);
      };
      const from = clients.server.requests.length;
      const fault = await faultOf(renews ? renewed() : clients.get(await changed(), refusal));
      assert.deepEqual([fault.code, fault.error], [code, error], fault.message);
      const asked = clients.server.requests.slice(from).some(({ path }) => path === '/token');
      if (code.endsWith('-mismatch')) assert.ok(!asked, 'no code is sent');
      for (const secret of [otherSecret.credentials.clientSecret, clients.subjectToken])
        assert.ok(!fault.message.includes(secret));
    });
  }

  for (const registered of clientAuthNames)
    it(`refused: a client that is registered for ${registered}, with any other client authentication`, async () => {
      const cell = cellOf(`password, ${registered}, plain`);
      const { credentials } = clients.of(cell);
      const known = { ...everySecret(clients), ...definedIn(credentials) };
      const taken: string[] = [];
      for (const clientAuth of clientAuthNames) {
        const got = clients.get(clients.of(cell, { fields: { clientAuth }, credentials: known }));
        const fault = await got.then(
          () => undefined,
          () => faultOf(got),
        );
        if (fault === undefined) taken.push(clientAuth);
        else assert.deepEqual([fault.code, fault.error], ['client-refused', 'invalid_client'], clientAuth);
      }
      assert.deepEqual(
        taken,
        clientAuthNames.filter((each) => each === registered || alike[registered].includes(each)),
      );
    });

  it('refused: a redirect URI that is not registered, on a page, since nobody is sent there', async () => {
    const who = clients.of(cellOf('authorization_code, none, plain'));
    const login = await beginLogin(clients.oauth, who, 'http://127.0.0.1:1/another');
    const { html, url } = await createVisitor().open(login.url);
    assert.match(html, /invalid_redirect_uri/);
    assert.equal(url.origin, clients.server.issuer);
  });

  for (const column of ['DPoP', 'certificate'])
    it(`refused: a token bound by ${column}, of whom it is not bound to`, async () => {
      const cell = cellOf(`authorization_code, self_signed_tls_client_auth, ${column}`);
      const { accessToken } = (await clients.get(clients.of(cell))).set;
      for (const other of ['none, plain', 'none, DPoP', 'tls_client_auth, plain', 'tls_client_auth, DPoP']) {
        const who = clients.of(cellOf(`authorization_code, ${other}`));
        const fault = await faultOf(clients.oauth.ask(who, userInfo(accessToken, undefined)));
        assert.deepEqual([fault.code, fault.error], ['grant-refused', 'invalid_token'], other);
      }
    });

  const registrations = [
    ...['authorization_code', 'device_code', 'implicit'].flatMap((grant) =>
      [undefined, 'client_secret_basic', 'client_secret_post'].map((method) => ({ grant, method, security: {} })),
    ),
    { grant: 'authorization_code', method: undefined, security: { par: true, dpop: true, jarm: true } },
    { grant: 'authorization_code', method: 'client_secret_basic', security: { par: true, dpop: true, jarm: true } },
  ];
  for (const { grant, method, security } of registrations)
    it(`${[grant, method ?? 'none', ...Object.keys(security)].join(', ')}: a client that registers itself, and no longer once it is deleted`, async () => {
      const fields = { clientId: undefined, clientAuth: method, security };
      const registrar = registrarOf(clients.oauth.registering);
      const signal = new AbortController().signal;
      const who = clients.of(cellOf(`${grant}, none, plain`), { fields });
      const registration = await registrar.register(who, [redirectUri], () => undefined, signal);
      const its = withRegistration(who, registration);
      assert.equal(its.settings.clientAuth, method ?? 'none');
      const { set } = await clients.get(its);
      assert.equal((await clients.server.issued(set.accessToken))?.clientId, registration.clientId);
      await registrar.unregister(who, registration, signal);
      const after = clients.oauth.ask(its, introspection(set.accessToken));
      assert.equal((await faultOf(after)).code, 'client-refused');
    });
});

/**
 * What this server cannot tell apart: a secret in the header and in the body, one certificate by either of its methods,
 * and a certificate of a client of which it wants none.
 */
const alike: Record<ClientAuth, ClientAuth[]> = {
  none: ['tls_client_auth', 'self_signed_tls_client_auth'],
  client_secret_basic: ['client_secret_post'],
  client_secret_post: ['client_secret_basic'],
  client_secret_jwt: [],
  private_key_jwt: [],
  tls_client_auth: ['self_signed_tls_client_auth'],
  self_signed_tls_client_auth: ['tls_client_auth'],
};

/** A secret of each kind, of other clients. */
function everySecret({ server }: Clients): Credentials {
  const { clientSecret } = server.client(wantedFor(cellOf('password, client_secret_post, plain')).clientId);
  const { privateKey, certificate } = server.client(wantedFor(cellOf('password, tls_client_auth, plain')).clientId);
  return { clientSecret, privateKey, clientCertificate: `${certificate?.certificate}\n${certificate?.key}` };
}

const definedIn = (credentials: Credentials): Credentials =>
  Object.fromEntries(Object.entries(credentials).filter(([, secret]) => secret !== undefined));
