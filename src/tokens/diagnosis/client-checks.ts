import { t } from '@vscode/l10n';
import { clientAuthOf } from '../../oauth/client-auth/choice';
import { secretsOf } from '../../oauth/credentials';
import { clientAuths } from '../../profile/client-auth/table';
import { secretTexts } from '../../profile/secret-texts';
import { secretsUsed } from '../../profile/secrets-used';
import type { Check, Facts } from './diagnosis-facts';
import type { Finding } from './finding';
import { isEntraProfile } from './providers';

/** What is wrong with the client, and how it shows who it is. Nothing of a secret's value is told. */
export const clientChecks: readonly Check[] = [
  missingSecrets,
  ({ client }) =>
    secretsOf(client).some((secret) => secret.trim() !== secret && !/^\s*-----/.test(secret))
      ? {
          ...{ severity: 'problem', cause: 'profile' },
          what: t('The stored secret begins or ends with white space, which was probably copied along.'),
          next: t('Set the secret again, without the white space.'),
        }
      : undefined,
  ({ client: { settings, credentials } }) => {
    const looksLikeId = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(credentials.clientSecret ?? '');
    if (!looksLikeId || !isEntraProfile(settings)) return undefined;
    return {
      ...{ severity: 'problem', cause: 'profile' },
      what: t('The stored client secret looks like the ID of a secret at Entra, not like its value.'),
      next: t('Set the client secret again: copy the “Value” under “Certificates & secrets”, not the “Secret ID”.'),
    };
  },
  specialCharacters,
];

function missingSecrets({ client: { settings, credentials }, hasSecretElsewhere }: Facts): Finding[] {
  return secretsUsed(settings)
    .filter(({ kind, required }) => required && credentials[kind] === undefined)
    .map(({ kind }): Finding => {
      const finding = { severity: 'problem', cause: 'profile', what: secretTexts[kind].missing() } as const;
      if (!hasSecretElsewhere) return { ...finding, next: t('Store it with “Token Deck: Set Secret”.') };
      return {
        ...finding,
        field: 'endpoints',
        what: t(
          'No secret is stored for this client at these addresses, but one is for the same client ID with another issuer or other endpoints.',
        ),
        next: t(
          'Correct “issuer” and “endpoints” if they are wrong; otherwise, store it with “Token Deck: Set Secret”.',
        ),
      };
    });
}

/** Whether the two ways of encoding Basic differ for the secret (RFC 6749 section 2.3.1). */
function specialCharacters({ client, examined, failure, trial }: Facts): Finding | undefined {
  const { settings, credentials } = client;
  const method = clientAuthOf(client, supportedBy(examined));
  const secret = credentials.clientSecret ?? '';
  if (clientAuths[method].isBasic !== true || /^[\w*.-]*$/.test(`${settings.clientId ?? ''}${secret}`))
    return undefined;
  const refused = (trial?.fault ?? failure)?.code === 'client-refused';
  const other = settings.basicEncoding === 'form' ? 'none' : 'form';
  return {
    ...{ severity: refused ? 'warning' : 'note', cause: 'provider', field: 'basicEncoding' },
    what: t(
      'The client ID or its secret has characters that HTTP Basic encodes in one of two ways, and servers differ in which they read.',
    ),
    next: t('If the server rejects the client, set “basicEncoding” to “{other}”, or “clientAuth” to “{method}”.', {
      ...{ other, method: 'client_secret_post' },
    }),
  };
}

function supportedBy(examined: Facts['examined']): readonly string[] | undefined {
  const listed: unknown = examined?.metadata?.token_endpoint_auth_methods_supported;
  return Array.isArray(listed) ? (listed as string[]) : undefined;
}
