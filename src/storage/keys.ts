import { base64UrlOf } from '../base/base64url';
import { authenticatedEndpoints } from '../profile/authenticated-endpoints';
import { grants } from '../profile/grants/table';
import { identityOf, type UsableProfile } from '../profile/known';
import { secretOwners, type FiledKind } from '../profile/secret-kind';
import type { Settings } from '../profile/settings';

/**
 * The key of a stored secret: who the client is, who issues, every endpoint that the profile names itself and
 * the client authenticates to, and the further authorities that may vouch for these. A profile that sends the secret elsewhere has another key, and finds nothing.
 * A password belongs to a user too, a pasted token to its profile only.
 */
export async function secretKey(kind: FiledKind, known: UsableProfile): Promise<string> {
  const { settings } = known;
  const parts = {
    kind,
    clientId: settings.clientId,
    issuer: settings.issuer === undefined ? undefined : new URL(settings.issuer).href,
    endpoints: authenticatedEndpoints.map((name) => settings.endpoints[name] ?? null),
    // Who can pass for the server. Without it, the key is the one that version 0.1 made.
    ca: settings.tls?.ca,
    registration: kind === 'registration' ? settings.endpoints.registration : undefined,
    username: secretOwners[kind] === 'user' ? settings.username : undefined,
    profile: secretOwners[kind] === 'profile' ? identityOf(known) : undefined,
  };
  return `secret.${await digest(parts)}`;
}

/**
 * The key of a stored token: every field that shapes the request, and the profile itself where the token is its own,
 * because a person signed in or pasted it, or because it is bound to the profile's key.
 */
export async function tokenKey(known: UsableProfile): Promise<string> {
  const { settings } = known;
  const isOwn = grants[settings.grant].tokenOf === 'profile' || settings.security?.dpop === true;
  const profile = isOwn ? identityOf(known) : undefined;
  return `token.${await digest({ ...requestShape(settings), profile })}`;
}

/** The key of what is asked for, and of the folder: an answer about one kind of request does not hold for another. */
export async function shapeKey(known: UsableProfile): Promise<string> {
  const folder = known.home.kind === 'team' ? known.home.folderId : '';
  return `consent.${await digest({ folder, ...requestShape(known.settings) })}`;
}

/**
 * The key of a person's yes to a folder's profile: all that the question shows, and what else it is bound to.
 * @param bound what must still be the same, such as the generation of the stored secret
 */
export async function useKey(known: UsableProfile, bound: string): Promise<string> {
  const { redirect, origins, use, headerName, headerPrefix } = known.settings;
  const carried = { origins, use, headerName, headerPrefix };
  return `use.${await digest({ request: await shapeKey(known), redirect, carried, bound })}`;
}

/**
 * Whether a setting shapes the request for a token: then another value of it is another token, and asks for consent
 * again. The others can be edited without signing anyone out. Every setting is listed, so that a new one cannot share
 * a token by oversight.
 */
export const shapesRequest = {
  id: false,
  name: false,
  group: false,
  // The preset's own fields are expanded into those below.
  tenant: false,
  server: false,
  realm: false,
  organization: true,
  issuer: true,
  endpoints: true,
  grant: true,
  clientId: true,
  clientAuth: true,
  clientAssertion: true,
  basicEncoding: true,
  scope: true,
  audience: true,
  resource: true,
  username: true,
  subject: true,
  actor: true,
  requestedTokenType: true,
  assertion: true,
  params: true,
  tokenRequestFormat: true,
  security: true,
  tls: true,
  // Where a token may go, not which token it is.
  origins: false,
  redirect: false,
  use: false,
  headerName: false,
  headerPrefix: false,
  refreshAhead: false,
} as const satisfies Record<keyof Settings, boolean>;

function requestShape(settings: Settings): object {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => shapesRequest[name as keyof Settings]));
}

/** SHA-256 over canonical JSON, base64url. */
async function digest(value: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(canonical(value));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return base64UrlOf(hash);
}

/** JSON with sorted keys and without undefined, so that equal settings give equal keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`;
}
