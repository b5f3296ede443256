import assert from 'node:assert/strict';
import { registrarOf } from '../../../src/oauth/registration';
import type { Registration } from '../../../src/storage/registrations';
import { faultOf } from '../faults/fault-of';
import { clientOf, issuer, metadata, provider } from './provider';

const handler = 'vscode://token-deck.token-deck/callback';
const loopback = 'http://127.0.0.1/callback';
const uris = [handler, loopback];
const profile = { grant: 'authorization_code', issuer, scope: 'openid' };
const registrationEndpoint = { registration_endpoint: `${issuer}/register` };
const token = 'a-registration-access-token';
const managed = { registration_client_uri: `${issuer}/register/c1`, registration_access_token: token };
const answer = { client_id: 'c1', token_endpoint_auth_method: 'none', redirect_uris: uris };
const signal = new AbortController().signal;

/** A provider that registers clients, and the way to it. */
function world(answers: Record<string, unknown> = {}, more: object = {}) {
  const its = provider({ ...metadata({ ...registrationEndpoint, ...more }), '/register': answer, ...answers });
  const bodies = () =>
    its.sent
      .filter(({ init }) => typeof init.body === 'string')
      .map(({ init }) => JSON.parse(init.body as string) as Record<string, unknown>);
  const told: string[] = [];
  const register = async (fields: object = {}) =>
    registrarOf(its.oauth.registering).register(
      clientOf({ ...profile, ...fields }),
      uris,
      (host) => told.push(host),
      signal,
    );
  const review = async (known: Registration, isEnough: (registration: Registration) => boolean = () => true) =>
    registrarOf(its.oauth.registering).review(clientOf(profile), known, uris, isEnough, signal);
  return { ...its, bodies, told, register, review };
}

