import { grants } from './grants/table';
import type { KnownProfile } from './known';

/** Whether the profile's token is pasted by hand. */
export function isPasted(known: KnownProfile): boolean {
  return known.usable && grants[known.settings.grant].obtained === 'pasted';
}
