import assert from 'node:assert/strict';
import {
  clientCredentialsGrant,
  genericGrantRequest,
  ResponseBodyError,
  tokenRevocation,
  type ServerMetadata,
} from 'openid-client';
import { Discovery } from '../../../src/oauth/discovery';
import type { Endpoint } from '../../../src/oauth/endpoints/endpoint';
import { AuthorizationServers, tokenCall, type Call } from '../../../src/oauth/servers';
import { translate } from '../../../src/oauth/translate';
import { SignJWT } from 'jose';
import { jwk, pairs, pem } from '../../support/key-pairs';
import { faultOf } from '../faults/fault-of';
import { beginLogin } from './begin-login';
import { clientOf, endpoints, issuer, machine, metadata, person, provider, redirectUri, settingsOf } from './provider';

/** Servers behind a `fetch` that answers by path. */
function servers(answers: Record<string, unknown> = {}) {
  const asked: string[] = [];
  const transport = {
    fetch: async (url: string) => {
      const { pathname } = new URL(url);
      asked.push(pathname);
      const answer = answers[pathname];
      return answer instanceof Response ? answer.clone() : Response.json(answer ?? {});
    },
    limits: { time: 5000, size: 1 << 20 },
    now: Date.now,
    onExchange: () => undefined,
  };
  return { made: new AuthorizationServers(() => transport, new Discovery()), asked };
}

describe('oauth: the metadata of a server', () => {
  it('is not asked for where the profile names every endpoint that is needed', async () => {
    const { made, asked } = servers();
    const known = await made.metadataOf(
      { settings: settingsOf({ ...machine, issuer: `${issuer}/` }), credentials: {} },
      ['token'],
    );
    assert.equal(known.token_endpoint, endpoints.token);
    assert.equal(known.issuer, `${issuer}/`);
    assert.deepEqual(asked, []);
  });

  it('has the profile’s own endpoints, which win over what discovery says', async () => {
    const { made } = servers(metadata({ jwks_uri: `${issuer}/jwks`, userinfo_endpoint: `${issuer}/me` }));
    const own = { token: 'https://own.example/token', revocation: 'https://own.example/revoke' };
    const known = await made.metadataOf({ settings: settingsOf({ ...machine, endpoints: own }), credentials: {} }, [
      'token',
      'jwks',
    ]);
    assert.deepEqual(
      [known.token_endpoint, known.revocation_endpoint, known.jwks_uri, known.userinfo_endpoint],
      [own.token, own.revocation, `${issuer}/jwks`, `${issuer}/me`],
    );
  });

  describe('at the aliases of a client with a certificate', () => {
    const aliases = {
      token_endpoint: 'https://mtls.example.com/token',
      revocation_endpoint: 'https://mtls.example.com/revoke',
      introspection_endpoint: 7,
    };
    const discovered = () => servers(metadata({ mtls_endpoint_aliases: aliases })).made;
    const asking = (fields: object) => {
      const origins: string[] = [];
      const mayContact = async (named: readonly string[]) => void origins.push(...named);
      const who = { ...clientOf({ grant: 'client_credentials', clientId: 'c', issuer, ...fields }), mayContact };
      return { who, origins };
    };

    it('has those that are addresses, and asks about their hosts', async () => {
      const { who, origins } = asking({ clientAuth: 'tls_client_auth' });
      const { mtls_endpoint_aliases: found } = await discovered().metadataOf(who, ['token']);
      const { introspection_endpoint: _, ...usable } = aliases;
      assert.deepEqual(found, usable);
      assert.ok(origins.includes('https://mtls.example.com'));
    });
    it('has none that the profile names itself', async () => {
      const own = { revocation: 'https://own.example/revoke' };
      const { who } = asking({ clientAuth: 'self_signed_tls_client_auth', endpoints: own });
      const known = await discovered().metadataOf(who, ['token']);
      assert.deepEqual(known.mtls_endpoint_aliases, { token_endpoint: aliases.token_endpoint });
    });
    it('is where a login with the issuer of many tenants ends, at Entra', async () => {
      const tenant = 'b2a7f9d0-1c3e-4f5a-8b6d-7e9f0a1b2c3d';
      const [entra, alias] = ['https://login.microsoftonline.com', 'https://mtlsauth.microsoft.com/common/token'];
      const common = `${entra}/common/v2.0`;
      const { oauth, all, events } = provider({
        '/common/v2.0/.well-known/openid-configuration': {
          ...{ issuer: `${entra}/{tenantid}/v2.0`, authorization_endpoint: `${common}/authorize` },
          ...{ token_endpoint: `${common}/token`, jwks_uri: `${common}/keys` },
          mtls_endpoint_aliases: { token_endpoint: alias },
        },
        '/common/v2.0/keys': { keys: [jwk(pairs.rsa.publicKey)] },
      });
      const fields = { ...person, issuer: common, scope: 'openid', clientAuth: 'tls_client_auth' };
      const login = await beginLogin(oauth, clientOf(fields, { clientCertificate: 'c' }), redirectUri);
      const nonce = new URL(login.url).searchParams.get('nonce');
      const idToken = await new SignJWT({ nonce, tid: tenant, iss: `${entra}/${tenant}/v2.0`, aud: 'c', sub: 's' })
        .setProtectedHeader({ alg: 'RS256' })
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(pairs.rsa.privateKey);
      all['/common/token'] = { access_token: 'a', token_type: 'Bearer', id_token: idToken };
      const set = await login.finish(new URLSearchParams({ code: 'x', state: login.state }));
      assert.equal(set.idToken, idToken);
      const token = events.filter(({ endpoint }) => endpoint === 'token');
      assert.deepEqual(
        token.map(({ address, authentication }) => [address, authentication]),
        [[alias, 'client_certificate']],
      );
    });
    it('has none for other clients, and asks about no host of them', async () => {
      const { who, origins } = asking({ clientAuth: 'client_secret_post' });
      assert.deepEqual((await discovered().metadataOf(who, ['token'])).mtls_endpoint_aliases, {});
      assert.ok(!origins.includes('https://mtls.example.com'));
    });
  });

  it('takes the token endpoint’s origin for the issuer where there is none', async () => {
    const { made } = servers();
    const known = await made.metadataOf({ settings: settingsOf({ ...machine, issuer: undefined }), credentials: {} }, [
      'token',
    ]);
    assert.equal(known.issuer, issuer);
  });
});

