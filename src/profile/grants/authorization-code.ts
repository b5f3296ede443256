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
    const problems = issuerProblems(settings);
    if (settings.issuer !== undefined || problems.length > 0 || settings.security?.jarm !== true) return problems;
    const message = t('“issuer” is missing: with “security.jarm” the answer to a login is checked against it.');
    return [{ field: 'issuer', message }];
  },
};

/** What is wrong without an issuer where an ID token is asked for, which cannot be checked, or a request signed for it. */
export function issuerProblems(settings: GrantSettings): GrantProblem[] {
  if (settings.issuer !== undefined) return [];
  if (asksOpenid(settings)) {
    const message = t('“issuer” is missing: with the scope “openid” an ID token is checked against it.');
    return [{ field: 'issuer', message }];
  }
  if (settings.security?.jar !== true) return [];
  return [
    { field: 'issuer', message: t('“issuer” is missing: with “security.jar” the request of a login is for it.') },
  ];
}
