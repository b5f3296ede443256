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

export const secretOwners: Readonly<Record<SecretKind, 'client' | 'user' | 'profile'>> = table;

export const secretKinds = Object.keys(table) as SecretKind[];
