import { t } from '@vscode/l10n';
import { plain } from '../faults/plain';
import { hostsOf, ownParametersOf, type Host, type HostRole, type OwnParameter } from './disclosed';
import { grants } from './grants/table';
import { shownOrigin } from './origins';
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
  jwks: (places) => t('Keys: {address}', places),
};

/**
 * The addresses that a profile names, as a person reads them, where they say more than their host: a path tells tenants
 * of one host apart, and a query is sent like parameters.
 */
export function describeAddresses(settings: Pick<Settings, 'issuer' | 'endpoints'>): string[] {
  return addressesOf(settings, (address) => !/^[a-z]+:\/\/[^/?]*\/?$/i.test(address));
}

function addressesOf(
  { issuer, endpoints }: Pick<Settings, 'issuer' | 'endpoints'>,
  isTold: (address: string) => boolean,
): string[] {
  const named = [['issuer', issuer], ...Object.entries(endpoints)] as [HostRole, string | undefined][];
  return named.flatMap(([role, address]) =>
    address === undefined || !isTold(address) ? [] : [addressTexts[role]({ address: plain(address, longest.address) })],
  );
}

/** All that the question about a profile's use shows of it: its hosts, then what tells its requests from others. */
export function describeUse(settings: Settings): { hosts: string[]; facts: string[] } {
  const request = describeRequest(settings);
  return {
    hosts: hostsOf(settings).map(describeHost),
    facts: [
      ...describeAddresses(settings).filter((line) => !request.includes(line)),
      ...describeClient(settings),
      ...request,
    ],
  };
}

/** The client, as a person reads it; empty where there is none. */
export function describeClient({ clientId }: Settings): string[] {
  return line((value) => t('Client: {value}', { value }), clientId);
}

/**
 * What shapes a profile's requests beside the client, and where its token may go, as a person reads it; not what is
 * usual.
 */
export function describeRequest(settings: Settings): string[] {
  const { scope, organization, redirect, username, security, basicEncoding, tokenRequestFormat } = settings;
  const list = (value: string | string[] | undefined) => [value ?? []].flat();
  const protections = Object.entries(security ?? {}).flatMap(([name, on]) => (on ? [name.toUpperCase()] : []));
  return [
    ...addressesOf(settings, (address) => address.includes('?')),
    ...line((value) => t('Grant: {grant}', { grant: value }), grantOf(settings)),
    ...listed((value) => t('Scope: {value}', { value }), scopesOf(scope), ' '),
    ...listed((value) => t('Audience: {value}', { value }), list(settings.audience), ', '),
    ...listed((value) => t('Resource: {value}', { value }), list(settings.resource), ', '),
    ...line((value) => t('Organization: {value}', { value }), organization),
    ...line((value) => t('User: {value}', { value }), username),
    ...line((value) => t('Subject: {value}', { value }), textOf(settings.subject)),
    ...line((value) => t('Actor: {value}', { value }), textOf(settings.actor)),
    ...line((value) => t('Assertion: {value}', { value }), textOf(settings.assertion)),
    ...line((value) => t('Client authentication: {value}', { value }), settings.clientAuth),
    ...line((value) => t('Encoding of Basic: {value}', { value }), basicEncoding === 'form' ? '' : basicEncoding),
    ...line(
      (value) => t('Body of token requests: {value}', { value }),
      tokenRequestFormat === 'form' ? '' : tokenRequestFormat,
    ),
    ...line((value) => t('Redirect: {value}', { value }), redirect === 'auto' ? undefined : redirect),
    ...line((value) => t('Protection: {value}', { value }), protections.join(', ')),
    ...line((value) => t('Header: {value}', { value }), isUsual(settings) ? undefined : headerOf(settings)),
    ...describeOrigins(settings),
    ...ownParametersOf(settings).map(describeParameter),
  ];
}

/** The grant, if it is not one that people know from the wizard; undefined if nothing is sent. */
function grantOf({ grant }: Settings): string | undefined {
  const { wizard, obtained, label } = grants[grant];
  return wizard !== undefined || obtained === 'pasted' ? undefined : label();
}

/** A value that is a text or JSON, as one text. */
export function textOf(value: Settings['subject']): string | undefined {
  return typeof value === 'object' ? JSON.stringify(value) : value;
}

/** Whether its token is sent as an access token is (RFC 6750 section 2.1). */
function isUsual({ use, headerName, headerPrefix }: Settings): boolean {
  return use === 'access_token' && headerName.toLowerCase() === 'authorization' && headerPrefix === 'Bearer';
}

function headerOf({ use, headerName, headerPrefix }: Settings): string {
  return `${headerName}: ${[headerPrefix, `{${use}}`].filter(Boolean).join(' ')}`;
}

/** Where a profile's token may be sent, as a person reads it; empty if it names no origins. */
export function describeOrigins({ origins = [] }: Settings): string[] {
  const shown = origins.map((origin) => {
    const { host, anyUnder } = shownOrigin(origin);
    return anyUnder ? t('any host under {host}', { host: plain(host, longest.value) }) : plain(host, longest.value);
  });
  return shown.length === 0 ? [] : [t('Its token may be sent to: {origins}', { origins: shown.join(', ') })];
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
