import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { decodeJwt } from '../../src/jwt/read/decode';
import { introspection } from '../../src/oauth/endpoints/introspection';
import { revocation } from '../../src/oauth/endpoints/revocation';
import { userInfo } from '../../src/oauth/endpoints/userinfo';
import type { UsableProfile } from '../../src/profile/known';
import { testOnlyPassword, testOnlyPkcs12 } from '../server/test-only-pkcs12';
import { createVisitor } from '../server/visitor';
import { makeAuthority, selfSigned, type Certified } from '../support/certificates';
import { faultOf } from '../unit/faults/fault-of';
import { given } from './given';
import { signInAt } from './login-page';
import { certified, people } from './realm';
import { fetchFor, keepSecretsOutOfLogs, machine, person, world } from './world';

/** What profiles of the realm have that is reached over TLS. */
function overTls(fields: Record<string, unknown> = {}) {
  const { origin, ca } = given().tls;
  return { server: origin, clientAuth: 'tls_client_auth', tls: { ca }, ...fields };
}

const textOf = ({ certificate, key }: Certified) => `${certificate}\n${key}`;
const own = () => textOf(given().tls.client);
const boundTo = (token = '') => (decodeJwt(token)?.claims.cnf as Record<string, string> | undefined)?.['x5t#S256'];

/** RFC 8705 section 3.1. */
function thumbprint(certificate: string): string {
  const { fingerprint256 } = new X509Certificate(certificate);
  return Buffer.from(fingerprint256.replaceAll(':', ''), 'hex').toString('base64url');
}

/** A world in which that certificate is stored, and whose person signs in over TLS. */
async function worldWith(shown: string, known: UsableProfile, options: Parameters<typeof world>[0] = {}) {
  const browser = fetchFor({ tls: { ca: given().tls.ca } }, {});
  const visitor = createVisitor((url, init) => browser(String(url), init ?? {}));
  const made = world({ signIn: (address) => signInAt(address, people.dana, undefined, visitor), ...options });
  await made.secrets.set('clientCertificate', known, shown);
  return { ...made, who: await made.clientSecrets.clientOf(known) };
}

