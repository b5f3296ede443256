import { t } from '@vscode/l10n';
import { plain } from '../../faults/plain';
import { decodeJwt } from '../../jwt/read/decode';
import { grants } from '../../profile/grants/table';
import { asksOpenid } from '../../profile/openid';
import { lifetimeOf } from '../freshness';
import type { Check, Facts } from './diagnosis-facts';
import type { Finding } from './finding';
import { isAuth0Profile, isEntraProfile, isGoogleProfile, isKeycloakProfile } from './providers';

/** What the token is asked to be for, and what came of it. */
export const tokenChecks: readonly Check[] = [
  ({ profile: { settings }, examined }) => {
    const hasAudience = settings.audience !== undefined || settings.params?.authorization?.audience !== undefined;
    if (!isAuth0Profile(settings, examined?.metadata?.token_endpoint) || hasAudience || isPasted(settings)) return;
    return warning('audience', 'profile', {
      what: t(
        'No “audience” is asked for. Auth0 then gives an opaque token that no API of yours can check, or refuses a machine.',
      ),
      next: t('Set “audience” to the API’s “Identifier” in the Auth0 dashboard.'),
    });
  },
  ({ profile: { settings } }) => {
    if (!isKeycloakProfile(settings) || settings.audience === undefined || grants[settings.grant].takesAudience) return;
    return warning('audience', 'profile', {
      what: t('Keycloak ignores “audience” with this grant.'),
      next: t('Remove it, and add an audience mapper to a client scope of the client in Keycloak.'),
    });
  },
  ({ profile: { settings } }) => {
    if (!isEntraProfile(settings) || settings.audience === undefined) return;
    return warning('audience', 'profile', {
      what: t('Entra ignores “audience”: there, the scope says which API the token is for.'),
      next: t('Remove it, and put the API’s “Application ID URI” into “scope”.'),
    });
  },
  ({ profile: { settings } }) => {
    if (!isEntraProfile(settings) || !isOfClient(settings)) return;
    const scopes = scopesOf(settings);
    if (scopes.length > 0 && scopes.every((scope) => scope.endsWith('/.default'))) return;
    return {
      ...warning('scope', 'profile', {
        what: t('Client credentials at Entra take only the scope of one API that ends in “/.default”.'),
        next: t('Set “scope” to the API’s “Application ID URI”, followed by “/.default”.'),
      }),
      severity: 'problem',
    };
  },
  ({ profile: { settings } }) => {
    if (!isEntraProfile(settings) || !isOfClient(settings)) return;
    if (!/\/(?:common|organizations|consumers)(?:\/|$)/.test(settings.issuer ?? settings.endpoints.token ?? '')) return;
    return {
      ...warning('issuer', 'profile', {
        what: t('Client credentials need one tenant, and the profile asks at the address of many.'),
        next: t('Put the ID of your tenant into “issuer”, in the place of “common” or “organizations”.'),
      }),
      severity: 'problem',
    };
  },
  ({ profile: { settings } }) => {
    if (!isGoogleProfile(settings) || grants[settings.grant].redirects !== true) return;
    if (settings.params?.authorization?.access_type !== undefined) return;
    return warning('params.authorization', 'profile', {
      what: t('Google gives a refresh token only where the sign-in asks for it, and not by a scope.'),
      next: t('Add {parameter} to “params.authorization”.', { parameter: '"access_type": "offline"' }),
    });
  },
  ({ profile: { settings } }) =>
    settings.scope?.includes(',') === true
      ? warning('scope', 'profile', {
          what: t('“scope” has a comma in it. Scopes are separated by spaces (RFC 6749 section 3.3).'),
          next: t('Replace the commas by spaces, unless the provider’s documentation shows commas.'),
        })
      : undefined,
  ({ profile: { settings } }) =>
    isOfClient(settings) && scopesOf(settings).includes('openid')
      ? warning('scope', 'profile', {
          what: t('The scope has “openid”, but no user takes part in this grant, so that there is no ID token.'),
          next: t('Remove “openid” from “scope”, or choose a grant in which a user signs in.'),
        })
      : undefined,
  ({ profile: { settings } }) =>
    settings.use === 'id_token' && !asksOpenid(settings)
      ? {
          ...{ severity: 'problem', cause: 'profile', field: 'use' },
          what: t('The ID token is to be used, but “scope” does not have “openid”, without which there is none.'),
          next: t('Add “openid” to “scope”, or set “use” to “access_token”.'),
        }
      : undefined,
  noRefreshToken,
  ({ profile: { settings } }) =>
    settings.headerName.toLowerCase() === 'authorization' && settings.headerPrefix.toLowerCase() !== 'bearer'
      ? note('headerPrefix', 'profile', {
          what: t('The token is sent without “Bearer” before it, which most APIs want in “Authorization” (RFC 6750).'),
          next: t('If the API answers 401, remove “headerPrefix”.'),
        })
      : undefined,
  ({ profile: { settings } }) =>
    (settings.origins ?? []).length === 0
      ? note('origins', 'profile', {
          what: t('The profile does not say where its token may be sent, so that you are asked for each API.'),
          next: t('List the origins of the API, such as {example}.', { example: 'https://api.example.com' }),
        })
      : undefined,
  shortLife,
  narrowedScope,
  otherAudience,
];

