import assert from 'node:assert/strict';
import querystring from 'node:querystring';
import type { IncomingMessage } from 'node:http';
import type { JWTPayload } from 'jose';
import { createConsents } from './consent';
import type { Dialect } from './dialect';
import { handleInteraction } from './interactions';
import { recordJwtAccessTokens } from './jwt-access-tokens';
import { signingKeys } from './keys';
import { first, sendJson } from './listener';
import type { Params, RecordedRequest } from './listener';
import { organizationId } from './organizations';
import { configure } from './provider-configuration';
import { loadOidcProvider } from './quiet';
import { redirectAllowed } from './redirects';
import { createStore } from './store';
import type { RunningTenant, Tenant } from './tenant';

/** Starts an OpenID provider that speaks a vendor's dialect. */
export async function startProviderTenant(origin: string, dialect: Dialect): Promise<RunningTenant> {
  const oidc = await loadOidcProvider();
  const { publicKey, privateJwk: jwk } = await signingKeys(dialect.name);

  const store = createStore();
  const consents = createConsents(organizationId);
  const settings = {
    tokenLifetime: dialect.tokenLifetime,
    defaultAudience: dialect.defaultAudience(),
    requiresNonces: false,
  };
  const provider = new oidc.Provider(dialect.issuer, configure({ oidc, dialect, settings, store, consents, jwk }));
  const registered = new Map(Object.values(dialect.clients).map(({ clientId, redirects }) => [clientId, redirects]));
  // A client that registered itself is held to what it registered, as oidc-provider does.
  const { redirectUriAllowed } = provider.Client.prototype;
  provider.Client.prototype.redirectUriAllowed = function (value: string): boolean {
    if (!registered.has(this.clientId)) return redirectUriAllowed.call(this, value);
    return registered.get(this.clientId)?.includes(value) ?? redirectAllowed(value, this.redirectUris ?? []);
  };
  const jwts = recordJwtAccessTokens(provider, store, publicKey);
  const introspected = new WeakMap<IncomingMessage, JWTPayload>();
  provider.use(async (ctx, next) => {
    await next();
    const claims = introspected.get(ctx.req);
    const body = ctx.body as Record<string, unknown> | undefined;
    if (claims && body?.['active'] === true) Object.assign(body, claims);
    if ('oidc' in ctx) dialect.shapeAnswer(ctx as never);
  });
  const answer = provider.callback();

  const { routes, basePath } = dialect;
  const rewriteBody = async (request: IncomingMessage, entry: RecordedRequest, route: string): Promise<void> => {
    let params: Params = querystring.parse(querystring.stringify(entry.params));
    if (route === routes.token) params = dialect.tokenParams(params);
    const isPushed = route === routes.pushed_authorization_request && params['request'] === undefined;
    if (isPushed || route === routes.device_authorization) params = dialect.authorizationParams(params);
    const token = first(params['token']);
    if (token !== undefined && (route === routes.revocation || route === routes.introspection)) {
      const resolved = await jwts.resolve(token);
      params['token'] = resolved.token;
      if (resolved.claims) introspected.set(request, resolved.claims);
    }
    // oidc-provider reads only forms. It takes what it finds here instead of the body, which was read already.
    (request as IncomingMessage & { body?: Params }).body = params;
    if (entry.body !== '') request.headers['content-type'] = 'application/x-www-form-urlencoded';
  };

  const rewriteBearer = async (request: IncomingMessage): Promise<void> => {
    const [scheme, token] = (request.headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || token === undefined) return;
    const userinfo = `${dialect.issuer}userinfo`;
    const fits = ({ aud }: JWTPayload): boolean => basePath !== '' || [aud].flat().includes(userinfo);
    request.headers.authorization = `Bearer ${(await jwts.resolve(token, fits)).token}`;
  };

  const tenant: Tenant = {
    name: dialect.name,
    origin,
    issuer: dialect.issuer,
    endpoints: {
      authorization: origin + basePath + routes.authorization,
      token: origin + basePath + routes.token,
      deviceAuthorization: origin + basePath + routes.device_authorization,
      revocation: origin + basePath + routes.revocation,
      ...(dialect.features?.introspection?.enabled && { introspection: origin + basePath + routes.introspection }),
      userinfo: origin + basePath + routes.userinfo,
      endSession: origin + basePath + routes.end_session,
      pushedAuthorizationRequest: origin + basePath + routes.pushed_authorization_request,
      ...(dialect.features?.registration?.enabled && { registration: origin + basePath + routes.registration }),
      jwks: origin + basePath + routes.jwks,
    },
    clients: Object.fromEntries(
      Object.entries(dialect.clients).map(([key, { clientId, clientSecret, privateKey: pem }]) => [
        key,
        {
          clientId,
          ...(clientSecret !== undefined && { clientSecret }),
          ...(pem !== undefined && { privateKey: pem }),
        },
      ]),
    ),
    user: dialect.people[0],
    otherUser: dialect.people[1],
    ...(dialect.audience !== undefined && { audience: dialect.audience }),
    setTokenLifetime: (seconds = dialect.tokenLifetime) => void (settings.tokenLifetime = seconds),
    setDefaultAudience: (audience) => void (settings.defaultAudience = audience),
    requireNonces: (required) => void (settings.requiresNonces = required),
    registerRedirects: (client, uris) => {
      const { clientId } = dialect.clients[client] ?? assert.fail(`no client “${client}”`);
      registered.set(clientId, uris);
    },
    forget: (...models) => {
      store.forget(...models);
      if (models.length === 0 || models.includes('Grant')) consents.forget();
    },
  };

  return {
    tenant,
    handle: async (request, response, entry) => {
      if (!entry.path.startsWith(`${basePath}/`)) return sendJson(response, 404, { error: 'not_found' });
      const route = entry.path.slice(basePath.length);
      if (route.startsWith('/interaction/')) {
        return handleInteraction({ provider, people: dialect.people, consents, basePath }, request, response, entry);
      }
      const query = (request.url ?? '').split('?')[1] ?? '';
      request.url = route + (query && `?${query}`);
      // oidc-provider adds this to the addresses that it publishes.
      Object.assign(request, { baseUrl: basePath });
      const asked = querystring.parse(query);
      // What was pushed was rewritten then, and what is signed must not be changed.
      const isWhole = asked['request'] === undefined && asked['request_uri'] === undefined;
      if (route === routes.authorization && request.method === 'GET' && isWhole) {
        request.url = `${route}?${querystring.stringify(dialect.authorizationParams(asked))}`;
      }
      if (route === routes.userinfo) await rewriteBearer(request);
      const { registrationMetadata } = dialect;
      const isRegistration = registrationMetadata !== undefined && route.startsWith(`${routes.registration}`);
      if (isRegistration && entry.body !== '')
        Object.assign(request, { body: registrationMetadata(JSON.parse(entry.body)) });
      if (request.method === 'POST' && !isRegistration) await rewriteBody(request, entry, route);
      await answer(request, response);
    },
  };
}