describe('Keycloak: clients that authenticate by a TLS certificate', () => {
  keepSecretsOutOfLogs();

  for (const [clientId, isBound] of [
    [certified.bound, true],
    [certified.free, false],
  ] as const) {
    const boundOr = () => (isBound ? thumbprint(given().tls.client.certificate) : undefined);

    it(`${clientId}: a machine’s token is ${isBound ? '' : 'not '}bound to the certificate`, async () => {
      const known = machine(clientId, overTls());
      const { service, oauth, who, tokenRequests } = await worldWith(own(), known);
      const { accessToken, tokenType } = await service.get(known);
      assert.deepEqual([tokenType, boundTo(accessToken)], ['bearer', boundOr()]);
      const [request] = tokenRequests();
      assert.deepEqual(request?.form, { ...request?.form, client_id: clientId, grant_type: 'client_credentials' });
      assert.ok(!('client_secret' in request.form) && !request.headers.has('authorization'));
      const about = await oauth.ask(who, introspection(accessToken));
      assert.equal(about.active, true);
      assert.equal((about.cnf as Record<string, string> | undefined)?.['x5t#S256'], boundOr());
    });

    it(`${clientId}: a login and its renewal`, async () => {
      const known = person(clientId, overTls());
      const { service, oauth, who, tokenRequests } = await worldWith(own(), known);
      const set = await service.get(known);
      const renewed = await service.get(known, { forceRefresh: true, interactive: false });
      assert.notEqual(renewed.accessToken, set.accessToken);
      for (const each of [set, renewed])
        assert.deepEqual([boundTo(each.accessToken), boundTo(each.refreshToken)], [boundOr(), boundOr()]);
      assert.deepEqual(
        tokenRequests().map(({ form, status }) => [form.grant_type, status]),
        [
          ['authorization_code', 200],
          ['refresh_token', 200],
        ],
      );
      const token = renewed.accessToken;
      assert.equal((await oauth.ask(who, userInfo(token, undefined))).preferred_username, people.dana.username);
      // A bound token is of no use to who has another certificate, or none.
      const other = await worldWith(textOf(given().tls.other), known);
      const none = person(clientId, overTls({ clientAuth: 'none' }));
      for (const [by, asking] of [
        [other.oauth, other.who],
        [oauth, await world().clientSecrets.clientOf(none)],
      ] as const) {
        const asked = by.ask(asking, userInfo(token, undefined));
        if (isBound) assert.deepEqual([(await faultOf(asked)).code, (await faultOf(asked)).error], refusedToken);
        else assert.equal((await asked).preferred_username, people.dana.username);
      }
      assert.equal((await faultOf(other.oauth.refresh(other.who, renewed))).code, 'client-refused');
    });
  }
  const refusedToken = ['grant-refused', 'invalid_token'];

  it('a certificate from a PKCS#12 file with a password, whose subject fits a pattern', async () => {
    const known = machine(certified.free, overTls());
    const { service } = await worldWith(JSON.stringify({ pfx: testOnlyPkcs12, passphrase: testOnlyPassword }), known);
    assert.equal(decodeJwt((await service.get(known)).accessToken)?.claims.azp, certified.free);
  });

  it('another certificate of the authority is refused everywhere, and the fault says to compare', async () => {
    const known = machine(certified.bound, overTls());
    const { accessToken } = await (await worldWith(own(), known)).service.get(known);
    const { service, oauth, who } = await worldWith(textOf(given().tls.other), known);
    for (const run of [
      () => service.get(known),
      () => oauth.ask(who, introspection(accessToken)),
      () => oauth.ask(who, revocation(accessToken, 'access_token')),
    ]) {
      const fault = await faultOf(run());
      assert.deepEqual([fault.code, fault.error], ['client-refused', 'invalid_client']);
      assert.match(fault.next, /Check “clientId”.* which certificate or subject it expects/);
    }
  });

  const strangers: [what: string, shown: () => Certified][] = [
    ['of an unknown authority', () => makeAuthority('Authority of clients').issue(certified.name)],
    ['that signs itself', () => selfSigned(certified.name)],
  ];
  for (const [what, shown] of strangers)
    it(`a certificate ${what} is turned away by the handshake`, async () => {
      const known = machine(certified.bound, overTls());
      const { service, exchanged } = await worldWith(textOf(shown()), known);
      const fault = await faultOf(service.get(known));
      assert.equal(fault.code, 'key-unusable');
      assert.match(fault.what, /does not accept the client’s TLS certificate/);
      assert.match(fault.next, /Store a client certificate that the server knows/);
      assert.deepEqual(exchanged, []);
    });

  it('no certificate is refused: here, and by the realm where a secret is sent instead', async () => {
    const known = machine(certified.bound, overTls());
    const missing = await faultOf(world().service.get(known, { interactive: false }));
    assert.equal(missing.code, 'interaction-required');
    assert.match(missing.message, /No client certificate is stored/);
    const bySecret = machine(certified.bound, overTls({ clientAuth: 'client_secret_post' }));
    const { service, secrets } = world();
    await secrets.set('clientSecret', bySecret, 'any');
    assert.equal((await faultOf(service.get(bySecret))).code, 'client-refused');
  });

  it('the profile’s own authority alone makes the server trusted, and without it the fault names “tls.ca”', async () => {
    for (const tls of [undefined, { ca: makeAuthority('Authority of the server').certificate }]) {
      const known = machine(certified.bound, overTls({ tls }));
      const fault = await faultOf((await worldWith(own(), known)).service.get(known));
      assert.equal(fault.code, 'certificate-untrusted');
      assert.match(fault.next, /Install its certificate authority.*“tls\.ca”/);
    }
  });

  it('the realm’s aliases for clients with a certificate are asked, and the usual addresses for all else', async () => {
    const { origin } = given().tls;
    const aliased = 'https://mtls.example';
    const offered: { own?: Record<string, string> } = {};
    const known = person(certified.bound, overTls());
    const { service, oauth, who, exchanged } = await worldWith(own(), known, {
      reach: (url) => url.replace(aliased, origin),
      // Keycloak's aliases are its usual addresses; here, they are told as those of another host.
      answered: async (answer, url) => {
        if (!url.endsWith('/openid-configuration')) return answer;
        const metadata = (await answer.json()) as Record<string, unknown>;
        offered.own = metadata.mtls_endpoint_aliases as Record<string, string>;
        for (const [name, address] of Object.entries(offered.own)) assert.equal(address, metadata[name]);
        const aliases = JSON.parse(JSON.stringify(offered.own).replaceAll(origin, aliased)) as object;
        return Response.json({ ...metadata, mtls_endpoint_aliases: aliases });
      },
    });
    const { accessToken } = await service.get(known);
    await service.get(known, { forceRefresh: true, interactive: false });
    await oauth.ask(who, userInfo(accessToken, undefined));
    await oauth.ask(who, introspection(accessToken));
    await oauth.ask(who, revocation(accessToken, 'access_token'));
    const asked = exchanged.filter(({ url }) => url.startsWith(aliased)).map(({ url }) => url.replace(aliased, origin));
    const { own: aliases = {} } = offered;
    const legs = ['token', 'token', 'userinfo', 'introspection', 'revocation'];
    assert.deepEqual(
      asked,
      legs.map((leg) => aliases[`${leg}_endpoint`]),
    );
    const rest = exchanged.filter(({ url }) => !url.startsWith(aliased));
    for (const { url } of rest) assert.match(url, /\/(openid-configuration|certs)$/);
    assert.ok(rest.every(({ url }) => url.startsWith(origin)) && rest.length > 0);
  });

  it('self_signed_tls_client_auth is not known to Keycloak, and the fault says what is', async () => {
    const known = machine(certified.bound, overTls({ clientAuth: 'self_signed_tls_client_auth' }));
    const fault = await faultOf((await worldWith(own(), known)).service.get(known));
    assert.equal(fault.code, 'grant-unsupported');
    assert.match(fault.message, /don’t offer .*“self_signed_tls_client_auth”.* tls_client_auth/);
  });
});
