import { t } from '@vscode/l10n';
import type { ServerMetadata } from 'openid-client';
import { urlOf } from '../base/url';
import { Fault } from '../faults/fault';
import { plain } from '../faults/plain';
import { clientAuths } from '../profile/client-auth/table';
import { grants } from '../profile/grants/table';
import type { Settings } from '../profile/settings';
import { clientAuthOf } from './client-auth/choice';
import type { Client } from './credentials';

/** Something in a profile that its server's metadata rule out. */
export interface RuledOut {
  /** The profile's field to change. */
  field: string;
  /** What is wrong, a whole sentence. */
  what: string;
  next: string;
}

type Check = (client: Client, metadata: ServerMetadata) => RuledOut | undefined;

/**
 * What an issuer's metadata can rule out (RFC 8414 section 2, RFC 9126 section 5, RFC 9101 section 10.5). Only a list
 * that is there, and does not have what the profile wants, rules it out: what no list is about is tried.
 */
const checks: readonly Check[] = [
  ({ settings }, metadata) => {
    const { grantType, isUnlisted } = grants[settings.grant];
    const offered = listIn(metadata.grant_types_supported);
    if (grantType === undefined || offered === undefined || offered.includes(grantType)) return undefined;
    // Glewlwyd has some of its grants in the list of response types.
    if (isUnlisted === true || listIn(metadata.response_types_supported)?.includes(grantType) === true)
      return undefined;
    if (isOkta(metadata) && grants[settings.grant].tokenOf === 'client') return undefined;
    return {
      field: 'grant',
      what: t('The issuer’s metadata don’t offer the grant “{grant}” (they list: {offered}).', {
        grant: settings.grant,
        offered: shown(offered),
      }),
      next: t(
        'Choose another “grant” in the profile. If the server has this one all the same, add its address as “{field}”: then its metadata aren’t asked.',
        { field: `endpoints.${grants[settings.grant].endpoints[0]}` },
      ),
    };
  },
  ({ settings }, metadata) => {
    const type = grants[settings.grant].responseType?.(settings);
    const offered = listIn(metadata.response_types_supported);
    if (type === undefined || offered === undefined || offered.some((each) => isSame(each, type))) return undefined;
    return {
      field: 'grant',
      what: t('The issuer’s metadata don’t offer the response type “{type}” of this grant (they list: {offered}).', {
        type,
        offered: shown(offered),
      }),
      next: t('Choose another “grant” in the profile.'),
    };
  },
  (client, metadata) => {
    const offered = listIn(metadata.token_endpoint_auth_methods_supported);
    if (offered === undefined || !grants[client.settings.grant].endpoints.includes('token')) return undefined;
    const method = clientAuthOf(client, offered);
    // A public client doesn't authenticate, and many servers with public clients don't list “none”.
    if (clientAuths[method].secret === undefined || offered.includes(method)) return undefined;
    return {
      field: 'clientAuth',
      what: t('The issuer’s metadata don’t offer the client authentication “{method}” (they list: {offered}).', {
        method,
        offered: shown(offered),
      }),
      next: t('Set “clientAuth” in the profile to one of these: {offered}.', { offered: shown(offered) }),
    };
  },
  ({ settings }, metadata) => {
    const offered = listIn(metadata.code_challenge_methods_supported);
    const isWithCode = grants[settings.grant].responseType?.(settings) === 'code';
    if (!isWithCode || offered === undefined || offered.includes('S256')) return undefined;
    return {
      field: 'grant',
      what: t(
        'The server takes PKCE only by {offered}, and a sign-in uses “S256” alone, since the others don’t protect it.',
        {
          offered: shown(offered),
        },
      ),
      next: t('Have “S256” enabled at the provider, or choose another “grant” in the profile.'),
    };
  },
  ({ settings }, metadata) =>
    grants[settings.grant].redirects === true &&
    metadata.require_signed_request_object === true &&
    settings.security?.jar !== true
      ? {
          field: 'security.jar',
          what: t('The server wants authorization requests to be signed (JAR), and the profile doesn’t do so.'),
          next: t('Set “{field}” to true in the profile.', { field: 'security.jar' }),
        }
      : undefined,
];

/** Everything in a profile that its server's metadata rule out, the most basic first. */
export function ruledOut(client: Client, metadata: ServerMetadata): RuledOut[] {
  return checks.map((check) => check(client, metadata)).filter((found) => found !== undefined);
}

/**
 * Refuses a request that the server's metadata rule out, before it is sent.
 * @throws `grant-unsupported`, which names the field to change
 */
export function refuseRuledOut(client: Client, metadata: ServerMetadata): void {
  const [found] = ruledOut(client, metadata);
  if (found !== undefined) throw new Fault('grant-unsupported', found.what, { next: found.next, reason: 'ruled-out' });
}

/** The scopes that are asked for and that the metadata don't list; many servers list only some (RFC 8414 section 2). */
export function unlistedScopes({ scope = '' }: Pick<Settings, 'scope'>, metadata: ServerMetadata): string[] {
  const listed = listIn(metadata.scopes_supported);
  return listed === undefined ? [] : scope.split(/\s+/).filter((each) => each !== '' && !listed.includes(each));
}

/** A list of names; undefined where there is none, or it says nothing. */
function listIn(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const names = value.filter((name) => typeof name === 'string');
  return names.length === 0 ? undefined : names;
}

/** Whether two response types are the same: the order of their words does not count (RFC 6749 section 3.1.1). */
function isSame(one: string, other: string): boolean {
  const words = (type: string) => type.split(' ').sort().join(' ');
  return words(one) === words(other);
}

function shown(names: readonly string[]): string {
  return plain(names.join(', '), 200);
}

/** Okta, also at a domain of its customer's: it has client credentials everywhere, and lists them nowhere. */
function isOkta({ token_endpoint: address }: ServerMetadata): boolean {
  return address !== undefined && /^\/oauth2\/(?:[^/]+\/)?v1\/token$/.test(urlOf(address)?.pathname ?? '');
}
