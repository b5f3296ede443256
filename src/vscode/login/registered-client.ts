import type { Progress } from 'vscode';
import { t } from '@vscode/l10n';
import { plain } from '../../faults/plain';
import type { Client } from '../../oauth/client';
import { grants } from '../../profile/grants/table';
import type { UsableProfile } from '../../profile/known';
import type { Registrations } from '../../tokens/registrations';
import type { RedirectUri } from './redirect-uris';

/** What the login is like that a client is registered for. */
interface Registering {
  openRedirect: () => Promise<string>;
  redirectUris: (redirect: string) => Promise<RedirectUri[]>;
  /** What shows that the login is under way, and can cancel it. */
  progress: Progress<{ message: string }>;
  /** What it shows of a login in the browser. */
  finishHint: () => string;
}

/**
 * The client for a login of a profile that names none: registered now, or before. While it is registered, the login says
 * so.
 * @throws what `Registrations.forLogin` throws
 */
export async function registeredClient(
  registrations: Registrations,
  known: UsableProfile,
  client: Client,
  { openRedirect, redirectUris, progress, finishHint }: Registering,
  ended: AbortSignal,
): Promise<Client> {
  const { grant, redirect } = known.settings;
  const tell = (host: string) =>
    progress.report({ message: t('registering Token Deck as a client at {host}…', { host: plain(host, 300) }) });
  if (grants[grant].redirects !== true)
    return registrations.forLogin(known, client, { redirectUri: undefined, fixed: [] }, tell, ended);
  const redirectUri = await openRedirect();
  // Another way is at hand where one fails, whatever the profile prefers.
  const offered = await Promise.all([redirect, 'auto'].map(redirectUris));
  const fixed = offered.flat().flatMap(({ uri, isFixed }) => (isFixed ? [uri] : []));
  const way = { redirectUri, fixed: [...new Set(fixed)] };
  const registered = await registrations.forLogin(known, client, way, tell, ended);
  progress.report({ message: finishHint() });
  return registered;
}