describe('oauth: registering a client', () => {
  it('tells the host before anything is sent there', async () => {
    const { register, told, asked } = world();
    assert.equal((await register()).clientId, 'c1');
    assert.deepEqual(told, ['sso.example.com']);
    assert.deepEqual(asked(), ['/.well-known/openid-configuration', '/register']);
  });

  it('asks no discovery where the profile names the registration endpoint', async () => {
    const { register, asked } = world({ '/own': answer });
    await register({ endpoints: { registration: `${issuer}/own` } });
    assert.deepEqual(asked(), ['/own']);
  });

  const wanted: [what: string, fields: object, metadata: object, sent: object][] = [
    ['no secret', {}, {}, { token_endpoint_auth_method: 'none' }],
    [
      'the first method with a secret, where the server lists no other',
      {},
      { token_endpoint_auth_methods_supported: ['private_key_jwt', 'client_secret_post', 'client_secret_basic'] },
      { token_endpoint_auth_method: 'client_secret_basic' },
    ],
    [
      'no secret, where the server lists that too',
      {},
      { token_endpoint_auth_methods_supported: ['client_secret_basic', 'none'] },
      { token_endpoint_auth_method: 'none' },
    ],
    [
      'the profile’s method',
      { clientAuth: 'client_secret_post' },
      { token_endpoint_auth_methods_supported: ['none'] },
      { token_endpoint_auth_method: 'client_secret_post' },
    ],
    [
      'no refresh token, where the server has none',
      {},
      { grant_types_supported: ['authorization_code'] },
      { grant_types: ['authorization_code'] },
    ],
    [
      'no refresh token, where the grant gives none',
      { grant: 'implicit', scope: 'read' },
      {},
      { grant_types: ['implicit'], response_types: ['token'] },
    ],
  ];
  for (const [what, fields, more, sent] of wanted)
    it(`asks for ${what}`, async () => {
      const { register, bodies } = world({ '/register': { ...answer, client_secret: 's3cret-value' } }, more);
      await register(fields);
      const [body = {}] = bodies();
      assert.deepEqual({ ...body, ...sent }, body);
    });

  const read: [what: string, given: object, read: Partial<Registration>][] = [
    [
      'a secret that the provider insists on',
      { token_endpoint_auth_method: 'client_secret_post', client_secret: 's', client_secret_expires_at: 4e9 },
      { clientAuth: 'client_secret_post', clientSecret: 's', secretExpiresAt: 4e12 },
    ],
    [
      'a secret without a method',
      { token_endpoint_auth_method: undefined, client_secret: 's' },
      { clientAuth: 'client_secret_basic', secretExpiresAt: undefined },
    ],
    [
      'no secret and no method',
      { token_endpoint_auth_method: undefined },
      { clientAuth: 'none', clientSecret: undefined },
    ],
    ['an empty secret', { client_secret: '' }, { clientAuth: 'none', clientSecret: undefined }],
    ['other redirect URIs', { redirect_uris: [loopback, 1] }, { redirectUris: [loopback] }],
    ['no redirect URIs', { redirect_uris: undefined }, { redirectUris: uris }],
    ['where it is managed', managed, { management: { uri: `${issuer}/register/c1`, token } }],
    [
      'that it is managed elsewhere',
      { ...managed, registration_client_uri: 'https://evil.example/c1' },
      { management: undefined },
    ],
    [
      'that it is managed without encryption',
      { ...managed, registration_client_uri: 'http://sso.example.com/c1' },
      { management: undefined },
    ],
    ['that it is managed at no address', { ...managed, registration_client_uri: 'c1' }, { management: undefined }],
    [
      'a token that breaks the header',
      { ...managed, registration_access_token: 'a\r\nx: y' },
      { management: undefined },
    ],
    ['a token that is none', { ...managed, registration_access_token: 1 }, { management: undefined }],
  ];
  for (const [what, given, expected] of read)
    it(`reads of the answer: ${what}`, async () => {
      const { register } = world({ '/register': { ...answer, ...given } });
      const registration: Partial<Registration> = await register();
      for (const [name, value] of Object.entries(expected))
        assert.deepEqual(registration[name as keyof Registration], value, name);
    });

  const status = (code: number, body: object) => Response.json(body, { status: code });
  const refused: [what: string, answer: unknown, code: string, message: RegExp][] = [
    [
      'a demand for an initial access token',
      status(401, { error: 'invalid_token' }),
      'registration-refused',
      /does not let everyone register clients.*Ask the provider for a client ID/,
    ],
    ['a demand without a word', new Response('', { status: 401 }), 'registration-refused', /does not let everyone/],
    ['a ban', status(403, {}), 'registration-refused', /does not let everyone/],
    [
      'metadata that are refused',
      status(400, { error: 'invalid_client_metadata', error_description: 'no native apps' }),
      'registration-refused',
      /invalid_client_metadata.*no native apps/,
    ],
    ['an error with 200', { error: 'invalid_request' }, 'registration-refused', /did not register a client/],
    ['a server that fails', new Response('', { status: 503 }), 'server-error', /503/],
    ['a page', '<!doctype html>', 'response-not-json', /HTML/],
    ['a list', [], 'response-not-json', /JSON/],
    ['no client ID', {}, 'response-invalid', /client_id/],
    ['a client ID that is none', { client_id: 1 }, 'response-invalid', /client_id/],
    ['a client ID with a line break', { client_id: 'a\nb' }, 'response-invalid', /client_id/],
    ['an empty client ID', { client_id: '' }, 'response-invalid', /client_id/],
    ['a client ID without end', { client_id: 'c'.repeat(5000) }, 'response-invalid', /client_id/],
    ['a secret that is none', { ...answer, client_secret: { s: 1 } }, 'response-invalid', /client_secret/],
    [
      'a method that needs a key',
      { ...answer, token_endpoint_auth_method: 'private_key_jwt' },
      'registration-refused',
      /private_key_jwt/,
    ],
    [
      'a method that needs a secret, without it',
      { ...answer, token_endpoint_auth_method: 'client_secret_basic' },
      'registration-refused',
      /client_secret_basic/,
    ],
    [
      'a method that is a link',
      { ...answer, token_endpoint_auth_method: '[x](command:y)' },
      'registration-refused',
      /\[x\] \(command:y\)/,
    ],
    [
      'a redirect',
      new Response(null, { status: 307, headers: { location: 'https://evil.example' } }),
      'unexpected-redirect',
      /307/,
    ],
  ];
  for (const [what, given, code, message] of refused)
    it(`refuses ${what}`, async () => {
      const fault = await faultOf(world({ '/register': given }).register());
      assert.equal(fault.code, code);
      assert.match(fault.message, message);
    });

  it('says which field an issuer without a registration endpoint asks for', async () => {
    const fault = await faultOf(world({}, { registration_endpoint: undefined }).register());
    assert.equal(fault.code, 'registration-refused');
    assert.match(fault.message, /no “clientId”.*registration_endpoint.*Ask the provider for a client ID/);
  });

  it('sends nothing to an address without encryption', async () => {
    const { register, asked, told } = world({}, { registration_endpoint: 'http://sso.example.com/register' });
    assert.equal((await faultOf(register())).code, 'insecure-endpoint');
    assert.deepEqual([asked(), told], [['/.well-known/openid-configuration'], []]);
  });

  it('asks about the host of the registration endpoint before it is asked anything', async () => {
    const { oauth, asked } = world({}, { registration_endpoint: 'https://register.example/r' });
    const origins: string[] = [];
    const mayContact = async (its: readonly string[]) => {
      origins.push(...its);
      if (its.includes('https://register.example')) throw new Error('not allowed');
    };
    const registrar = registrarOf(oauth.registering);
    const client = { ...clientOf(profile), mayContact };
    await assert.rejects(
      registrar.register(client, uris, () => undefined, signal),
      /not allowed/,
    );
    assert.deepEqual(asked(), ['/.well-known/openid-configuration']);
    assert.ok(origins.includes('https://register.example'));
  });

  it('asks for the addresses of this machine alone where the provider refuses the others', async () => {
    const { all, bodies, register } = world();
    // The second answer is read after the first was given.
    Object.defineProperty(all, '/register', {
      get: () =>
        (bodies().at(-1)?.redirect_uris as string[]).includes(handler)
          ? Response.json({ error: 'invalid_redirect_uri' }, { status: 400 })
          : { ...answer, redirect_uris: [loopback] },
    });
    const registration = await register();
    assert.deepEqual(
      bodies().map(({ redirect_uris: sent }) => sent),
      [uris, [loopback]],
    );
    assert.deepEqual([registration.redirectUris, registration.wanted.redirectUris], [[loopback], uris]);
  });
});