type Said = Pick<Finding, 'what' | 'next'>;

const warning = (field: string, cause: Finding['cause'], said: Said): Finding => ({
  ...{ severity: 'warning', cause, field },
  ...said,
});
const note = (field: string, cause: Finding['cause'], said: Said): Finding => ({
  ...{ severity: 'note', cause, field },
  ...said,
});

type Settings = Facts['profile']['settings'];

function isOfClient({ grant }: Settings): boolean {
  return grants[grant].tokenOf === 'client' && grants[grant].client === 'confidential';
}

function isPasted({ grant }: Settings): boolean {
  return grants[grant].obtained === 'pasted';
}

function scopesOf({ scope = '' }: Settings): string[] {
  return scope.split(/\s+/).filter((each) => each !== '');
}

/** Servers with the scope `offline_access` give a refresh token only for it (OpenID Connect Core section 11). */
function noRefreshToken({ profile: { settings }, examined, set }: Facts): Finding | undefined {
  if (grants[settings.grant].renewal !== 'refresh-token' || set?.refreshToken !== undefined) return undefined;
  const listed: unknown = examined?.metadata?.scopes_supported;
  const wantsScope = Array.isArray(listed) && listed.includes('offline_access');
  if (wantsScope && !scopesOf(settings).includes('offline_access'))
    return warning('scope', 'profile', {
      what: t(
        '“offline_access” is not asked for, so there may be no refresh token: you sign in again whenever it expires.',
      ),
      next: t('Add “offline_access” to “scope”.'),
    });
  if (set === undefined) return undefined;
  return note('scope', 'provider', {
    what: t('The provider gave no refresh token: you sign in again whenever the token expires.'),
    next: t('Allow refresh tokens for this client at the provider, then sign in again.'),
  });
}

function shortLife({ profile: { settings }, set, trial }: Facts): Finding | undefined {
  const newest = trial?.set ?? set;
  const { obtainedAt = 0, expiresAt } = newest === undefined ? {} : lifetimeOf(newest, settings.use);
  if (expiresAt === undefined) return undefined;
  const seconds = Math.round((expiresAt - obtainedAt) / 1000);
  if (seconds > settings.refreshAhead * 2) return undefined;
  return note('refreshAhead', 'profile', {
    what: t(
      'The token lives {seconds} s, which is less than twice “refreshAhead”: it is renewed at half of its life.',
      {
        seconds,
      },
    ),
    next: t('Set “refreshAhead” to a smaller number, or have the provider give tokens that live longer.'),
  });
}

function narrowedScope({ profile: { settings }, set, trial }: Facts): Finding | undefined {
  const granted = (trial?.set ?? set)?.scope?.split(/\s+/);
  if (granted === undefined) return undefined;
  // `offline_access` and `openid` ask for more than a scope of the token, and often are not repeated.
  const missing = scopesOf(settings).filter(
    (scope) => !granted.includes(scope) && !['openid', 'offline_access'].includes(scope),
  );
  if (missing.length === 0) return undefined;
  return warning('scope', 'provider', {
    what: t('The token does not have all scopes that were asked for; these are missing: {scopes}.', {
      scopes: plain(missing.join(', ')),
    }),
    next: t('Have them granted to the client or the user at the provider, or remove them from “scope”.'),
  });
}

function otherAudience({ profile: { settings }, set, trial }: Facts): Finding | undefined {
  const { audience } = settings;
  const newest = trial?.set ?? set;
  if (audience === undefined || newest === undefined) return undefined;
  const claims = decodeJwt(newest.accessToken)?.claims;
  if (claims?.aud === undefined) return undefined;
  const named = [claims.aud].flat();
  const missing = [audience].flat().filter((each) => !named.includes(each));
  if (missing.length === 0) return undefined;
  return warning('audience', 'provider', {
    what: t('The token is for another audience ({aud}) than the one that was asked for.', {
      aud: plain(named.map(String).join(', ')),
    }),
    next: t(
      'Compare “audience” with the provider’s documentation: some servers want “resource” or a scope in its place.',
    ),
  });
}
