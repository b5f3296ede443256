import type { UsableProfile } from './known';
import { isPasted } from './pasted';
import type { Settings } from './settings';

/** Whether the token that a profile hands out is bound to its key (RFC 9449): alone, it is of no use to anyone. */
export function bindsToken(known: UsableProfile): boolean {
  const { security, use } = known.settings;
  return security?.dpop === true && use === 'access_token' && !isPasted(known);
}

/**
 * What stands before a token in its header: what the profile says, except that a token which is bound to a key has a
 * scheme of its own (RFC 9449 section 7.1), unless the profile says something unusual.
 */
export function prefixOf({ headerPrefix }: Settings, isBound: boolean): string {
  return isBound && headerPrefix === 'Bearer' ? 'DPoP' : headerPrefix;
}
