import { t } from '@vscode/l10n';
import { asksOpenid } from '../openid';
import type { GrantFacts } from './grant-facts';

/** RFC 6749 section 4.1, with PKCE (RFC 7636). */
export const authorizationCode: GrantFacts = {
  label: () => t('Browser sign-in'),
  detail: () => t('Authorization code with PKCE: a user signs in'),
  isUsual: true,
  grantType: 'authorization_code',
  responseType: 'code',
  obtained: 'login',
  redirects: true,
  canBeByCode: true,
  renewal: 'refresh-token',
  tokenOf: 'profile',
  client: 'any',
  endpoints: ['token', 'authorization'],
  secrets: () => [],
  wizard: ['scope'],
  problems(settings) {
    const missing = (message: string) => [{ field: 'issuer' as const, message }];
    if (settings.issuer !== undefined) return [];
    if (asksOpenid(settings))
      return missing(t('“issuer” is missing: with the scope “openid” an ID token is checked against it.'));
    return settings.security?.jarm === true
      ? missing(t('“issuer” is missing: with “security.jarm” the answer to a login is checked against it.'))
      : [];
  },
};
