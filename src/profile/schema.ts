import * as v from 'valibot';
import { idPattern } from './id';
import { presetNames } from './presets';

/** The grants that a profile may name (RFC 6749, 7523, 8628, 8693), and `static` for a token pasted by hand. */
export const grants = [
  'client_credentials',
  'authorization_code',
  'device_code',
  'token_exchange',
  'jwt_bearer',
  'password',
  'implicit',
  'static',
] as const;

/** How the client authenticates at the token endpoint (RFC 6749 section 2.3, OpenID Connect Core section 9, RFC 8705). */
export const clientAuths = [
  'none',
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
  'private_key_jwt',
  'tls_client_auth',
] as const;

/** `auto`, `uri-handler`, `loopback`, `loopback:PORT/path` or `paste`. */
const redirectPattern = /^(auto|uri-handler|paste|loopback(:\d{1,5}(\/[^\s?#]*)?)?)$/;

/** Whether a value is JSON and not nested more than 20 deep: a key is made of it, and it is stored. */
function isJson(value: unknown, deep = 20): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || deep === 0) return false;
  return Object.values(value).every((item) => isJson(item, deep - 1));
}

const text = (description: string) => v.pipe(v.string(), v.nonEmpty(), v.maxLength(4096), v.description(description));
const name = (description: string) => v.pipe(v.string(), v.nonEmpty(), v.maxLength(200), v.description(description));
const oneOrMore = (description: string) =>
  v.pipe(v.union([text(''), v.pipe(v.array(text('')), v.minLength(1))]), v.description(description));
const textOrObject = (description: string) =>
  v.pipe(
    v.union([
      text(''),
      v.pipe(
        v.record(v.string(), v.unknown()),
        v.check((value) => isJson(value), 'must be JSON, not nested deeply'),
      ),
    ]),
    v.description(description),
  );
const flag = (description: string) => v.pipe(v.boolean(), v.description(description));
const parameters = (leg: string) =>
  v.optional(
    v.pipe(v.record(v.pipe(v.string(), v.nonEmpty()), v.union([v.string(), v.array(v.string())])), v.description(leg)),
  );

const endpoints = v.strictObject({
  authorization: v.optional(text('Where the user signs in (RFC 6749 section 3.1).')),
  token: v.optional(text('Where tokens are asked for (RFC 6749 section 3.2).')),
  deviceAuthorization: v.optional(text('Where a device code is asked for (RFC 8628).')),
  revocation: v.optional(text('Where tokens are revoked (RFC 7009).')),
  introspection: v.optional(text('Where tokens are asked about (RFC 7662).')),
  userinfo: v.optional(text('Where claims about the user are asked for (OpenID Connect Core section 5.3).')),
  endSession: v.optional(text('Where the user signs out (OpenID Connect RP-Initiated Logout).')),
  pushedAuthorizationRequest: v.optional(text('Where authorization requests are pushed to (RFC 9126).')),
  jwks: v.optional(text('The issuer’s keys, a JWK Set (RFC 7517).')),
});

const params = v.strictObject({
  authorization: parameters('Sent with the authorization request.'),
  token: parameters('Sent with the token request.'),
  refresh: parameters('Sent when a token is refreshed.'),
});

const security = v.strictObject({
  dpop: v.optional(flag('Bind tokens to a key (RFC 9449).')),
  par: v.optional(flag('Push the authorization request (RFC 9126).')),
  jar: v.optional(flag('Sign the authorization request (RFC 9101).')),
});

/** A profile, as it stands in SecretStorage and in `.vscode/token-deck.json`. It holds no secret. */
export const profileSchema = v.strictObject({
  id: v.pipe(
    v.string(),
    v.regex(idPattern, 'must match [a-z0-9][a-z0-9._-]{0,63}'),
    v.description(
      'What commands, tasks and .http files name the profile by: lower-case letters, digits, “.”, “_”, “-”.',
    ),
  ),
  name: v.optional(name('What the sidebar shows. Without it, the id.')),
  group: v.optional(name('The group in the sidebar: an environment, a customer.')),
  preset: v.optional(
    v.pipe(v.picklist(presetNames), v.description('A known provider, which fills in what this profile leaves out.')),
  ),
  tenant: v.optional(name('The preset’s tenant: Auth0’s domain, Streamdiver’s tenant shortcode.')),
  server: v.optional(text('The preset’s server: Keycloak’s base address.')),
  realm: v.optional(name('Keycloak’s realm.')),
  organization: v.optional(name('The organization: Auth0’s name or identifier of it, iStreamPlanet’s identifier.')),
  issuer: v.optional(text('The issuer’s address; its endpoints are discovered (OpenID Connect Discovery, RFC 8414).')),
  endpoints: v.optional(v.pipe(endpoints, v.description('Endpoints by address. They win over what discovery says.'))),
  grant: v.optional(v.pipe(v.picklist(grants), v.description('How the token is got.'))),
  clientId: v.optional(text('The client id that the provider gave to this client.')),
  clientAuth: v.optional(
    v.pipe(
      v.picklist(clientAuths),
      v.description('How the client authenticates at the token endpoint. “none” is a public client.'),
    ),
  ),
  basicEncoding: v.optional(
    v.pipe(
      v.picklist(['form', 'none']),
      v.description(
        'How client_secret_basic encodes id and secret: “form” as RFC 6749 section 2.3.1 says, “none” for servers that do not decode.',
      ),
    ),
  ),
  scope: v.optional(text('The scopes to ask for, separated by spaces.')),
  audience: v.optional(oneOrMore('The API that the token is for (Auth0’s parameter “audience”).')),
  resource: v.optional(oneOrMore('The resource that the token is for (RFC 8707).')),
  username: v.optional(text('The user name of the password grant, or a hint at the login.')),
  subject: v.optional(textOrObject('The subject of a token exchange or an assertion.')),
  actor: v.optional(textOrObject('The actor of a token exchange.')),
  assertion: v.optional(textOrObject('The assertion of the jwt_bearer grant.')),
  params: v.optional(v.pipe(params, v.description('The provider’s own parameters, for each leg apart.'))),
  tokenRequestFormat: v.optional(
    v.pipe(v.picklist(['form', 'json']), v.description('The body of token requests. RFC 6749 knows “form” alone.')),
  ),
  redirect: v.optional(
    v.pipe(
      v.string(),
      v.regex(redirectPattern, 'must be auto, uri-handler, loopback, loopback:PORT/path or paste'),
      v.description(
        'How the browser comes back after the login: auto, uri-handler, loopback, loopback:PORT/path or paste.',
      ),
    ),
  ),
  security: v.optional(v.pipe(security, v.description('Additional protections, off by default.'))),
  use: v.optional(v.pipe(v.picklist(['access_token', 'id_token']), v.description('Which token is handed out.'))),
  headerName: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/, 'must be a header’s name'),
      v.description('The header that carries the token (default: Authorization).'),
    ),
  ),
  headerPrefix: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[\x21-\x7e]{0,100}$/, 'must be one word'),
      v.description('What stands before the token in the header (default: Bearer). Empty: nothing.'),
    ),
  ),
  refreshAhead: v.optional(
    v.pipe(
      v.number(),
      v.minValue(0),
      v.maxValue(86_400),
      v.description('Seconds of remaining validity under which a token is renewed (default: 60).'),
    ),
  ),
});

/** The fields that there are, of a profile (under no name) and of its objects that have fields of their own. */
export const knownFields: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(profileSchema.entries),
  endpoints: Object.keys(endpoints.entries),
  params: Object.keys(params.entries),
  security: Object.keys(security.entries),
};

/** What a person or a repository wrote: checked, not yet filled in by its preset. */
export type Profile = v.InferOutput<typeof profileSchema>;
export type Grant = (typeof grants)[number];
export type ClientAuth = (typeof clientAuths)[number];
export type Endpoints = v.InferOutput<typeof endpoints>;