describe('oauth: a call of the library', () => {
  const known: ServerMetadata = {
    issuer,
    token_endpoint: endpoints.token,
    revocation_endpoint: `${issuer}/revoke`,
    mtls_endpoint_aliases: { revocation_endpoint: `${issuer}/mtls/revoke` },
  };
  const who = clientOf(machine, { clientSecret: 's' });

  it('reads an answer by the endpoint that has its address, whatever the body is', async () => {
    const { made, asked } = servers({ '/revoke': new Response('') });
    let read = 0;
    const revocation: Endpoint = { name: 'revocation', member: 'revocation_endpoint', read: () => ({ read: ++read }) };
    const call: Call = { endpoints: [revocation], signal: undefined, answered: new Set() };
    await tokenRevocation(await made.configure(who, known, call), 'a-token');
    assert.equal(read, 1);
    assert.deepEqual(asked, ['/revoke']);
    assert.deepEqual([...call.answered], ['revocation']);
  });

  it('refuses an address that none of its endpoints has, and sends nothing', async () => {
    const { made, asked } = servers();
    const call = tokenCall(who, known, [], undefined);
    await assert.rejects(tokenRevocation(await made.configure(who, known, call), 'a-token'));
    assert.deepEqual(asked, []);
  });

  it('remembers that the token endpoint answered with tokens, and not that it refused', async () => {
    const answers: Record<string, unknown> = { '/token': { access_token: 'a', token_type: 'Bearer' } };
    const { made } = servers(answers);
    const good = tokenCall(who, known, [], undefined);
    await clientCredentialsGrant(await made.configure(who, known, good));
    assert.ok(good.answered.has('token'));
    answers['/token'] = Response.json({ error: 'invalid_client' }, { status: 401 });
    const bad = tokenCall(who, known, [], undefined);
    await assert.rejects(clientCredentialsGrant(await made.configure(who, known, bad)));
    assert.equal(bad.answered.has('token'), false);
  });

  it('takes an answer of 200 with an error in it for an error, as GitHub sends it', async () => {
    const { made } = servers({ '/token': { error: 'authorization_pending' } });
    const call = tokenCall(who, known, [], undefined, { polls: () => undefined });
    await assert.rejects(
      genericGrantRequest(await made.configure(who, known, call), 'urn:ietf:params:oauth:grant-type:device_code', {}),
      (thrown) => thrown instanceof ResponseBodyError && thrown.error === 'authorization_pending',
    );
    assert.equal(call.answered.has('token'), false);
  });

  it('fails where a secret is needed and none is there', async () => {
    const { made } = servers();
    const lacking = clientOf({ ...machine, clientAuth: 'client_secret_post' });
    const call = tokenCall(lacking, known, [], undefined);
    assert.equal((await faultOf(made.configure(lacking, known, call))).code, 'secret-missing');
  });

  for (const [what, fields, more, kept] of [
    ['an issuer and keys', { issuer }, { jwks_uri: `${issuer}/jwks` }, true],
    ['no keys', { issuer }, {}, false],
    ['no issuer', { endpoints }, { jwks_uri: `${issuer}/jwks` }, false],
  ] as const) {
    it(`with ${what} ${kept ? 'keeps' : 'drops'} the ID token of an answer`, () => {
      const call = tokenCall(clientOf({ ...person, ...fields }), { ...known, ...more }, [], undefined);
      const read = call.endpoints[0]?.read({
        ...{ host: 'sso.example.com', status: 200, headers: new Headers(), html: false, at: 0 },
        json: { access_token: 'a', token_type: 'Bearer', id_token: 'x.y.z' },
      });
      assert.equal('id_token' in (read ?? {}), kept);
    });
  }
});

