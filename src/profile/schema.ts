import * as v from 'valibot';
import { certificatesIn } from './authorities';
import { clientAuthNames } from './client-auth/table';
import { grantNames } from './grants/table';
import { idPattern } from './id';
import { isJson } from './json-value';
import { headerNamePattern, headerPrefixPattern, longest, mostOrigins } from './limits';
import { presetNames } from './presets';

/** `auto`, `uri-handler`, `loopback`, `loopback:PORT/path` or `paste`. */
const redirectPattern = /^(auto|uri-handler|paste|loopback(:\d{1,5}(\/[^\s?#]*)?)?)$/;

/** Rules that a value can break; what it must be instead is told by src/profile/schema-problems.ts. */
export type Rule = 'id' | 'json' | 'redirect' | 'header-name' | 'one-word' | 'no-braces' | 'certificates';
const rule = (name: Rule): Rule => name;

const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(longest.text));
const name = v.pipe(v.string(), v.nonEmpty(), v.maxLength(longest.name));
const oneOrMore = v.union([text, v.pipe(v.array(text), v.minLength(1))]);
const object = v.pipe(
  v.record(v.string(), v.unknown()),
  v.check((value) => isJson(value), rule('json')),
);
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
  registration: v.optional(
    v.pipe(text, v.description('Where a client is registered if there is no “clientId” (RFC 7591).')),
  ),
  jwks: v.optional(v.pipe(text, v.description('The issuer’s keys, a JWK Set (RFC 7517).'))),
});

const alg = v.optional(v.pipe(name, v.description('The signature algorithm (default: the usual one of the key).')));
const kid = v.optional(v.pipe(name, v.description('The key’s id (default: that of the key).')));

const clientAssertion = v.strictObject({
  alg,
  kid,
  audience: v.optional(
    v.pipe(
      text,
      v.description(
        'Whom the JWT is for: “issuer” (default), “token_endpoint” (default without an issuer), “endpoint” (the request’s) or an address.',
      ),
    ),
  ),
});

const sourceProfile = v.optional(
  v.pipe(text, v.description('The profile whose token it is: its ID or its full name.')),
);
const sourceType = v.optional(
  v.pipe(text, v.description('The token’s type: access_token (default), id_token, refresh_token, jwt or a URN.')),
);
const source = v.strictObject({ profile: sourceProfile, type: sourceType });

const assertion = v.strictObject({
  profile: sourceProfile,
  type: sourceType,
  issuer: v.optional(v.pipe(text, v.description('“iss” (default: the client ID).'))),
  subject: v.optional(v.pipe(text, v.description('“sub” (default: “iss”).'))),
  audience: v.optional(
    v.pipe(
      text,
      v.description('“aud”: “issuer” (default), “token_endpoint” (default without an issuer), or the value itself.'),
    ),
  ),
  lifetime: v.optional(
    v.pipe(v.number(), v.minValue(1), v.maxValue(3600), v.description('Seconds until it expires (default: 300).')),
  ),
  claims: v.optional(v.pipe(object, v.description('Further claims; null leaves one out.'))),
  alg,
  kid,
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

const tls = v.strictObject({
  ca: v.optional(
    v.pipe(
      v.string(),
      v.nonEmpty(),
      v.maxLength(longest.authorities),
      v.check((value) => certificatesIn(value) !== undefined, rule('certificates')),
      v.description('Certificates of further authorities to trust for this profile’s servers, as PEM text.'),
    ),
  ),
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
    v.pipe(
      name,
      v.description(
        'The preset’s tenant: a domain (Auth0, Okta, OneLogin), a tenant (Microsoft Entra ID, Streamdiver), a user pool (Amazon Cognito), an environment (PingOne).',
      ),
    ),
  ),
  server: v.optional(
    v.pipe(text, v.description('The preset’s server: its base address, such as Keycloak’s or GitLab’s.')),
  ),
  realm: v.optional(
    v.pipe(
      name,
      v.description(
        'The preset’s realm: Keycloak’s realm, Okta’s authorization server, authentik’s application, Vault’s provider.',
      ),
    ),
  ),
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
  clientAssertion: v.optional(
    v.pipe(clientAssertion, v.description('The JWT of client_secret_jwt and private_key_jwt.')),
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
  subject: v.optional(
    v.pipe(source, v.description('Whose token is exchanged: another profile’s, or a pasted one of a given type.')),
  ),
  actor: v.optional(
    v.pipe(source, v.description('Who acts for the subject of a token exchange: another profile, or a pasted token.')),
  ),
  requestedTokenType: v.optional(
    v.pipe(text, v.description('The type of token that an exchange asks for: access_token, id_token, jwt or a URN.')),
  ),
  assertion: v.optional(
    v.pipe(assertion, v.description('The JWT of the jwt_bearer grant: signed here, or another profile’s token.')),
  ),
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
  tls: v.optional(v.pipe(tls, v.description('How this profile’s servers are connected to.'))),
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
  clientAssertion: Object.keys(clientAssertion.entries),
  subject: Object.keys(source.entries),
  actor: Object.keys(source.entries),
  assertion: Object.keys(assertion.entries),
  tls: Object.keys(tls.entries),
};

/** What a person or a repository wrote: checked, not yet filled in by its preset. */
export type Profile = v.InferOutput<typeof profileSchema>;
export type Endpoints = v.InferOutput<typeof endpoints>;
