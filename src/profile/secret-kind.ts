import { t } from '@vscode/l10n';

/** What is known of a kind of secret. */
interface SecretKindFacts {
  label: () => string;
  /** Says that none is stored. */
  missing: () => string;
  /** Says what to do in an input that is still empty. */
  paste: () => string;
  /** Whose it is: the client's, a user's at that client, or one profile's. */
  of: 'client' | 'user' | 'profile';
}

const table = {
  clientSecret: {
    label: () => t('Client Secret'),
    missing: () => t('No client secret is stored for this client.'),
    paste: () => t('Paste the client secret, or press Escape'),
    of: 'client',
  },
  privateKey: {
    label: () => t('Private Key'),
    missing: () => t('No private key is stored for this client.'),
    paste: () => t('Paste the private key, or press Escape'),
    of: 'client',
  },
  clientCertificate: {
    label: () => t('Client Certificate'),
    missing: () => t('No client certificate is stored for this client.'),
    paste: () => t('Paste the client certificate, or press Escape'),
    of: 'client',
  },
  password: {
    label: () => t('Password'),
    missing: () => t('No password is stored for this user.'),
    paste: () => t('Paste the password, or press Escape'),
    of: 'user',
  },
  token: {
    label: () => t('Token'),
    missing: () => t('No token is stored for this profile.'),
    paste: () => t('Paste the token, or press Escape'),
    of: 'profile',
  },
  subjectToken: {
    label: () => t('Subject Token'),
    missing: () => t('No subject token is stored for this profile.'),
    paste: () => t('Paste the subject token, or press Escape'),
    of: 'profile',
  },
  actorToken: {
    label: () => t('Actor Token'),
    missing: () => t('No actor token is stored for this profile.'),
    paste: () => t('Paste the actor token, or press Escape'),
    of: 'profile',
  },
} satisfies Record<string, SecretKindFacts>;

export type SecretKind = keyof typeof table;

/** Every kind of secret that can be stored. */
export const secretKinds: Readonly<Record<SecretKind, SecretKindFacts>> = table;

export const secretKindNames = Object.keys(table) as SecretKind[];
