import { testOnlyCertificate } from '../server/test-only-certificate';

/** What a hostile repository knows of its victim, and has itself. */
export interface Surroundings {
  /** An issuer at which the user has a client with a stored secret. */
  issuer: string;
  clientId: string;
  /** The client's whole personal profile, without its id. */
  own: Record<string, unknown>;
  /** An issuer at which the user has signed in with a public client. */
  loginIssuer: string;
  loginClientId: string;
  /** The origin of the repository's own server, on loopback. */
  thief: string;
}

/** How an attempt ends while the user says yes to nothing. */
export type End = 'not allowed' | 'invalid';

/** A profile in a hostile repository's file; its fields, or its JSON where no object spells it. */
export interface Attempt {
  what: string;
  profile: Record<string, unknown> | string;
  end: End;
}

/** The profiles of a hostile repository. Each is one row: add one where a new field or spelling could lead a token astray. */
export function attempts(given: Surroundings): Attempt[] {
  const { issuer, clientId, own, loginIssuer, loginClientId, thief } = given;
  const { origin, port, pathname } = new URL(thief);
  const machine = { grant: 'client_credentials', clientId };
  const login = { grant: 'authorization_code', clientId: loginClientId, issuer: loginIssuer, clientAuth: 'none' };
  const at = (address: string, name = 'token') => ({ endpoints: { [name]: address } });
  const reserved = (name: string) => `${thief}${pathname}token?${name}=x`;
  const row =
    (end: End) =>
    (what: string, profile: Attempt['profile']): Attempt => ({ what, profile, end });
  const asked = row('not allowed');
  const invalid = row('invalid');

  return [
    // The user's client, with an endpoint of the repository's.
    asked('is the user’s own, copied', { ...own }),
    asked('has the user’s id', { ...own, id: 'mine' }),
    asked('has a token endpoint of its own', { ...machine, ...at(`${thief}/token`) }),
    asked('has a token endpoint of its own beside the user’s issuer', { ...machine, issuer, ...at(`${thief}/token`) }),
    ...['password', 'device_code', 'token_exchange', 'jwt_bearer', 'implicit'].map((grant) =>
      asked(`has the grant ${grant}`, {
        ...{ ...machine, issuer, grant, username: 'victim', subject: { profile: 'personal:mine' } },
        endpoints: {
          token: `${thief}/token`,
          authorization: `${thief}/authorize`,
          deviceAuthorization: `${thief}/device`,
        },
      }),
    ),
    ...['client_secret_jwt', 'private_key_jwt'].map((clientAuth) =>
      asked(`signs by ${clientAuth} for the user’s issuer`, {
        ...{ ...machine, issuer, clientAuth, clientAssertion: { audience: issuer } },
        ...at(`${thief}/token`),
      }),
    ),
    ...['client_secret_basic', 'client_secret_post'].map((clientAuth) =>
      asked(`shows the secret by ${clientAuth}`, { ...machine, issuer, clientAuth, ...at(`${thief}/token`) }),
    ),
    ...['tls_client_auth', 'self_signed_tls_client_auth'].map((clientAuth) =>
      asked(`shows the certificate by ${clientAuth}`, { ...machine, issuer, clientAuth, ...at(`${thief}/token`) }),
    ),
    asked('sends JSON', { ...machine, issuer, tokenRequestFormat: 'json', ...at(`${thief}/token`) }),
    ...[
      ...['authorization', 'deviceAuthorization', 'revocation', 'introspection', 'userinfo', 'endSession', 'jwks'],
      ...['pushedAuthorizationRequest', 'registration'],
    ].map((name) => asked(`adds its own ${name} endpoint`, { ...own, ...at(`${thief}/${name}`, name) })),
    asked('has the user’s servers certified by an authority of its own', { ...own, tls: { ca: testOnlyCertificate } }),
    invalid('trusts what is no certificate', { ...own, tls: { ca: 'any' } }),
    asked('makes the thief the issuer', { ...machine, issuer: thief }),
    asked('makes the thief the issuer, whose metadata name another', { ...machine, issuer: `${thief}/as-another` }),
    asked('takes the thief by Keycloak’s preset', { ...machine, preset: 'keycloak', server: thief, realm: 'r' }),
    invalid('leaves the realm by its name', { ...machine, preset: 'keycloak', server: thief, realm: '..' }),
    asked('puts a token endpoint beside a preset', {
      ...{ ...machine, preset: 'istreamplanet', organization: 'o' },
      ...at(`${thief}/token`),
    }),
    asked('takes the thief by Auth0’s preset', { ...machine, preset: 'auth0', tenant: `${thief}/` }),

    // The user's login.
    asked('sends a login’s code to the thief', { ...login, ...at(`${thief}/token`) }),
    asked('sends a login’s code to the thief in silence', {
      ...{ ...login, ...at(`${thief}/token`) },
      params: { authorization: { prompt: 'none' } },
    }),
    asked('opens the thief’s page', { ...login, ...at(`${thief}/authorize`, 'authorization') }),
    asked('comes back to the thief’s port', { ...login, redirect: `loopback:${port}/steal` }),
    asked('checks the ID token by the thief’s keys', { ...login, scope: 'openid', ...at(`${thief}/jwks`, 'jwks') }),
    asked('asks for more than the user’s login', { ...login, scope: 'openid offline_access admin' }),
    asked('names an account', { ...login, username: 'victim', params: { authorization: { login_hint: 'victim' } } }),
    asked('sends claims of its own', { ...login, params: { authorization: { claims: '{"id_token":{}}' } } }),
    asked('hands out the ID token', { ...login, scope: 'openid', use: 'id_token' }),

    ...['jar', 'jarm'].map((name) => asked(`asks for ${name}`, { ...login, security: { [name]: true } })),
    asked('has its tokens bound to a key', { ...own, security: { dpop: true } }),
    asked('pushes the request of a login to the thief', {
      ...{ ...login, security: { par: true } },
      ...at(`${thief}/par`, 'pushedAuthorizationRequest'),
    }),

    // Where the token goes.
    asked('names the thief in origins', { ...own, origins: [origin] }),
    asked('names the thief in origins of a login', { ...login, origins: [origin, 'https://*.evil.example'] }),
    asked('puts the token into a header that is carried along', { ...own, headerName: 'X-Token', origins: [origin] }),
    asked('hands out a pasted token', { grant: 'static', origins: [origin] }),
    invalid('puts a variable before the token', { ...own, headerPrefix: '{{$processEnv TOKEN_DECK_MINE}}' }),
    invalid('puts a line break before the token', { ...own, headerPrefix: 'Bearer\r\nHost:' }),
    invalid('puts a line break into the header’s name', { ...own, headerName: 'X\r\nHost' }),
    invalid('names every host in origins', { ...own, origins: ['https://*'] }),
    invalid('names all of a top-level domain in origins', { ...own, origins: ['https://*.com'] }),
    invalid('hides the thief behind the user’s host in origins', {
      ...own,
      origins: [`https://sso.example.com@evil.example`],
    }),

    // What Token Deck sets itself.
    ...['redirect_uri', 'client_id', 'state', 'code_challenge', 'request_uri', 'response_mode', 'redirect.uri'].map(
      (name) => invalid(`sets ${name} in the parameters`, { ...login, params: { authorization: { [name]: thief } } }),
    ),
    ...['redirect_uri', 'client_id', 'code_verifier', '%72edirect_uri', 'client%5Fid', 'a=b;redirect_uri'].map((name) =>
      invalid(`sets ${name} in an endpoint’s query`, { ...login, ...at(reserved(name), 'authorization') }),
    ),
    invalid('sets grant_type in the token request', {
      ...machine,
      issuer,
      params: { token: { grant_type: 'password' } },
    }),

    // Addresses that are not issuers.
    ...['/.well-known/openid-configuration', '/.well-known/x', '/%2ewell-known/x', '/a/.WELL-KNOWN/b'].map((path) =>
      invalid(`has an issuer with the path ${path}`, { ...machine, issuer: `${thief}${path}` }),
    ),
    invalid('has an issuer with a query', { ...machine, issuer: `${thief}/?issuer=${issuer}` }),
    invalid('has an issuer with a fragment', { ...machine, issuer: `${thief}/#${issuer}` }),
    invalid('has an issuer with the user’s host before an @', {
      ...machine,
      issuer: `http://sso.example.com@127.0.0.1:${port}`,
    }),
    invalid('has a preset’s tenant that ends in a fragment', { ...machine, preset: 'auth0', tenant: `${thief}/#` }),
    invalid('names metadata by a realm', { ...machine, preset: 'keycloak', server: thief, realm: '.well-known' }),

    // Spellings of the thief's address.
    ...[
      ...[`http://127.1:${port}`, `http://0x7f000001:${port}`, `http://2130706433:${port}`, `http:127.0.0.1:${port}`],
      ...[
        `http://[::ffff:127.0.0.1]:${port}`,
        `http://127.0.0.1\\@sso.example.com:${port}`,
        `http://１27.0.0.1:${port}`,
      ],
      ...[`http://127.0.0.1.nip.example:${port}`, `http://localhost.evil.example:${port}`, 'http://evil.example'],
      ...['https://sso。example.com', 'https://ｒeal.example', 'https://re\u00adal.example', 'file:///etc/passwd'],
      ...['javascript:alert(1)', 'data:application/json,{}', `//127.0.0.1:${port}`],
    ].map((address) =>
      invalid(`spells an address as ${JSON.stringify(address)}`, { ...machine, ...at(`${address}/token`) }),
    ),

    // Secrets, ids and shapes.
    invalid('brings a secret', { ...own, clientSecret: 'planted' }),
    invalid('brings a secret among the parameters', { ...own, params: { token: { client_secret: 'planted' } } }),
    invalid('brings a secret in an address', { ...machine, ...at(`${thief}/token?client_secret=planted`) }),
    invalid('spells a personal profile’s full name', { ...own, id: 'personal:mine' }),
    invalid('has a prototype’s name', '{ "id": "p", "__proto__": { "grant": "static" }, "grant": "static" }'),
    invalid('has half a character', { ...machine, preset: 'keycloak', server: thief, realm: '\ud800' }),
    invalid(
      'is nested deeply',
      `{ "id": "deep", "grant": "static", "subject": ${'['.repeat(5000)}${']'.repeat(5000)} }`,
    ),
  ];
}
