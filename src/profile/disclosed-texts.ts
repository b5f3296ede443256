import { t } from '@vscode/l10n';
import { urlOf } from '../base/url';
import { plain } from '../faults/plain';
import { hostsOf, ownParametersOf, type Host, type HostRole, type OwnParameter } from './disclosed';
import { grants } from './grants/table';
import { shownOrigin } from './origins';
import { registersClient } from './registers-client';
import type { Settings } from './settings';

/** The most characters of a value that is shown. */
export const longest = { address: 2048, value: 300, parameterName: 60 } as const;

const roleNames: Record<HostRole, () => string> = {
  issuer: () => t('issuer'),
  authorization: () => t('authorization endpoint'),
  token: () => t('token endpoint'),
  deviceAuthorization: () => t('device authorization endpoint'),
  revocation: () => t('revocation endpoint'),
  introspection: () => t('introspection endpoint'),
  userinfo: () => t('userinfo endpoint'),
  endSession: () => t('sign-out endpoint'),
  pushedAuthorizationRequest: () => t('pushed authorization request endpoint'),
  registration: () => t('client registration endpoint'),
  jwks: () => t('keys'),
};

/** A host and what it is for, as a person reads it. A host is never cut: its end says whose it is. */
export function describeHost({ origin, roles }: Host): string {
  return t('{origin} ({roles})', {
    origin: plain(origin, longest.address),
    roles: roles.map((role) => roleNames[role]()).join(', '),
  });
}

/** A parameter of a profile's own, with the request that it goes with, as a person reads it. */
export function describeParameter({ leg, name, value }: OwnParameter): string {
  const shown = { name: plain(name, longest.parameterName), value: plain(value, longest.value) };
  switch (leg) {
    case 'authorization':
      return t('Authorization request: {name}={value}', shown);
    case 'token':
      return t('Token request: {name}={value}', shown);
    case 'refresh':
      return t('Refresh request: {name}={value}', shown);
  }
}

const addressTexts: Record<HostRole, (places: { address: string }) => string> = {
  issuer: (places) => t('Issuer: {address}', places),
  authorization: (places) => t('Authorization endpoint: {address}', places),
  token: (places) => t('Token endpoint: {address}', places),
  deviceAuthorization: (places) => t('Device authorization endpoint: {address}', places),
  revocation: (places) => t('Revocation endpoint: {address}', places),
  introspection: (places) => t('Introspection endpoint: {address}', places),
  userinfo: (places) => t('User info endpoint: {address}', places),
  endSession: (places) => t('End session endpoint: {address}', places),
  pushedAuthorizationRequest: (places) => t('Pushed authorization request endpoint: {address}', places),
  registration: (places) => t('Client registration endpoint: {address}', places),
  jwks: (places) => t('Keys: {address}', places),
};

/**
 * The addresses that a profile names, as a person reads them, where they say more than their host: a path tells tenants
 * of one host apart, and a query is sent like parameters.
 */
export function describeAddresses(settings: Pick<Settings, 'issuer' | 'endpoints'>): string[] {
  return addressesOf(settings).flatMap(([role, url]) =>
    saysMore(url) ? [addressTexts[role]({ address: plain(url.href, longest.address) })] : [],
  );
}

/**
 * Whom a profile names as its servers, each with what it is for, as a person reads it: by its address where that says
 * more than its host.
 * @param isTold whether those of a role are
 * @param query the most characters that are shown of a query; a host and a path are never cut
 */
export function describeServers(
  settings: Pick<Settings, 'issuer' | 'endpoints'>,
  isTold: (role: HostRole) => boolean,
  query = Infinity,
): string[] {
  const found = new Map<string, { origin: string; roles: HostRole[] }>();
  for (const [role, url] of addressesOf(settings)) {
    if (!isTold(role)) continue;
    const shown = saysMore(url) ? `${url.origin}${url.pathname}${plain(url.search, query)}` : url.origin;
    const known = found.get(url.href) ?? { origin: shown, roles: [] };
    known.roles.push(role);
    found.set(url.href, known);
  }
  return [...found.values()].map(describeHost);
}

/** The addresses that a profile names, as they are sent to: what a browser would make of odd spellings is shown. */
function addressesOf({ issuer, endpoints }: Pick<Settings, 'issuer' | 'endpoints'>): [HostRole, URL][] {
  const named = [['issuer', issuer], ...Object.entries(endpoints)] as [HostRole, string | undefined][];
  return named.flatMap(([role, address]) => {
    const url = address === undefined ? undefined : urlOf(address);
    return url === undefined ? [] : [[role, url] as [HostRole, URL]];
  });
}

function saysMore({ pathname, search }: URL): boolean {
  return pathname !== '/' || search !== '';
}

/**
 * All that the question about a profile's use shows of it: its hosts, where its token may go, then what tells its
 * requests from others.
 * @param authorities the fingerprints of its further authorities
 */
export function describeUse(
  settings: Settings,
  authorities: readonly string[],
): { hosts: string[]; origins: string[]; facts: string[] } {
  return {
    hosts: hostsOf(settings).map(describeHost),
    origins: describeOrigins(settings),
    facts: [...describeAddresses(settings), ...describeClient(settings), ...describeRequest(settings, authorities)],
  };
}

