import { t } from '@vscode/l10n';
import type { GrantFacts } from './grant-facts';

/** RFC 7523 section 2.1. */
export const jwtBearer: GrantFacts = {
  label: () => t('JWT bearer'),
  detail: () => t('A JWT signed with a private key is exchanged for a token'),
  grantType: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
  isUnlisted: true,
  obtained: 'request',
  renewal: 'again',
  tokenOf: 'profile',
  client: 'any',
  endpoints: ['token'],
  sources: ['assertion'],
  wizard: ['scope'],
  secrets: ({ assertion }) => (assertion?.profile === undefined ? ['privateKey'] : []),
  problems: ({ assertion }) => {
    const { profile, type: _, ...signed } = assertion ?? {};
    const both = profile !== undefined && Object.keys(signed).length > 0;
    const message = t('“assertion” names another profile’s token, so it cannot say how a JWT is signed, too.');
    return both ? [{ field: 'assertion', message }] : [];
  },
};
