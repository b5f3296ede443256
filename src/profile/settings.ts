import type { ClientAuth, Endpoints, Grant, Profile } from './schema';

/** A profile with its preset and the defaults filled in: what requests are made from. */
export interface Settings extends Omit<Profile, 'grant' | 'clientAuth' | 'endpoints' | 'preset'> {
  grant: Grant;
  /** Undefined where neither profile nor preset say: then the server's metadata and the stored secret decide. */
  clientAuth: ClientAuth | undefined;
  endpoints: Endpoints;
  basicEncoding: 'form' | 'none';
  tokenRequestFormat: 'form' | 'json';
  redirect: string;
  use: 'access_token' | 'id_token';
  headerName: string;
  headerPrefix: string;
  refreshAhead: number;
}

/** What the tree and messages call a profile. */
export function displayName(profile: { id: string; name?: string | undefined }): string {
  return profile.name ?? profile.id;
}

/** Whether the profile asks for an ID token (OpenID Connect Core section 3.1.2.1), in its scope or its own parameters. */
export function asksOpenid(settings: Settings): boolean {
  const own = settings.params?.authorization?.scope;
  const scope = own === undefined ? settings.scope : [own].flat().join(' ');
  return (scope ?? '').split(/\s+/).includes('openid');
}
