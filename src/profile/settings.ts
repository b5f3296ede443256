import type { ClientAuth } from './client-auth/table';
import type { Grant } from './grants/table';
import type { Endpoints, Profile } from './schema';

/** A profile with its preset and the defaults filled in: what requests are made from. */
export interface Settings extends Omit<Profile, 'grant' | 'clientAuth' | 'endpoints' | 'preset'> {
  grant: Grant;
  /** Undefined if neither the profile nor its preset says: then the server's metadata and the stored secret decide. */
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
