import { randomBytes } from 'node:crypto';
import type { JWK } from 'jose';
import type { AccessToken, Account, ClientCredentials, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import type { Consents } from './consent';
import { audienceOf, resourceOf } from './dialect';
import type { Dialect, RegisteredClient } from './dialect';
import { organizationId } from './organizations';
import { deviceFlow, logout, renderError } from './provider-pages';
import type { Store } from './store';

/** What a test may change while the server runs. */
export interface Settings {
  /** Seconds. */
  tokenLifetime: number;
  defaultAudience: string | undefined;
  /** Whether proofs must have a nonce of the server's (RFC 9449 section 8). */
  requiresNonces: boolean;
}

interface Options {
  oidc: typeof import('oidc-provider');
  dialect: Dialect;
  settings: Settings;
  store: Store;
  consents: Consents;
  jwk: JWK;
}

const day = 24 * 60 * 60;

/** oidc-provider's configuration for a dialect. */
export function configure({ oidc, dialect, settings, store, consents, jwk }: Options): Configuration {
  const lifetime = (): number => settings.tokenLifetime;
  const organizationFor = (ctx: KoaContextWithOIDC, grantId: string | undefined): string | undefined =>
    consents.organizationOf(grantId) ?? organizationId(String(ctx?.oidc?.body?.['organization'] ?? ''));

  return {
    adapter: store.adapter,
    jwks: { keys: [jwk] },
    clients: Object.values(dialect.clients).map(metadata),
    routes: dialect.routes,
    claims: dialect.claims,
    discovery: dialect.discovery,
    clientAuthMethods: [
      ...(['none', 'client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt'] as const),
      ...(dialect.features?.mTLS?.enabled ? (['tls_client_auth', 'self_signed_tls_client_auth'] as const) : []),
    ],
    responseTypes: ['code', 'id_token token'],
    scopes: ['openid', 'offline_access'],
    extraParams: ['audience', 'organization', 'asked_prompt'],
    conformIdTokenClaims: false,
    rotateRefreshToken: dialect.rotatesRefreshTokens,
    expiresWithSession: () => false,
    pkce: { required: (_ctx, client) => client.tokenEndpointAuthMethod === 'none' },
    issueRefreshToken: (_ctx, client, source) =>
      client.grantTypeAllowed('refresh_token') && dialect.refreshes(new Set(source.scope?.split(' '))),
    loadExistingGrant: (ctx) => consents.grantFor(ctx),
    findAccount: (ctx, subject, token) => account(dialect, subject, organizationFor(ctx, token && grantOf(token))),
    formats: {
      customizers: {
        jwt: (ctx, token, jwt) => {
          jwt.header = { ...jwt.header, typ: 'JWT' };
          dialect.shapeClaims(jwt.payload, {
            clientId: token.clientId ?? '',
            accountId: 'accountId' in token ? token.accountId : undefined,
            scope: (token.scope ?? '').split(' ').filter(Boolean),
            organization: organizationFor(ctx, grantOf(token)),
          });
        },
      },
    },
    interactions: {
      policy: interactionPolicy(oidc),
      url: (_ctx, interaction) => `${dialect.basePath}/interaction/${interaction.uid}`,
    },
    // Several tenants share a host, and cookies do not distinguish ports.
    cookies: {
      keys: [randomBytes(16).toString('hex')],
      names: Object.fromEntries(['interaction', 'resume', 'session'].map((kind) => [kind, `${dialect.name}_${kind}`])),
    },
    ttl: {
      AccessToken: lifetime,
      ClientCredentials: lifetime,
      AuthorizationCode: 60,
      DeviceCode: 600,
      IdToken: 10 * 60 * 60,
      Interaction: 3600,
      Grant: 30 * day,
      RefreshToken: 30 * day,
      Session: 14 * day,
    },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      deviceFlow,
      dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => settings.requiresNonces },
      pushedAuthorizationRequests: { enabled: true },
      jwtResponseModes: { enabled: true },
      requestObjects: { enabled: true },
      revocation: { enabled: true },
      rpInitiatedLogout: logout,
      ...dialect.features,
      resourceIndicators: {
        enabled: true,
        defaultResource: (_ctx, _client, oneOf) => {
          if (oneOf) return oneOf;
          if (settings.defaultAudience !== undefined) return resourceOf(settings.defaultAudience);
          dialect.withoutAudience?.();
          return [];
        },
        getResourceServerInfo: (ctx, resource, client) => ({
          ...dialect.api(ctx, audienceOf(resource), client.clientId),
          audience: audienceOf(resource),
          accessTokenFormat: 'jwt',
          accessTokenTTL: settings.tokenLifetime,
          jwt: { sign: { alg: 'RS256' } },
        }),
        useGrantedResource: () => true,
      },
    },
    renderError,
  };
}

function grantOf(token: object): string | undefined {
  return (token as Partial<AccessToken | ClientCredentials> & { grantId?: string }).grantId;
}

/** A client in terms of dynamic registration (RFC 7591). */
function metadata(client: RegisteredClient): NonNullable<Configuration['clients']>[number] {
  const types = { authorization_code: 'code' as const, implicit: 'id_token token' as const };
  const responses = Object.entries(types).flatMap(([grant, type]) => (client.grants.includes(grant) ? [type] : []));
  return {
    client_id: client.clientId,
    client_name: client.name,
    ...(client.clientSecret !== undefined && { client_secret: client.clientSecret }),
    ...(client.jwks && { jwks: client.jwks }),
    ...(client.subject !== undefined && { tls_client_auth_subject_dn: client.subject }),
    token_endpoint_auth_method: client.authentication,
    grant_types: client.grants,
    response_types: responses,
    redirect_uris: responses.length > 0 ? ['vscode://token-deck.token-deck/callback'] : [],
    // Custom schemes are for native applications (RFC 8252, section 7.1).
    application_type: 'native',
  };
}

function account(dialect: Dialect, subject: string, organization: string | undefined): Account | undefined {
  const person = dialect.people.find((one) => one.subject === subject);
  if (!person) return undefined;
  const { name, email, username } = person;
  return {
    accountId: subject,
    claims: () => ({
      sub: subject,
      name,
      nickname: username,
      preferred_username: username,
      email,
      email_verified: true,
      ...(organization !== undefined && { org_id: organization }),
    }),
  };
}

/**
 * The usual questions, except for consent: native clients are asked once like others, and `consent` counts as requested
 * only if the client requested it, since oidc-provider needs it for each login with `offline_access`.
 */
function interactionPolicy({ interactionPolicy: policy }: Options['oidc']): ReturnType<typeof policy.base> {
  const prompts = policy.base();
  const consent = prompts.get('consent');
  consent?.checks.remove('native_client_prompt');
  consent?.checks.remove('consent_prompt');
  consent?.checks.add(
    new policy.Check('consent_prompt', 'consent prompt was not resolved', 'consent_required', ({ oidc }) => {
      const asked = String(oidc.params?.['asked_prompt'] ?? '').split(' ');
      return asked.includes('consent') && oidc.promptPending('consent');
    }),
    0,
  );
  return prompts;
}
