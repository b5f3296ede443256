import assert from 'node:assert/strict';
import { freePort } from '../../../../demo/free-port';
import { knownProfile } from '../../../../src/profile/known';
import { parseProfile } from '../../../../src/profile/parse';
import type { Finding } from '../../../../src/tokens/diagnosis/finding';
import { startBefore } from '../../../server/start-before';
import type { FaultName } from '../../../server/fault-names';
import type { Server } from '../../../server/server';
import { personal, team, usableProfile } from '../../storage/profiles-of';
import { diagnosed, findingIn, type Setup } from './diagnosed';

/** A broken set-up, and the finding that names its cause. */
type Case = [
  what: string,
  setup: (server: Server) => Setup,
  finding: RegExp,
  more: Partial<Record<keyof Finding, unknown>>,
];

const machine = { id: 'm', name: 'Production', grant: 'client_credentials', clientId: 'faulty-m2m' };
const login = {
  id: 'p',
  name: 'Production',
  grant: 'authorization_code',
  clientId: 'faulty-public',
  clientAuth: 'none',
};
const secrets = { clientSecret: 'a-secret-of-this-client' };

const atFaults =
  (faults: FaultName[], fields: Record<string, unknown> = machine) =>
  (server: Server): Setup => ({
    ...{ profile: usableProfile({ ...fields, issuer: server.faults.issuerWith(...faults) }), secrets },
  });

const atKeycloak =
  (fields: Record<string, unknown>, setup: Partial<Setup> = {}, suffix = '') =>
  ({ tenants: { keycloak } }: Server): Setup => {
    const { clientId, clientSecret = '' } = keycloak.clients.m2m ?? { clientId: '' };
    const profile = usableProfile({ ...machine, clientId, issuer: `${keycloak.issuer}${suffix}`, ...fields });
    return { profile, secrets: { clientSecret }, ...setup };
  };

const atAuth0 =
  (fields: Record<string, unknown>, setup: Partial<Setup> = {}, client: 'm2m' | 'limited' = 'm2m') =>
  ({ tenants: { auth0 } }: Server): Setup => {
    const { clientId, clientSecret = '' } = auth0.clients[client] ?? { clientId: '' };
    const profile = usableProfile({ ...machine, clientId, issuer: auth0.issuer, ...fields });
    return { profile, secrets: { clientSecret }, ...setup };
  };

/** An address where nothing listens. */
let unused = 'http://127.0.0.1';

