import type { Profile } from '../../profile/schema';
import type { SecretKind } from '../../profile/secret-kind';

/** A workspace folder that a team profile can be kept in. */
export interface TeamFolder {
  name: string;
  uri: string;
}

/** A profile that was just made, its secrets apart, and the folder that it is for, if it is a team profile. */
export interface NewProfile {
  profile: Profile;
  secrets: Partial<Record<SecretKind, string>>;
  folder: TeamFolder | undefined;
}