describe('oauth: the refusal of a client that signs', () => {
  const key = pem(pairs.ec.privateKey, 'pkcs8');
  const rows: [what: string, clientAuth: string, answer: Response, named: boolean][] = [
    ['invalid_client', 'private_key_jwt', Response.json({ error: 'invalid_client' }, { status: 401 }), true],
    ['401 alone', 'client_secret_jwt', new Response(null, { status: 401 }), true],
    ['403 alone', 'private_key_jwt', new Response(null, { status: 403 }), true],
    ['400 alone', 'private_key_jwt', new Response(null, { status: 400 }), false],
    ['a grant', 'private_key_jwt', Response.json({ error: 'unauthorized_client' }, { status: 400 }), false],
    [
      'what is known of the provider',
      'private_key_jwt',
      Response.json(
        { error: 'invalid_client', error_description: 'AADSTS700027: Client assertion failed signature validation.' },
        { status: 401 },
      ),
      false,
    ],
    ['401 alone, by its secret', 'client_secret_post', new Response(null, { status: 401 }), false],
  ];
  for (const [what, clientAuth, answer, named] of rows) {
    it(`${named ? 'names' : 'does not name'} the audience: ${what}`, async () => {
      const client = clientOf({ ...machine, clientAuth }, { clientSecret: 's', privateKey: key });
      const { made } = servers({ '/token': answer });
      const known = await made.metadataOf(client, ['token']);
      const configuration = await made.configure(client, known, tokenCall(client, known, [], undefined));
      const thrown: unknown = await clientCredentialsGrant(configuration).catch((error: unknown) => error);
      assert.equal(translate(thrown, 'answer').next.includes('“clientAssertion”'), named);
    });
  }
});
