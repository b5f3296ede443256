import { grants } from './grants/table';
import type { KnownProfile } from './known';
import type { FiledKind } from './secret-kind';
import type { Settings } from './settings';

/** Whether the profile's token is pasted by hand. */
export function isPasted(known: KnownProfile): boolean {
  return known.usable && grants[known.settings.grant].obtained === 'pasted';
}

/**
 * A secret as it is kept. A name and a secret with a colon between them, pasted as the token of a header `Basic`, are
 * encoded as that header sends them, in UTF-8 (RFC 7617 section 2.1); what is encoded already has no colon.
 */
export function asKept(kind: FiledKind, settings: Pick<Settings, 'headerPrefix'>, value: string): string {
  if (kind !== 'token' || !isBasic(settings) || !/^\P{Cc}*:\P{Cc}*$/u.test(value)) return value;
  return btoa(Array.from(new TextEncoder().encode(value), (byte) => String.fromCharCode(byte)).join(''));
}

/** Whether the header that carries the token is that of HTTP Basic. */
export function isBasic({ headerPrefix }: Pick<Settings, 'headerPrefix'>): boolean {
  return headerPrefix.toLowerCase() === 'basic';
}
