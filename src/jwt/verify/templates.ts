import { t } from '@vscode/l10n';

/** A token to start a test token from. */
export interface Template {
  name: string;
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
}

const hour = 3600;

/** What the sample client may do. */
const grants = ['read:things', 'write:things'];

/**
 * Tokens as APIs get them, to be changed and signed for tests.
 * @param now milliseconds since 1970; the times in the tokens follow from it
 */
export function templates(now: number): Template[] {
  const at = Math.floor(now / 1000);
  const times = { iat: at, exp: at + hour };
  const base = { iss: 'https://login.example.com/', sub: 'ada', aud: 'https://api.example.com/', ...times };
  const access = { typ: 'at+jwt' };
  return [
    {
      name: t('Access token (RFC 9068)'),
      header: access,
      claims: { ...base, client_id: 'my-client', scope: grants.join(' '), jti: crypto.randomUUID() },
    },
    {
      name: t('ID token (OpenID Connect)'),
      header: { typ: 'JWT' },
      claims: { ...base, aud: 'my-client', nonce: 'n-1', auth_time: at, name: 'Ada Example', email: 'ada@example.com' },
    },
    {
      name: t('With permissions (Auth0)'),
      header: access,
      claims: { ...base, scope: 'openid', permissions: [...grants] },
    },
    {
      name: t('With roles (Keycloak)'),
      header: { typ: 'JWT' },
      claims: {
        ...base,
        typ: 'Bearer',
        azp: 'my-client',
        realm_access: { roles: ['user'] },
        resource_access: { 'my-api': { roles: ['editor'] } },
      },
    },
    {
      name: t('With roles (Entra ID)'),
      header: { typ: 'JWT' },
      claims: { ...base, scp: 'Things.Read', roles: ['Things.Editor'], tid: 'my-tenant', ver: '2.0' },
    },
    { name: t('Expired'), header: access, claims: { ...base, iat: at - 2 * hour, exp: at - hour } },
    { name: t('Not valid yet'), header: access, claims: { ...base, nbf: at + hour, exp: at + 2 * hour } },
    { name: t('For another audience'), header: access, claims: { ...base, aud: 'https://other.example.com/' } },
  ];
}