describe('a diagnosis', () => {
  const server = startBefore();
  before(async () => {
    unused = `http://127.0.0.1:${await freePort('127.0.0.1', 47_000)}`;
  });

  const discovery: Case[] = [
    [
      'a web page in the place of metadata',
      atFaults(['discovery.html']),
      /answered 200 with a web page in the place of metadata/,
      { cause: 'network', field: 'issuer' },
    ],
    ['a gateway’s error page', atFaults(['discovery.html-502']), /answered 502 with a web page/, { field: 'issuer' }],
    [
      'metadata that are no JSON',
      atFaults(['discovery.text']),
      /answered 200 without usable metadata/,
      { field: 'issuer' },
    ],
    ['metadata that are a list', atFaults(['discovery.array']), /without usable metadata/, { cause: 'profile' }],
    [
      'an issuer that redirects',
      atFaults(['discovery.redirect']),
      /answers with a redirect to http\S+openid-configuration, which is not followed/,
      { next: /set “issuer” to http/ },
    ],
    [
      'a server that is down',
      atFaults(['discovery.unavailable']),
      /answered 503: the server is down or busy/,
      { cause: 'provider' },
    ],
    ['a server that resets connections', atFaults(['discovery.reset']), /closed the connection/, { cause: 'network' }],
    [
      'a server that never answers',
      atFaults(['discovery.silent']),
      /did not finish its response within/,
      { cause: 'network' },
    ],
    ['metadata that are too large', atFaults(['discovery.large']), /returned more than 1024 KiB/, { cause: 'network' }],
    [
      'metadata of an issuer at another host',
      atFaults(['metadata-issuer']),
      /issuer at another host: https:\/\/someone\.else\.example/,
      { cause: 'provider', next: /do not sign in here/ },
    ],
    [
      'a token endpoint without https:',
      atFaults(['metadata-insecure']),
      /token_endpoint in the metadata is not an https: address/,
      { field: 'endpoints.token' },
    ],
    [
      'metadata without a token endpoint',
      atFaults(['metadata-no-token']),
      /The metadata name no token_endpoint/,
      { field: 'endpoints.token' },
    ],
    [
      'a token endpoint that is not an address',
      atFaults(['metadata-odd']),
      /token_endpoint in the metadata is not an address/,
      { cause: 'provider' },
    ],
    [
      'an untrusted certificate',
      ({ faults }) => ({ profile: usableProfile({ ...machine, issuer: faults.https.issuer }), secrets }),
      /certificate from an authority that this machine doesn’t trust/,
      { cause: 'machine', next: /certificate authority/ },
    ],
    [
      'an untrusted certificate with a file of authorities',
      ({ faults }) => ({
        profile: usableProfile({ ...machine, issuer: faults.https.issuer }),
        secrets,
        surroundings: { authorities: ['NODE_EXTRA_CA_CERTS'] },
      }),
      /that this machine doesn’t trust/,
      { next: /NODE_EXTRA_CA_CERTS is set/ },
    ],
    [
      'a port where nothing listens',
      () => ({ profile: usableProfile({ ...machine, issuer: unused }), secrets }),
      /nothing is listening there/,
      { cause: 'network' },
    ],
    [
      'a proxy before a host that cannot be reached',
      () => ({
        profile: usableProfile({ ...machine, issuer: unused }),
        secrets,
        surroundings: { proxies: ['HTTPS_PROXY'] },
      }),
      /nothing is listening there/,
      { next: /A proxy is set \(HTTPS_PROXY\)/ },
    ],
    [
      'the token endpoint in the place of the issuer',
      atKeycloak({}, {}, '/protocol/openid-connect/token'),
      /an address near it has/,
      { field: 'issuer', next: /Set “issuer” to http\S+\/realms\/acme\./ },
    ],
    [
      'Keycloak’s path of old',
      ({ tenants: { keycloak }, ...rest }) => {
        const { origin, pathname } = new URL(keycloak.issuer ?? '');
        return atKeycloak({ issuer: `${origin}/auth${pathname}` })({ tenants: { keycloak }, ...rest } as Server);
      },
      /an address near it has/,
      { next: /\/realms\/acme\./ },
    ],
    [
      'a slash too many at the end of the issuer',
      atKeycloak({}, {}, '/'),
      /the slash at the end differs/,
      { field: 'issuer', cause: 'profile' },
    ],
    [
      'a realm that is not there',
      ({ tenants: { keycloak } }) => ({
        profile: usableProfile({ ...machine, issuer: `${keycloak.origin}/realms/nowhere` }),
        secrets,
      }),
      /has no metadata for this issuer \(404\)/,
      { field: 'issuer' },
    ],
    [
      'an endpoint that differs from the metadata',
      atKeycloak({ endpoints: { token: `${unused}/token` } }),
      /“endpoints\.token” is another address than the token_endpoint/,
      { severity: 'warning', field: 'endpoints.token' },
    ],
    [
      'a clock that is ahead',
      (running) => ({ ...atFaults([])(running), ahead: 300_000 }),
      /clock is (?:299|30\d) s ahead of the server’s/,
      { cause: 'machine' },
    ],
    [
      'a clock that is behind',
      (running) => ({ ...atFaults([])(running), ahead: -300_000 }),
      /clock is (?:299|30\d) s behind the server’s/,
      { cause: 'machine' },
    ],
    [
      'a client authentication that the metadata don’t offer',
      atFaults([], { ...machine, clientAuth: 'client_secret_jwt' }),
      /don’t offer the client authentication “client_secret_jwt”/,
      { field: 'clientAuth', severity: 'problem' },
    ],
    [
      'a token endpoint where nothing is',
      ({ tenants: { basic } }) => ({
        profile: usableProfile({ ...machine, endpoints: { token: `${basic.origin}/oauth/v3/token` } }),
        secrets,
      }),
      /nothing at the address of the token endpoint \(404\)/,
      { field: 'endpoints.token' },
    ],
    [
      'a token endpoint that cannot be reached',
      () => ({ profile: usableProfile({ ...machine, endpoints: { token: `${unused}/token` } }), secrets }),
      /nothing is listening there/,
      { field: 'endpoints.token' },
    ],
    [
      'a web page at the token endpoint',
      ({ faults }) => ({
        profile: usableProfile({
          ...machine,
          endpoints: { token: faults.endpointsOf(faults.issuerWith('token.html')).token },
        }),
        secrets,
      }),
      /there is a web page/,
      { field: 'endpoints.token' },
    ],
    [
      'a token endpoint that redirects',
      ({ faults }) => ({
        profile: usableProfile({
          ...machine,
          endpoints: { token: faults.endpointsOf(faults.issuerWith('token.redirect')).token },
        }),
        secrets,
      }),
      /token endpoint answers with a redirect/,
      { field: 'endpoints.token' },
    ],
  ];

  const clients: Case[] = [
    [
      'a missing secret',
      atKeycloak({}, { secrets: {} }),
      /No client secret is stored/,
      { severity: 'problem', next: /Set Secret/ },
    ],
    [
      'a secret that is stored for another realm',
      (running) => {
        const setup = atKeycloak({}, { secrets: {} })(running);
        const other = usableProfile({
          ...machine,
          id: 'o',
          clientId: 'streamdiver-api',
          issuer: running.otherRealm.issuer,
        });
        return { ...setup, others: [[other, 'its secret']] };
      },
      /one is for the same client ID with another issuer or other endpoints/,
      { severity: 'problem' },
    ],
    [
      'white space around a secret',
      atKeycloak({}, { secrets: { clientSecret: 'a-secret-of-this-client\n' } }),
      /begins or ends with white space/,
      { severity: 'problem' },
    ],
    [
      'a wrong secret',
      atKeycloak({}, { secrets: { clientSecret: 'another secret' }, tries: true }),
      /rejected the client ID or its secret/,
      { severity: 'problem', next: /set the client secret again/ },
    ],
    [
      'a server that reads Basic in another way',
      ({ tenants: { basic } }) => ({
        profile: usableProfile({
          ...machine,
          clientId: 'raw-client',
          clientAuth: 'client_secret_basic',
          endpoints: basic.endpoints,
        }),
        secrets: { clientSecret: basic.clients.raw?.clientSecret ?? '' },
        tries: true,
      }),
      /HTTP Basic encodes in one of two ways/,
      { severity: 'warning', field: 'basicEncoding', next: /set “basicEncoding” to “none”/ },
    ],
    [
      'a secret in the body where only Basic is read',
      ({ tenants: { basic } }) => ({
        profile: usableProfile({
          ...machine,
          clientId: 'limited-client',
          clientAuth: 'client_secret_post',
          endpoints: { token: basic.endpoints.token },
        }),
        secrets: { clientSecret: 'demo-limited-secret' },
        tries: true,
      }),
      /rejected the client ID or its secret \(invalid_client\)/,
      { severity: 'problem', next: /“clientAuth” fits it/ },
    ],
  ];

  const asked: Case[] = [
    [
      'no audience at Auth0',
      atAuth0({}),
      /Auth0 then gives an opaque token/,
      { severity: 'warning', field: 'audience' },
    ],
    [
      'an API that Auth0 does not know',
      atAuth0({ audience: 'https://api.calendar.example' }, { tries: true }),
      /Auth0 has no API with this audience/,
      { severity: 'problem', next: /the slash at its end/ },
    ],
    [
      'a client that may not call the API at Auth0',
      ({
        tenants: {
          istreamplanet: { clients: given, endpoints },
        },
      }) => ({
        profile: usableProfile({
          ...machine,
          clientId: given.limited?.clientId,
          clientAuth: 'client_secret_post',
          audience: 'https://nowhere.example/',
          endpoints: { token: endpoints.token },
        }),
        secrets: { clientSecret: given.limited?.clientSecret ?? '' },
        tries: true,
      }),
      /Auth0 has no API with this audience|may not call this API/,
      { severity: 'problem' },
    ],
    [
      'no audience where there is no default one',
      ({
        tenants: {
          istreamplanet: { clients: given, endpoints },
        },
      }) => ({
        profile: usableProfile({
          ...machine,
          clientId: given.m2m?.clientId,
          clientAuth: 'client_secret_post',
          endpoints: { token: endpoints.token },
        }),
        secrets: { clientSecret: given.m2m?.clientSecret ?? '' },
        tries: true,
      }),
      /names no API, and the tenant has no default one/,
      { next: /Add the API’s “audience” to the profile/ },
    ],
    [
      'an audience at Keycloak',
      atKeycloak({ audience: 'https://api.example.com' }),
      /Keycloak ignores “audience”/,
      { field: 'audience', next: /audience mapper/ },
    ],
    ['“openid” for a machine', atKeycloak({ scope: 'openid' }), /no user takes part in this grant/, { field: 'scope' }],
    [
      'an ID token without “openid”',
      atFaults([], { ...login, use: 'id_token' }),
      /does not have “openid”, without which there is none/,
      { field: 'use', severity: 'problem' },
    ],
    [
      'no “offline_access”',
      atKeycloak({ ...login, clientId: 'streamdiver-console', scope: 'openid' }),
      /“offline_access” is not asked for/,
      { field: 'scope', severity: 'warning' },
    ],
    [
      'scopes that the metadata don’t list',
      atKeycloak({ scope: 'read:everything' }),
      /don’t list these scopes: read:everything/,
      { field: 'scope', severity: 'note' },
    ],
  ];

  const logins: Case[] = [
    [
      'a client that the provider does not know',
      atKeycloak({ ...login, clientId: 'nobody', scope: 'openid' }),
      /error page \(400\): it does not know the client or the redirect URI/,
      { field: 'clientId', next: /vscode:\/\/token-deck\.token-deck\/callback/ },
    ],
    [
      'a redirect URI that is not registered',
      atKeycloak({ ...login, clientId: 'streamdiver-strict', scope: 'openid' }),
      /refuses some of the redirect URIs that “auto” may use: vscode:\/\//,
      { field: 'redirect' },
    ],
    [
      'an error that comes with the redirect',
      atFaults(['error'], login),
      /access was denied \(access_denied\)/,
      { severity: 'problem' },
    ],
    [
      'an authorization endpoint that fails',
      atFaults(['authorize.html-502'], login),
      /authorization endpoint answers a login with 502/,
      { cause: 'provider' },
    ],
    [
      'an authorization endpoint that resets connections',
      atFaults(['authorize.reset'], login),
      /closed the connection/,
      { cause: 'network' },
    ],
    [
      'a port that another program uses',
      (running) => ({
        ...atFaults([], { ...login, redirect: 'loopback:4321/callback' })(running),
        surroundings: { portInUse: 4321 },
      }),
      /Another program listens on port 4321/,
      { cause: 'machine', field: 'redirect' },
    ],
    [
      'a loopback address in a remote window',
      (running) => ({ ...atFaults([], { ...login, redirect: 'loopback' })(running), surroundings: { remote: true } }),
      /which a loopback address does not reach/,
      { field: 'redirect' },
    ],
    [
      'no way back from the browser',
      (running) => ({ ...atFaults([], { ...login, redirect: 'uri-handler' })(running), redirects: [] }),
      /cannot return to this window with “uri-handler”/,
      { field: 'redirect' },
    ],
    [
      'an address that is another one each time',
      (running) => ({ ...atFaults([], login)(running), redirects: [{ uri: 'http://127.0.0.1:1/x', isFixed: false }] }),
      /each login has another redirect URI/,
      { field: 'redirect' },
    ],
  ];

  for (const [what, setup, finding, more] of [...discovery, ...clients, ...asked, ...logins]) {
    it(`names the cause of ${what}`, async () => {
      const { findings, report, sent } = await diagnosed(setup(server()));
      const found = findingIn(findings, finding);
      for (const [name, value] of Object.entries(more)) {
        const actual = found[name as keyof Finding];
        if (value instanceof RegExp) assert.match(String(actual), value);
        else assert.equal(actual, value, name);
      }
      assert.ok(found.severity === 'note' || (found.next ?? '') !== '', 'a next step');
      // What was sent for a try is secret; nothing secret goes anywhere without one.
      const tried = setup(server()).tries === true;
      for (const { init } of sent) assert.ok(tried || (init.body === undefined && init.method !== 'POST'));
      for (const { url } of sent) {
        const { searchParams } = new URL(url);
        for (const name of ['state', 'code_challenge', 'nonce'])
          if (searchParams.has(name)) assert.ok(!report.includes(searchParams.get(name) ?? ''), name);
      }
      for (const secret of Object.values(setup(server()).secrets ?? {})) assert.ok(!report.includes(secret));
    });
  }

  it('finds nothing wrong where nothing is', async () => {
    for (const setup of [
      atAuth0(
        { audience: 'https://api.calendar.example/', origins: ['https://api.calendar.example'] },
        { tries: true },
      ),
      atKeycloak({ clientAuth: 'client_secret_post', origins: ['https://api.example.com'] }, { tries: true }),
    ]) {
      const { findings, report } = await diagnosed(setup(server()));
      assert.deepEqual(
        findings.filter(({ severity }) => severity !== 'note'),
        [],
      );
      assert.match(report, /Nothing wrong was found/);
    }
  });

  const ofFolder = () => ({ ...machine, issuer: server().faults.issuerWith() });

  it('of a folder’s profile contacts nothing before the user allowed it, and says so', async () => {
    for (const interactive of [false, true]) {
      const profile = usableProfile(ofFolder(), team('app'));
      const { findings, sent, canTry } = await diagnosed({ profile, secrets, allows: false, interactive, tries: true });
      assert.deepEqual(sent, []);
      assert.equal(canTry, false);
      findingIn(findings, /have not allowed this folder’s profile to be used\. So nothing was asked/);
    }
  });

  it('of a folder’s profile asks its servers once the user allows that', async () => {
    const { sent } = await diagnosed({ profile: usableProfile(ofFolder(), team('app')), secrets });
    assert.ok(sent.length > 0);
  });

  it('does not ask a host that only the metadata name, where the user does not allow it', async () => {
    const issuer = 'https://sso.example.com';
    const metadata = {
      ...{ issuer, authorization_endpoint: 'https://evil.example/authorize', token_endpoint: `${issuer}/token` },
    };
    const profile = usableProfile({ ...login, issuer }, team('app'));
    const { sent, findings } = await diagnosed({
      ...{ profile, interactive: false, allows: true },
      fetch: async () => Response.json(metadata),
    });
    assert.deepEqual(sent, []);
    assert.ok(findings.some(({ what }) => what.includes('not allowed')));
  });

  it('tells of each reason why a profile cannot be used, and asks no server', async () => {
    const parsed = parseProfile({
      id: 'p',
      name: 'Broken',
      grant: 'client_credentials',
      issuer: 'http://sso.example.com',
    });
    const { findings, report, sent } = await diagnosed({ profile: knownProfile({ id: 'p', home: personal }, parsed) });
    assert.deepEqual(sent, []);
    assert.ok(findings.length >= 2);
    findingIn(findings, /“clientId” is missing/);
    assert.match(report, /# Token Deck: diagnosis of “Broken”/);
  });

  it('of a pasted token asks no server', async () => {
    const profile = usableProfile({ id: 'p', grant: 'static', headerName: 'Authorization', headerPrefix: 'Token' });
    const { findings, sent } = await diagnosed({ profile, secrets: { token: 'pasted-token-value' } });
    assert.deepEqual(sent, []);
    findingIn(findings, /without “Bearer” before it/);
  });

  it('offers a token request on trial only where one can be made, and drops its token', async () => {
    const setup = atKeycloak({});
    assert.equal((await diagnosed(setup(server()))).canTry, true);
    const tried = await diagnosed({ ...setup(server()), tries: true });
    assert.equal(tried.canTry, false);
    assert.equal(tried.sent.filter(({ init }) => init.method === 'POST').length, 1);
    assert.equal((await diagnosed({ ...setup(server()), secrets: {} })).canTry, false);
    assert.equal((await diagnosed(atFaults([], login)(server()))).canTry, false);
  });
});
