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

/** Whether a person signs in with the profile. */
export function isLogin(known: KnownProfile): boolean {
  return known.usable && grants[known.settings.grant].obtained === 'login';
}

/** Whether a person signs in with the profile, and the browser comes back to a redirect URI. */
function signsInByRedirect(known: KnownProfile): boolean {
  return known.usable && grants[known.settings.grant].redirects === true;
}
