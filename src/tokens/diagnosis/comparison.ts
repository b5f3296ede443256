import { t } from '@vscode/l10n';
import { urlOf } from '../../base/url';
import { members } from '../../oauth/endpoints/members';
import { clientAuthOf } from '../../oauth/client-auth/choice';
import { dateText } from '../../oauth/transcript';
import { grants } from '../../profile/grants/table';
import { registersClient } from '../../profile/registers-client';
import { code } from './markdown';
import type { Facts } from './diagnosis-facts';

/** A row of the comparison: the profile's field, its value, and what the metadata have for it. Both are Markdown. */
export type Compared = [field: string, own: string, named: string];

/** The profile held against its issuer's metadata, field by field. Parameters of the profile's own are told by name only. */
export function compared({ client, examined, profile, registration }: Facts): Compared[] {
  const { settings } = client;
  const metadata: Partial<NonNullable<NonNullable<Facts['examined']>['metadata']>> = examined?.metadata ?? {};
  const { grantType, redirects } = grants[settings.grant];
  const listed = metadata.token_endpoint_auth_methods_supported;
  const method = clientAuthOf(client, Array.isArray(listed) ? listed : undefined);
  const own = Object.values(settings.params ?? {}).flatMap((leg) => Object.keys(leg as object));
  const endpoints = (Object.keys(members) as (keyof typeof members)[]).flatMap((name): Compared[] => {
    const [mine, theirs] = [settings.endpoints[name], metadata[members[name]]];
    if (mine === undefined && theirs === undefined) return [];
    return [[`endpoints.${name}`, address(mine), address(theirs)]];
  });
  const rows: (Compared | undefined)[] = [
    ['issuer', address(settings.issuer), address(metadata.issuer)],
    ...endpoints,
    ['grant', code(settings.grant), list(metadata.grant_types_supported, grantType)],
    redirects && ['PKCE', code('S256'), list(metadata.code_challenge_methods_supported, 'S256')],
    ['clientId', value(settings.clientId), registrationText(profile, registration)],
    ['clientAuth', code(method), list(listed, method)],
    ['scope', value(settings.scope), list(metadata.scopes_supported, settings.scope)],
    has(settings.audience, ['audience', value(settings.audience), '']),
    has(settings.resource, ['resource', value(settings.resource), '']),
    has(settings.organization, ['organization', value(settings.organization), '']),
    own.length === 0 ? undefined : ['params', value(own), ''],
    redirects && [
      'security.par',
      code(String(settings.security?.par ?? false)),
      metadata.require_pushed_authorization_requests === true ? t('required') : '',
    ],
    has(settings.origins?.length, ['origins', value(settings.origins), '']),
    redirects && ['redirect', code(settings.redirect), ''],
  ];
  return rows.filter((row) => row !== undefined);
}

/** What became of the client of a profile that names none. */
function registrationText({ settings }: Facts['profile'], registration: Facts['registration']): string {
  if (!registersClient(settings)) return '';
  if (registration === undefined || registration.isRefused === true) return t('registered when you next sign in');
  const time = dateText(registration.registeredAt);
  const managed = registration.management === undefined ? 'RFC 7591' : 'RFC 7591, RFC 7592';
  return t('registered on {time} ({standards})', { time, standards: managed });
}

function has(given: unknown, row: Compared): Compared | undefined {
  return given === undefined || given === 0 ? undefined : row;
}

function value(given: string | readonly string[] | undefined): string {
  return given === undefined ? '' : code([given].flat().join(' '));
}

/** An address without its query, in which a key may be. */
function address(given: unknown): string {
  if (given === undefined) return '';
  const url = typeof given === 'string' ? urlOf(given) : undefined;
  if (url === undefined) return t('not an address');
  // As it is written: a slash at its end can matter.
  const shown = url.username === '' && typeof given === 'string' ? (given.split(/[?#]/)[0] ?? '') : url.origin;
  return code(`${shown}${url.search === '' ? '' : '?…'}`);
}

/** What a list of the metadata has: all of it where it is short, else whether it has what is asked for. */
function list(given: unknown, asked: string | undefined): string {
  if (!Array.isArray(given)) return '';
  const names = given.filter((name) => typeof name === 'string');
  if (names.length <= 8) return code(names.join(' '));
  const found = (asked ?? '').split(/\s+/).filter((name) => names.includes(name));
  return t('{count} values, among them: {found}', { count: names.length, found: code(found.join(' ')) });
}
