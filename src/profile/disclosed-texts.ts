import { t } from '@vscode/l10n';
import { plain } from '../faults/plain';
import type { Host, HostRole, OwnParameter } from './disclosed';

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
    origin: plain(origin, 2048),
    roles: roles.map((role) => roleNames[role]()).join(', '),
  });
}

/** A parameter of a profile's own, with the request that it goes with, as a person reads it. */
export function describeParameter({ leg, name, value }: OwnParameter): string {
  const shown = { name: plain(name, 60), value: plain(value, 300) };
  switch (leg) {
    case 'authorization':
      return t('Authorization request: {name}={value}', shown);
    case 'token':
      return t('Token request: {name}={value}', shown);
    case 'refresh':
      return t('Refresh request: {name}={value}', shown);
  }
}
