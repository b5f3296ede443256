import { generateKeyPairSync } from 'node:crypto';

/** A client that authenticates with a secret. Its signs are those that encodings differ in. */
const confidential = (clientId: string) => ({ clientId, secret: `${clientId}+secret/of the=realm%:é` });

/** The clients of the realm that have a secret. */
export const clients = {
  /** Gets tokens of its own. */
  machine: confidential('machine'),
  /** A person signs in with it. */
  web: confidential('web'),
  /** For both; a test disables it. */
  closing: confidential('closing'),
  /** Exchanges tokens that it is an audience of, and takes passwords. */
  exchanging: confidential('exchanging'),
  /** Signs assertions with its secret. */
  hmac: confidential('hmac'),
};

const signerKeys = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** A client that signs assertions with its own key. */
export const signer = 'signer';

/** Its key in the process that starts Keycloak; the tests are given it. */
export const signerKey = signerKeys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const signerJwks = {
  keys: [{ ...signerKeys.publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256', kid: 'signer' }],
};

/** A client that signs everything with that key, pushes its requests, and whose tokens are bound to a key. */
export const hardened = 'hardened';

/** The clients that authenticate by a TLS certificate. */
export const certified = {
  /** The common name in the certificate of both. */
  name: 'certified',
  /** Its tokens are bound to the certificate. */
  bound: 'certified-bound',
  /** Its tokens are anyone's who has them. The certificate of `testOnlyPkcs12` is its own as well. */
  free: 'certified-free',
};

/** The clients without a secret, with which a person signs in. */
export const publicClients = {
  console: 'console',
  /** The person is asked whether it may have what it wants. */
  asking: 'asking',
  /** Its sessions end after `briefSession`. */
  brief: 'brief',
  /** A test disables it. */
  closing: 'closing-console',
  /** Its tokens are bound to a key, and its requests pushed. */
  bound: 'bound',
  /** A test changes how its ID tokens are signed. */
  signed: 'signed',
  /** People sign in with it on another device. Its tokens are for the client that exchanges them, too. */
  television: 'television',
};

/** Seconds. */
export const briefSession = 4;

/** Seconds that an access token lives. */
export const tokenLifetime = 900;

/** Who can sign in: one for each suite that signs them out, so that it disturbs no other. */
export const people = {
  dana: { username: 'dana', password: 'password of Dana' },
  robin: { username: 'robin', password: 'password of Robin' },
  kim: { username: 'kim', password: 'password of Kim' },
};

export const realm = 'token-deck';

/** The realm of a tenant of Streamdiver, which says of itself that it is there. */
export const streamdiver = {
  origin: 'https://sso.streamdiver.com',
  realm: 'acme',
  client: confidential('acme-automation'),
};

/** Where a login of these tests comes back, and one of a window on the web or on the desktop. */
const redirectUris = ['http://127.0.0.1/*', 'vscode://token-deck.token-deck/*'];

/** Proof of the key that tokens are bound to (RFC 9449), and requests that are pushed (RFC 9126), as a client must have them. */
const boundAndPushed = { 'dpop.bound.access.tokens': 'true', 'require.pushed.authorization.requests': 'true' };
const bySignerKey = { 'use.jwks.string': 'true', 'jwks.string': JSON.stringify(signerJwks) };

/** A client that authenticates by its certificate (RFC 8705), for people and for itself. */
const byCertificate = (clientId: string, subject: string, attributes: Record<string, string>) => ({
  ...{ clientId, ...login, serviceAccountsEnabled: true, clientAuthenticatorType: 'client-x509' },
  attributes: { 'x509.subjectdn': subject, ...attributes },
  ...inAudience(clientId),
});

const serviceAccount = { serviceAccountsEnabled: true, standardFlowEnabled: false };
const login = { redirectUris };
const publicLogin = (clientId: string, attributes: Record<string, string> = {}) => ({
  ...{ clientId, ...login, publicClient: true },
  attributes: { 'pkce.code.challenge.method': 'S256', ...attributes },
});

/** Puts a client into the audience of its own tokens: Keycloak tells others nothing about a token. */
const inAudience = (clientId: string) => ({
  protocolMappers: [
    {
      ...{ name: 'audience', protocol: 'openid-connect', protocolMapper: 'oidc-audience-mapper' },
      config: {
        'included.client.audience': clientId,
        ...{ 'access.token.claim': 'true', 'introspection.token.claim': 'true' },
      },
    },
  ],
});

/** What Keycloak imports when it starts: the representations of its realms, by their names. */
export const realms: Readonly<Record<string, object>> = {
  [realm]: {
    ...{ realm, enabled: true, accessTokenLifespan: tokenLifetime },
    // A refresh token can be used once.
    ...{ revokeRefreshToken: true, refreshTokenMaxReuse: 0 },
    ...{ eventsEnabled: true, enabledEventTypes: ['LOGIN', 'REFRESH_TOKEN', 'REFRESH_TOKEN_ERROR'] },
    clients: [
      { ...clients.machine, ...serviceAccount },
      { ...clients.web, ...login, ...inAudience(clients.web.clientId) },
      { ...clients.closing, ...login, serviceAccountsEnabled: true },
      publicLogin(publicClients.console),
      { ...publicLogin(publicClients.asking), consentRequired: true },
      publicLogin(publicClients.brief, { 'client.session.max.lifespan': String(briefSession) }),
      publicLogin(publicClients.closing),
      publicLogin(publicClients.signed),
      {
        ...publicLogin(publicClients.television, { 'oauth2.device.authorization.grant.enabled': 'true' }),
        ...inAudience(clients.exchanging.clientId),
      },
      {
        ...{ ...clients.exchanging, ...serviceAccount, directAccessGrantsEnabled: true },
        attributes: { 'standard.token.exchange.enabled': 'true' },
      },
      {
        ...{ ...clients.hmac, ...serviceAccount, clientAuthenticatorType: 'client-secret-jwt' },
        attributes: { 'token.endpoint.auth.signing.alg': 'HS256' },
      },
      {
        ...{ clientId: signer, ...serviceAccount, clientAuthenticatorType: 'client-jwt' },
        attributes: bySignerKey,
      },
      byCertificate(certified.bound, `CN=${certified.name}`, { 'tls.client.certificate.bound.access.tokens': 'true' }),
      byCertificate(certified.free, `CN=(${certified.name}|test client)`, {
        'x509.allow.regex.pattern.comparison': 'true',
      }),
      publicLogin(publicClients.bound, boundAndPushed),
      {
        ...{ clientId: hardened, ...login, clientAuthenticatorType: 'client-jwt', serviceAccountsEnabled: true },
        attributes: {
          ...{ ...boundAndPushed, ...bySignerKey, 'pkce.code.challenge.method': 'S256' },
          'request.object.signature.alg': 'ES256',
          'authorization.signed.response.alg': 'RS256',
        },
      },
    ],
    users: Object.values(people).map(({ username, password }) => ({
      ...{ username, enabled: true, emailVerified: true },
      // Without them, Keycloak asks for them after the first login.
      ...{ email: `${username}@example.com`, firstName: username, lastName: 'Example' },
      credentials: [{ type: 'password', value: password }],
    })),
  },
  [streamdiver.realm]: {
    ...{ realm: streamdiver.realm, enabled: true, accessTokenLifespan: 7200 },
    attributes: { frontendUrl: streamdiver.origin },
    clients: [{ ...streamdiver.client, ...serviceAccount }],
  },
};
