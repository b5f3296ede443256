import * as vscode from 'vscode';
import { grants } from '../../profile/grants/table';
import type { Settings } from '../../profile/settings';
import { extensionId } from '../ui/contributions';
import { loopbackAddress, redirectFlows, type FlowName, type RedirectFlow, type WindowKind } from './flows';
import { offeredUris, type RedirectUri } from './redirect-uris';

/** What this window is like, as far as it decides which ways of logging in work. */
export function windowKind(): WindowKind {
  return {
    ui: vscode.env.uiKind === vscode.UIKind.Web ? 'web' : 'desktop',
    remote: vscode.env.remoteName !== undefined,
  };
}

/** Where a profile's login takes place, as far as that is known before it. */
export function situationOf({ grant }: Pick<Settings, 'grant'>) {
  return { ...windowKind(), inFragment: grants[grant].inFragment === true };
}

/** The redirect URI to register at the provider for logins that come back through VS Code itself. */
export function handlerUri(): string {
  return `${vscode.env.uriScheme}://${extensionId}/callback`;
}

/** The address that VS Code on the web makes for a login; each login may have another. */
export async function externalUri(): Promise<string> {
  return (await vscode.env.asExternalUri(vscode.Uri.parse(handlerUri()))).toString(true);
}

/** The redirect URI of a login whose address is pasted: nothing answers there, so the browser keeps showing it. */
export const pasteUri = 'http://127.0.0.1/callback';

/**
 * The redirect URIs that a profile's logins can use in this window, to register at the provider. Where VS Code makes an
 * address of its own, that is asked for.
 */
export async function redirectUris(settings: Pick<Settings, 'redirect' | 'grant'>): Promise<RedirectUri[]> {
  const { redirect } = settings;
  const fixed = (flow: FixedFlow): RedirectUri => ({ flow, uri: fixedUri(flow, redirect), isFixed: true });
  const found = redirectFlows(situationOf(settings), redirect).map(async (flow): Promise<RedirectUri> => {
    if (flow !== 'external-uri') return fixed(flow);
    try {
      const [uri, next] = [await externalUri(), await externalUri()];
      return { flow, uri, isFixed: uri === next };
    } catch {
      // Then logins cannot use it either.
      return fixed('paste');
    }
  });
  return offeredUris(await Promise.all(found), fixed('paste'));
}

/** The ways whose redirect URI is known before a login. */
type FixedFlow = Exclude<RedirectFlow, 'external-uri'>;

function fixedUri(flow: FixedFlow, redirect: string): string {
  if (flow === 'uri-handler') return handlerUri();
  if (flow === 'paste') return pasteUri;
  const { port, path } = loopbackAddress(redirect);
  return `http://127.0.0.1${port === 0 ? '' : `:${port}`}${path}`;
}

/** The redirect URI to register for a way; none for a code, and for the one on the web, whose address is another each time. */
export function registeredUri(flow: FlowName | undefined, redirect: string): string | undefined {
  return flow === undefined || flow === 'external-uri' || flow === 'device' ? undefined : fixedUri(flow, redirect);
}
