import * as v from 'valibot';
import { clientAuthNames } from './client-auth/table';
import { grantNames } from './grants/table';
import { idPattern } from './id';
import { isJson } from './json-value';
import { headerNamePattern, headerPrefixPattern, longest, mostOrigins } from './limits';
import { presetNames } from './presets';

/** `auto`, `uri-handler`, `loopback`, `loopback:PORT/path` or `paste`. */
const redirectPattern = /^(auto|uri-handler|paste|loopback(:\d{1,5}(\/[^\s?#]*)?)?)$/;

/** Rules that a value can break; what it must be instead is told by src/profile/schema-problems.ts. */
export type Rule = 'id' | 'json' | 'redirect' | 'header-name' | 'one-word' | 'no-braces';
const rule = (name: Rule): Rule => name;

const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(longest.text));
const name = v.pipe(v.string(), v.nonEmpty(), v.maxLength(longest.name));
const oneOrMore = v.union([text, v.pipe(v.array(text), v.minLength(1))]);
const object = v.pipe(
  v.record(v.string(), v.unknown()),
  v.check((value) => isJson(value), rule('json')),
);
const textOrObject = v.union([text, object]);
const parameters = v.record(
  v.pipe(v.string(), v.nonEmpty()),
  v.union([v.string(), v.array(v.string()), v.array(object), object]),
);

const endpoints = v.strictObject({
  authorization: v.optional(v.pipe(text, v.description('Where the user signs in (RFC 6749 section 3.1).'))),
  token: v.optional(v.pipe(text, v.description('Where tokens are requested (RFC 6749 section 3.2).'))),
  deviceAuthorization: v.optional(v.pipe(text, v.description('Where a device code is requested (RFC 8628).'))),
  revocation: v.optional(v.pipe(text, v.description('Where tokens are revoked (RFC 7009).'))),
  introspection: v.optional(v.pipe(text, v.description('Where tokens are introspected (RFC 7662).'))),
  userinfo: v.optional(
    v.pipe(text, v.description('Where claims about the user are requested (OpenID Connect Core section 5.3).')),
  ),
  endSession: v.optional(v.pipe(text, v.description('Where the user signs out (OpenID Connect RP-Initiated Logout).'))),
  pushedAuthorizationRequest: v.optional(
    v.pipe(text, v.description('Where authorization requests are pushed (RFC 9126).')),
  ),
  jwks: v.optional(v.pipe(text, v.description('The issuer’s keys, a JWK Set (RFC 7517).'))),
});

const params = v.strictObject({
  authorization: v.optional(v.pipe(parameters, v.description('Sent with the authorization request.'))),
  token: v.optional(v.pipe(parameters, v.description('Sent with the token request.'))),
  refresh: v.optional(v.pipe(parameters, v.description('Sent when a token is refreshed.'))),
});

const security = v.strictObject({
  dpop: v.optional(v.pipe(v.boolean(), v.description('Bind tokens to a key (RFC 9449).'))),
  par: v.optional(v.pipe(v.boolean(), v.description('Push the authorization request (RFC 9126).'))),
  jar: v.optional(
    v.pipe(v.boolean(), v.description('Sign the authorization request with the private key (RFC 9101).')),
  ),
  jarm: v.optional(v.pipe(v.boolean(), v.description('Have the answer to the login signed (JARM).'))),
});

/** A profile, as it is stored in SecretStorage and in `.vscode/token-deck.json`. It holds no secret. */
export const profileSchema = v.strictObject({
  id: v.pipe(
    v.string(),
    v.regex(idPattern, rule('id')),
    v.description('The profile’s name in commands, tasks and .http files: lower-case letters, digits, “.”, “_”, “-”.'),
  ),
  name: v.optional(v.pipe(name, v.description('The name in the sidebar (default: the id).'))),
  group: v.optional(v.pipe(name, v.description('The group in the sidebar, such as an environment or a customer.'))),
  preset: v.optional(
    v.pipe(
      v.picklist(presetNames),
      v.description('A known provider, which fills in fields that this profile leaves out.'),
    ),
  ),
  tenant: v.optional(
    v.pipe(name, v.description('The preset’s tenant: Auth0’s domain, Streamdiver’s tenant shortcode.')),
  ),
  server: v.optional(v.pipe(text, v.description('The preset’s server: Keycloak’s base address.'))),
  realm: v.optional(v.pipe(name, v.description('Keycloak’s realm.'))),
  organization: v.optional(
    v.pipe(name, v.description('The organization: its name or identifier at Auth0, its identifier at iStreamPlanet.')),
  ),
  issuer: v.optional(
    v.pipe(
      text,
      v.description(
        'The issuer’s address, from which its endpoints are discovered (OpenID Connect Discovery, RFC 8414).',
      ),
    ),
  ),
  endpoints: v.optional(
    v.pipe(endpoints, v.description('Addresses of endpoints. They take precedence over discovered ones.')),
  ),
  grant: v.optional(v.pipe(v.picklist(grantNames), v.description('How to get the token.'))),
  clientId: v.optional(v.pipe(text, v.description('The client ID from the provider.'))),
  clientAuth: v.optional(
    v.pipe(
      v.picklist(clientAuthNames),
      v.description('How the client authenticates at the token endpoint. “none” is a public client.'),
    ),
  ),
  basicEncoding: v.optional(
    v.pipe(
      v.picklist(['form', 'none']),
      v.description(
        'How client_secret_basic encodes id and secret: “form” follows RFC 6749 section 2.3.1, “none” is for servers that do not decode.',
      ),
    ),
  ),
  scope: v.optional(v.pipe(text, v.description('The scopes to request, separated by spaces.'))),
  audience: v.optional(
    v.pipe(oneOrMore, v.description('The API that the token is for (Auth0’s parameter “audience”).')),
  ),
  resource: v.optional(v.pipe(oneOrMore, v.description('The resource that the token is for (RFC 8707).'))),
  username: v.optional(v.pipe(text, v.description('The user name for the password grant, or a hint for the login.'))),
  subject: v.optional(v.pipe(textOrObject, v.description('The subject of a token exchange or an assertion.'))),
  actor: v.optional(v.pipe(textOrObject, v.description('The actor of a token exchange.'))),
  assertion: v.optional(v.pipe(textOrObject, v.description('The assertion of the jwt_bearer grant.'))),
  params: v.optional(
    v.pipe(params, v.description('Additional parameters of the provider, separately for each request.')),
  ),
  tokenRequestFormat: v.optional(
    v.pipe(v.picklist(['form', 'json']), v.description('The body of token requests. RFC 6749 defines only “form”.')),
  ),
  origins: v.optional(
    v.pipe(
      v.array(text),
      v.maxLength(mostOrigins),
      v.description(
        'Where the token may be sent: origins such as https://api.example.com, or https://*.example.com for any host under it. If empty, you are asked.',
      ),
    ),
  ),
  redirect: v.optional(
    v.pipe(
      v.string(),
      v.regex(redirectPattern, rule('redirect')),
      v.description(
        'How the browser returns after the login: auto, uri-handler, loopback, loopback:PORT/path or paste.',
      ),
    ),
  ),
  security: v.optional(v.pipe(security, v.description('Additional protections, off by default.'))),
  use: v.optional(v.pipe(v.picklist(['access_token', 'id_token']), v.description('Which token to provide.'))),
  headerName: v.optional(
    v.pipe(
      v.string(),
      v.regex(headerNamePattern, rule('header-name')),
      v.description('The header that carries the token (default: Authorization).'),
    ),
  ),
  headerPrefix: v.optional(
    v.pipe(
      v.string(),
      v.regex(headerPrefixPattern, rule('one-word')),
      v.regex(/^[^{}]*$/, rule('no-braces')),
      v.description('The text before the token in the header (default: Bearer). Can be empty.'),
    ),
  ),
  refreshAhead: v.optional(
    v.pipe(
      v.number(),
      v.minValue(0),
      v.maxValue(86_400),
      v.description('Renew a token when it is valid for fewer seconds than this (default: 60).'),
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
export type Endpoints = v.InferOutput<typeof endpoints>;
