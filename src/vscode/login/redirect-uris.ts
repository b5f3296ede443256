import type { RedirectFlow } from './flows';

/** An address that logins come back to. */
export interface RedirectUri {
  flow: RedirectFlow;
  uri: string;
  /** Whether every login sends this one, so that it can be registered at a provider. */
  isFixed: boolean;
}

/**
 * The redirect URIs to offer, each once. Where one is different for each login, those that can be registered come first,
 * and there is at least the one of a login whose address is pasted.
 */
export function offeredUris(uris: readonly RedirectUri[], paste: RedirectUri): RedirectUri[] {
  const all = uris.every(({ isFixed }) => isFixed) ? uris : [...uris.filter(({ isFixed }) => isFixed), paste, ...uris];
  return all.filter((each, index) => all.findIndex(({ uri }) => uri === each.uri) === index);
}

/** What fits most providers: they compare redirect URIs exactly, so that one which is different for each login is refused. */
export function recommendedRedirect(uris: readonly RedirectUri[]): 'paste' | 'auto' {
  return isChanging(uris) ? 'paste' : 'auto';
}

/** Whether logins send another address each time, so that a provider which compares addresses exactly refuses them. */
export function isChanging(uris: readonly RedirectUri[]): boolean {
  return uris.some(({ isFixed }) => !isFixed);
}
