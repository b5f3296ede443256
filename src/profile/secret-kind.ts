/** The kinds of secret that can be stored, and whose each is: the client's, a user's at that client, or one profile's. */
const table = {
  clientSecret: 'client',
  privateKey: 'client',
  clientCertificate: 'client',
  password: 'user',
  token: 'profile',
  subjectToken: 'profile',
  actorToken: 'profile',
} satisfies Record<string, 'client' | 'user' | 'profile'>;

export type SecretKind = keyof typeof table;

export const secretKinds = Object.keys(table) as SecretKind[];

/**
 * What is filed as secrets are: also the key that a profile's tokens are bound to, and the client that was registered for
 * it, which are made here and never asked for.
 */
const filed = { ...table, dpopKey: 'profile', registration: 'profile' } satisfies Record<
  string,
  'client' | 'user' | 'profile'
>;

export type FiledKind = keyof typeof filed;

export const secretOwners: Readonly<Record<FiledKind, 'client' | 'user' | 'profile'>> = filed;

export const filedKinds = Object.keys(filed) as FiledKind[];
