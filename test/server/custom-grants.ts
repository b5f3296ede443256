import { importJWK, jwtVerify, type JWK } from 'jose';
import type { Account, Grant, Provider, TokenEndpointGrantContext } from 'oidc-provider';
import type { Person } from './tenant';

/** What oidc-provider's own grants are made of. It exports none of it. */
interface GrantHelpers {
  validateDpop(provider: Provider, ctx: Context): Promise<object | undefined>;
  checkDpopRequired(provider: Provider, ctx: Context, proof: object | undefined): void;
  checkMtlsCert(provider: Provider, ctx: Context): object | undefined;
  validateClientScope(provider: Provider, ctx: Context): Set<string>;
}
type Bound = Record<string, (...given: unknown[]) => unknown>;
type IssueTokens = (
  provider: Provider,
  helpers: Bound,
  ctx: Context,
  source: object,
  grant: Grant,
  how: object,
) => Promise<void>;

type Params = Record<string, string | undefined> & { resource?: string | string[] };
type Context = TokenEndpointGrantContext<Params>;

interface World {
  oidc: typeof import('oidc-provider');
  provider: Provider;
  people: readonly Person[];
  /** The API that exchanges tokens: those that are for others are not accepted. */
  exchanging: string;
}

const accessToken = 'urn:ietf:params:oauth:token-type:access_token';

/** Whom a request shows to have agreed to it, by the subject; or why it shows nobody, as an error of the standard. */
type Entitled = (ctx: Context, world: World) => Promise<string>;

/** RFC 6749 section 4.3. */
const password: Entitled = async ({ oidc: { params } }, { oidc, people }) => {
  const person = people.find((one) => one.username === params.username && one.password === params.password);
  if (person === undefined) throw new oidc.errors.InvalidGrant('wrong user name or password');
  return person.subject;
};

/** RFC 8693 section 2.1: an access token of a person, for the API that exchanges it. */
const tokenExchange: Entitled = async ({ oidc: { params } }, { oidc, provider, exchanging }) => {
  const refused = (why: string) => new oidc.errors.InvalidRequest(why);
  const { subject_token: token, subject_token_type: type, requested_token_type: requested = accessToken } = params;
  if (token === undefined || type === undefined) throw refused('missing subject_token or subject_token_type');
  if (type !== accessToken || requested !== accessToken) throw refused('only access tokens are exchanged');
  // One that has expired is not found.
  const subject = await provider.AccessToken.find(token);
  if (subject === undefined) throw refused('the subject token is unknown, or has expired');
  if (subject.aud !== exchanging) throw refused('the subject token is for another audience');
  return subject.accountId;
};

/** RFC 7523 section 3: signed by the client's key, for this server, not expired, and not seen before. */
const jwtBearer: Entitled = async (ctx, { oidc, provider, people }) => {
  const { client, params } = ctx.oidc;
  const refused = (why: string) => new oidc.errors.InvalidGrant(why);
  const key = client.jwks?.keys.find(({ use }) => use === 'sig');
  const { payload } = await jwtVerify(params.assertion ?? '', await importJWK(key as JWK, 'ES256'), {
    ...{ issuer: client.clientId, audience: [provider.issuer, ctx.oidc.urlFor('token')] },
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'jti'],
  }).catch((error: unknown) => {
    throw refused(String((error as { code?: unknown }).code));
  });
  const { sub, jti = '', exp = 0 } = payload;
  if (!(await provider.ReplayDetection.unique(client.clientId, jti, exp)))
    throw refused('the assertion was used before');
  const person = people.find(({ subject }) => subject === sub);
  if (person === undefined) throw refused('nobody is known by that subject');
  return person.subject;
};

/** The grants that oidc-provider leaves to those who use it: what they ask of a request, and what they add to its answer. */
const grants: [name: string, params: string[], entitled: Entitled, added: object][] = [
  ['password', ['username', 'password'], password, {}],
  [
    'urn:ietf:params:oauth:grant-type:token-exchange',
    ['subject_token', 'subject_token_type', 'requested_token_type'],
    tokenExchange,
    { issued_token_type: accessToken },
  ],
  ['urn:ietf:params:oauth:grant-type:jwt-bearer', ['assertion'], jwtBearer, {}],
];

/** Adds the grants of RFC 6749 section 4.3, RFC 8693 and RFC 7523, whose tokens are bound as those of the others are. */
export async function addCustomGrants(world: World): Promise<void> {
  const { provider } = world;
  const of = async (name: string): Promise<unknown> => import(`oidc-provider/lib/helpers/${name}.js`);
  const helpers = (await of('grants')) as GrantHelpers & Bound;
  const { issueTokens } = (await of('grant_common')) as { issueTokens: IssueTokens };
  const bound = Object.fromEntries(
    Object.entries<Bound[string]>(helpers).map(([name, help]) => [name, help.bind(undefined, provider)]),
  );
  for (const [name, params, entitled, added] of grants) {
    const handle = async (ctx: Context): Promise<void> => {
      const scopes = helpers.validateClientScope(provider, ctx);
      const accountId: Account['accountId'] = await entitled(ctx, world);
      // Last, so that an assertion counts as used also where its request is made again with a nonce.
      const dPoP = await helpers.validateDpop(provider, ctx);
      helpers.checkDpopRequired(provider, ctx, dPoP);
      const cert = helpers.checkMtlsCert(provider, ctx);
      const { resource } = ctx.oidc.params;
      const resources = [resource ?? []].flat();
      const grant = new provider.Grant({ accountId, clientId: ctx.oidc.client.clientId });
      const scope = [...scopes].join(' ');
      grant.addOIDCScope(scope);
      for (const each of resources) grant.addResourceScope(each, scope);
      const grantId = await grant.save();
      const rar = detailsIn(ctx.oidc.params);
      const source = { accountId, grantId, scope, scopes, resource, resourceIndicators: new Set(resources), rar };
      await issueTokens(provider, bound, ctx, source, grant, { gty: name, entityLabel: name, cert, dPoP });
      Object.assign(ctx.body as object, added);
    };
    provider.registerGrantType<Params>(
      name,
      handle,
      [...params, 'scope', 'resource', 'authorization_details'],
      ['resource'],
    );
  }
}

/** The details of authorization that a request names (RFC 9396). */
export function detailsIn(params: Record<string, unknown> | undefined) {
  const { authorization_details: text } = params ?? {};
  return typeof text === 'string' ? (JSON.parse(text) as { type: string }[]) : undefined;
}
