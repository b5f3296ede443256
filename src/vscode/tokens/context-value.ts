import { implementedGrants } from '../../oauth/grants/table';
import { grants } from '../../profile/grants/table';
import type { KnownProfile } from '../../profile/known';
import { isPasted } from '../../profile/pasted';
import type { TokenState } from '../../tokens/state';

/** The words about a profile that the conditions of menus look for (`viewItem`, in package.json). */
export function contextValueOf(known: KnownProfile, hasToken: boolean, state: TokenState['kind']): string {
  const { home } = known;
  return [
    'profile',
    home.kind,
    ...(known.usable ? ['usable'] : []),
    ...(isLogin(known) ? ['login'] : []),
    ...(signsInByRedirect(known) ? ['redirect'] : []),
    ...(known.usable ? [isPasted(known) ? 'pasted' : 'obtained'] : []),
    ...(hasToken || state === 'stored' ? ['token'] : []),
    ...(state === 'signing-in' ? ['waiting'] : []),
    ...(state === 'failed' || state === 'unusable' ? ['troubled'] : []),
  ].join(' ');
}

/** Whether a person can sign in with the profile: its grant is a login, and can be done. */
export function isLogin(known: KnownProfile): boolean {
  if (!known.usable) return false;
  const { grant } = known.settings;
  return grants[grant].obtained === 'login' && implementedGrants[grant] !== undefined;
}

/** Whether a person signs in with the profile, and the browser comes back to a redirect URI. */
function signsInByRedirect(known: KnownProfile): boolean {
  return isLogin(known) && known.usable && grants[known.settings.grant].redirects === true;
}
