import { t } from '@vscode/l10n';
import { asksOpenid } from '../openid';
import type { GrantFacts, GrantProblem, GrantSettings } from './grant-facts';

/** RFC 6749 section 4.1, with PKCE (RFC 7636). */
export const authorizationCode: GrantFacts = {
  label: () => t('Browser sign-in'),
  detail: () => t('Authorization code with PKCE: a user signs in'),
  isUsual: true,
  grantType: 'authorization_code',
  responseType: () => 'code',
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
    const problems = idTokenProblems(settings);
    if (settings.issuer !== undefined || problems.length > 0 || settings.security?.jarm !== true) return problems;
    const message = t('“issuer” is missing: with “security.jarm” the answer to a login is checked against it.');
    return [{ field: 'issuer', message }];
  },
};

/** What is wrong where an ID token is asked for that cannot be checked. */
export function idTokenProblems(settings: GrantSettings): GrantProblem[] {
  if (settings.issuer !== undefined || !asksOpenid(settings)) return [];
  const message = t('“issuer” is missing: with the scope “openid” an ID token is checked against it.');
  return [{ field: 'issuer', message }];
}