describe('oauth: a registration at its provider', () => {
  const known: Registration = {
    ...{ clientId: 'c1', clientAuth: 'none', redirectUris: uris, endpoint: `${issuer}/register`, registeredAt: 1 },
    wanted: { redirectUris: uris, grantType: 'authorization_code', scope: 'openid' },
    management: { uri: `${issuer}/register/c1`, token },
  };
  const path = '/register/c1';

  it('is read with its own token', async () => {
    const { review, sent } = world({ [path]: { ...answer, ...managed, registration_access_token: 'another-token' } });
    assert.equal((await review(known))?.management?.token, 'another-token');
    assert.deepEqual(
      sent.map(({ init }) => [init.method, new Headers(init.headers).get('authorization')]),
      [['GET', `Bearer ${token}`]],
    );
  });

  it('is updated with what the provider lists, less what an update must not have in it', async () => {
    const listed = {
      ...answer,
      ...managed,
      client_id_issued_at: 1,
      client_secret_expires_at: 0,
      logo_uri: 'https://l',
    };
    const { review, bodies } = world({ [path]: listed });
    await review(known, () => false);
    assert.deepEqual(bodies(), [
      {
        ...{ logo_uri: 'https://l', client_id: 'c1', client_name: 'Token Deck', application_type: 'native' },
        ...{ redirect_uris: uris, grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'] },
        ...{ token_endpoint_auth_method: 'none', scope: 'openid' },
      },
    ]);
  });

  const kept: [what: string, answer: unknown][] = [
    ['a server that fails', new Response('', { status: 500 })],
    ['a server without such an address', new Response('', { status: 404 })],
    ['another client', { ...answer, client_id: 'c2' }],
    ['a page', '<!doctype html>'],
    ['a ban', Response.json({}, { status: 403 })],
  ];
  for (const [what, given] of kept)
    it(`stays as it is known with ${what}`, async () => {
      assert.deepEqual(await world({ [path]: given }).review(known), known);
    });

  it('is gone where its token is not accepted any more', async () => {
    assert.equal(await world({ [path]: Response.json({}, { status: 401 }) }).review(known), undefined);
    assert.equal(
      await world({ [path]: Response.json({ error: 'invalid_token' }, { status: 401 }) }).review(known),
      undefined,
    );
  });

  it('sends its token to the origin that it was registered at, and to no other', async () => {
    const moved = { ...known, management: { uri: 'https://evil.example/register/c1', token } };
    const { review, oauth, sent } = world({ [path]: answer });
    assert.deepEqual(await review(moved), moved);
    await faultOf(registrarOf(oauth.registering).unregister(clientOf(profile), moved, signal));
    assert.deepEqual(sent, []);
  });

  it('moves to no other origin by an answer', async () => {
    const { review } = world({ [path]: { ...answer, ...managed, registration_client_uri: 'https://evil.example/c1' } });
    assert.deepEqual((await review(known))?.management, known.management);
  });

  it('does not tell its token where the provider repeats it', async () => {
    const { oauth, events } = world({
      [path]: Response.json({ error: token, error_description: `unknown ${token}` }, { status: 400 }),
    });
    const fault = await faultOf(registrarOf(oauth.registering).unregister(clientOf(profile), known, signal));
    assert.equal(fault.code, 'registration-refused');
    assert.ok(!`${fault.message} ${JSON.stringify(events)}`.includes(token));
  });

  it('that is deleted answers with anything but an error', async () => {
    for (const given of [new Response(null, { status: 204 }), new Response('gone'), {}]) {
      const { oauth, sent } = world({ [path]: given });
      await registrarOf(oauth.registering).unregister(clientOf(profile), known, signal);
      assert.deepEqual(
        sent.map(({ init }) => init.method),
        ['DELETE'],
      );
    }
  });
});
