import { urlOf } from '../../base/url';
import { isEntra } from '../../oauth/issuer';
import type { Settings } from '../../profile/settings';

type Addresses = Pick<Settings, 'issuer' | 'endpoints'>;

/** The address that tells which provider it is. */
function addressOf({ issuer, endpoints }: Addresses): URL | undefined {
  return urlOf(issuer ?? endpoints.token ?? '');
}

/** Whether a profile is about Auth0, also at a domain of its customer's, by the path of its endpoints. */
export function isAuth0Profile(settings: Addresses, tokenEndpoint?: unknown): boolean {
  const host = addressOf(settings)?.hostname ?? '';
  const token = typeof tokenEndpoint === 'string' ? tokenEndpoint : (settings.endpoints.token ?? '');
  return host.endsWith('.auth0.com') || urlOf(token)?.pathname === '/oauth/token';
}

export function isKeycloakProfile(settings: Addresses): boolean {
  return /\/realms\/[^/]+/.test(addressOf(settings)?.pathname ?? '');
}

export function isEntraProfile(settings: Addresses): boolean {
  const url = addressOf(settings);
  return url !== undefined && isEntra(url.href);
}

export function isGoogleProfile(settings: Addresses): boolean {
  return ['accounts.google.com', 'oauth2.googleapis.com'].includes(addressOf(settings)?.hostname ?? '');
}