/** The client, as a person reads it; empty where there is none, and none is to be registered. */
export function describeClient(settings: Settings): string[] {
  if (registersClient(settings)) return [t('Client: registered when you first sign in')];
  return line((value) => t('Client: {value}', { value }), settings.clientId);
}

/**
 * What shapes a profile's requests beside its addresses and the client, as a person reads it; not what is usual.
 * @param authorities the fingerprints of its further authorities
 */
export function describeRequest(settings: Settings, authorities: readonly string[]): string[] {
  const { scope, organization, redirect, username, security, basicEncoding, tokenRequestFormat } = settings;
  const list = (value: string | string[] | undefined) => [value ?? []].flat();
  const protections = Object.entries(security ?? {}).flatMap(([name, on]) => (on ? [name.toUpperCase()] : []));
  return [
    ...authorities.map((value) => t('Trusts the authority with the SHA-256 fingerprint {value}', { value })),
    ...line((value) => t('Grant: {grant}', { grant: value }), grantOf(settings)),
    ...listed((value) => t('Scope: {value}', { value }), scopesOf(scope), ' '),
    ...listed((value) => t('Audience: {value}', { value }), list(settings.audience), ', '),
    ...listed((value) => t('Resource: {value}', { value }), list(settings.resource), ', '),
    ...line((value) => t('Organization: {value}', { value }), organization),
    ...line((value) => t('User: {value}', { value }), username),
    ...line((value) => t('Subject: {value}', { value }), textOf(settings.subject)),
    ...line((value) => t('Actor: {value}', { value }), textOf(settings.actor)),
    ...line((value) => t('Requested token type: {value}', { value }), settings.requestedTokenType),
    ...line((value) => t('Assertion: {value}', { value }), textOf(settings.assertion)),
    ...line((value) => t('Client authentication: {value}', { value }), settings.clientAuth),
    ...line((value) => t('Client assertion: {value}', { value }), textOf(settings.clientAssertion)),
    ...line((value) => t('Encoding of Basic: {value}', { value }), basicEncoding === 'form' ? '' : basicEncoding),
    ...line(
      (value) => t('Body of token requests: {value}', { value }),
      tokenRequestFormat === 'form' ? '' : tokenRequestFormat,
    ),
    ...line((value) => t('Redirect: {value}', { value }), redirect === 'auto' ? undefined : redirect),
    ...line((value) => t('Protection: {value}', { value }), protections.join(', ')),
    ...line((value) => t('Header: {value}', { value }), isUsual(settings) ? undefined : headerOf(settings)),
    ...ownParametersOf(settings).map(describeParameter),
  ];
}

/** The grant, if it is not one of the usual ones; undefined if nothing is sent. */
function grantOf({ grant }: Settings): string | undefined {
  const { isUsual: usual, obtained, label } = grants[grant];
  return usual === true || obtained === 'pasted' ? undefined : label();
}

/** An object of the profile as one text: its fields and their values, as they are written. */
export function textOf(value: object | undefined): string | undefined {
  if (value === undefined) return undefined;
  const fields = Object.entries(value).map(
    ([name, its]) => `${name} ${typeof its === 'string' ? its : JSON.stringify(its)}`,
  );
  return fields.join(', ');
}

/** Whether its token is sent as an access token is (RFC 6750 section 2.1). */
function isUsual({ use, headerName, headerPrefix }: Settings): boolean {
  return use === 'access_token' && headerName.toLowerCase() === 'authorization' && headerPrefix === 'Bearer';
}

function headerOf({ use, headerName, headerPrefix }: Settings): string {
  return `${headerName}: ${[headerPrefix, `{${use}}`].filter(Boolean).join(' ')}`;
}

/** The origins that a profile names, as a person reads them. */
export function originsOf({ origins = [] }: Settings): string[] {
  return origins.map((origin) => {
    const { host, anyUnder } = shownOrigin(origin);
    return anyUnder ? t('any host under {host}', { host: plain(host, longest.value) }) : plain(host, longest.value);
  });
}

/** Where a profile's token may be sent, on a line of its own; empty if it names no origins. */
export function describeOrigins(settings: Settings): string[] {
  const origins = originsOf(settings);
  return origins.length === 0 ? [] : [t('Its token may be sent to: {origins}', { origins: origins.join(', ') })];
}

/** A fact on a line of its own; nothing without a value. */
function line(text: (value: string) => string, value: string | undefined): string[] {
  return value === undefined || value === '' ? [] : [text(plain(value, longest.value))];
}

/** Values on one line. Each is cut, not the line: the last says as much as the first. */
function listed(text: (value: string) => string, values: readonly string[], separator: string): string[] {
  return values.length === 0 ? [] : [text(values.map((each) => plain(each, longest.value)).join(separator))];
}

/** The scopes of a list that spaces separate (RFC 6749 section 3.3). */
export function scopesOf(scope = ''): string[] {
  return scope.split(' ').filter(Boolean);
}
