import { t } from '@vscode/l10n';
import { asksOpenid } from '../openid';
import { issuerProblems } from './authorization-code';
import type { GrantFacts } from './grant-facts';

/**
 * RFC 6749 section 4.2. RFC 9700 section 2.1.2 advises against it: the token itself is in an address, which leaks more
 * easily than the answer to a request, and nothing binds it to the client that asked for it.
 */
export const implicit: GrantFacts = {
  label: () => t('Implicit (legacy)'),
  detail: () => t('The token is returned in the browser’s address: only for providers that support nothing else'),
  grantType: 'implicit',
  responseType: (settings) => (asksOpenid(settings) ? 'id_token token' : 'token'),
  obtained: 'login',
  redirects: true,
  inFragment: true,
  renewal: 'never',
  tokenOf: 'profile',
  client: 'any',
  endpoints: ['authorization'],
  secrets: () => [],
  wizard: ['scope'],
  problems(settings) {
    const problems = issuerProblems(settings);
    if (settings.redirect === 'uri-handler')
      problems.push({
        field: 'redirect',
        message: t(
          '“redirect” cannot be “uri-handler” with {grant}: the address has the token in it, and VS Code passes addresses on to other windows and logs.',
          { grant: 'implicit' },
        ),
      });
    for (const name of ['dpop', 'jarm'] as const)
      if (settings.security?.[name] === true)
        problems.push({
          field: 'security',
          message: t('“security.{name}” cannot be used with {grant}.', { name, grant: 'implicit' }),
        });
    return problems;
  },
};
