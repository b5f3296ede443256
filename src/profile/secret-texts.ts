import { t } from '@vscode/l10n';
import type { SecretKind } from './secret-kind';

/** What is told of a kind of secret. */
interface SecretTexts {
  label: () => string;
  /** Says that none is stored. */
  missing: () => string;
  /** Says what to do in an input that is still empty. */
  paste: () => string;
}

export const secretTexts: Readonly<Record<SecretKind, SecretTexts>> = {
  clientSecret: {
    label: () => t('Client Secret'),
    missing: () => t('No client secret is stored for this client.'),
    paste: () => t('Paste the client secret, or press Escape'),
  },
  privateKey: {
    label: () => t('Private Key'),
    missing: () => t('No private key is stored for this client.'),
    paste: () => t('Paste the private key, or press Escape'),
  },
  clientCertificate: {
    label: () => t('Client Certificate'),
    missing: () => t('No client certificate is stored for this client.'),
    paste: () => t('Paste the client certificate, or press Escape'),
  },
  password: {
    label: () => t('Password'),
    missing: () => t('No password is stored for this user.'),
    paste: () => t('Paste the password, or press Escape'),
  },
  token: {
    label: () => t('Token'),
    missing: () => t('No token is stored for this profile.'),
    paste: () => t('Paste the token, or press Escape'),
  },
  subjectToken: {
    label: () => t('Subject Token'),
    missing: () => t('No subject token is stored for this profile.'),
    paste: () => t('Paste the subject token, or press Escape'),
  },
  actorToken: {
    label: () => t('Actor Token'),
    missing: () => t('No actor token is stored for this profile.'),
    paste: () => t('Paste the actor token, or press Escape'),
  },
};
