import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { Fault, isFault } from '../../faults/fault';
import { plain } from '../../faults/plain';
import type { Client, OAuthClient } from '../../oauth/client';
import { exactReferenceOf, nameOf, type UsableProfile } from '../../profile/known';
import { registersClient } from '../../profile/registers-client';
import type { TokenSet } from '../../storage/token-set';
import type { Registrations } from '../../tokens/registrations';
import type { LoginWish } from '../../tokens/service';
import { ProfileItem } from '../ui/argument';
import { extensionId, type UiCommand } from '../ui/contributions';
import { offer, runUi } from '../ui/notify';
import { attempt, type CodeToEnter, type LoginSteps, type OpenFlow } from './attempt';
import { codeHint } from './code-hint';
import { askAboutCode } from './code-question';
import { loopbackAddress, orderFlows, type FlowName, type WindowKind } from './flows';
import type { HandOff } from './hand-off';
import type { Loopbacks } from './loopbacks.node';
import { pasteAddress } from './paste-address';
import type { PendingLogins } from './pending';
import { offeredUris, type RedirectUri } from './redirect-uris';
import { registeredClient } from './registered-client';
import type { WaitingLogins } from './waiting';

/** How long a login may take, in milliseconds. */
const patience = 5 * 60_000;

/** What this window is like, as far as it decides which ways of logging in work. */
export function windowKind(): WindowKind {
  return {
    ui: vscode.env.uiKind === vscode.UIKind.Web ? 'web' : 'desktop',
    remote: vscode.env.remoteName !== undefined,
  };
}

/** The redirect URI to register at the provider for logins that come back through VS Code itself. */
export function handlerUri(): string {
  return `${vscode.env.uriScheme}://${extensionId}/callback`;
}

/** The address that VS Code on the web makes for a login; each login may have another. */
async function externalUri(): Promise<string> {
  return (await vscode.env.asExternalUri(vscode.Uri.parse(handlerUri()))).toString(true);
}

/** The redirect URI of a login whose address is pasted: nothing answers there, so the browser keeps showing it. */
const pasteUri = 'http://127.0.0.1/callback';

/**
 * The redirect URIs that a profile's logins can use in this window, to register at the provider. Where VS Code makes an
 * address of its own, that is asked for.
 */
export async function redirectUris(redirect: string): Promise<RedirectUri[]> {
  const fixed = (flow: FixedFlow): RedirectUri => ({ flow, uri: fixedUri(flow, redirect), isFixed: true });
  const found = orderFlows(windowKind(), redirect).map(async (flow): Promise<RedirectUri> => {
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
type FixedFlow = Exclude<FlowName, 'external-uri'>;

function fixedUri(flow: FixedFlow, redirect: string): string {
  if (flow === 'uri-handler') return handlerUri();
  if (flow === 'paste') return pasteUri;
  const { port, path } = loopbackAddress(redirect);
  return `http://127.0.0.1${port === 0 ? '' : `:${port}`}${path}`;
}

/** The redirect URI to register for a way; none for the one on the web, whose address is another each time. */
function registeredUri(flow: FlowName | undefined, redirect: string): string | undefined {
  return flow === undefined || flow === 'external-uri' ? undefined : fixedUri(flow, redirect);
}

/** Whether a login has another way left after these. */
export function isAnotherWayLeft(redirect: string, tried: readonly string[]): boolean {
  return orderFlows(windowKind(), redirect, tried).length > 0;
}

/** Leads a user through a login: opens the browser, shows progress that can be cancelled, waits for the end. */
export class BrowserLogin {
  constructor(
    private readonly pending: PendingLogins,
    private readonly waiting: WaitingLogins,
    private readonly handOff: HandOff,
    private readonly loopbacks: () => Promise<Loopbacks>,
    private readonly registrations: () => Promise<Registrations>,
    private readonly log: (line: string) => void,
  ) {}

  /** @throws `cancelled`, `login-timeout`, `redirect-unavailable`, `port-in-use`, and what `PendingLogin.finish` throws */
  async login(
    known: UsableProfile,
    client: Client,
    oauth: OAuthClient,
    wish: LoginWish,
    signal: AbortSignal,
  ): Promise<TokenSet> {
    const not = [...(wish.not ?? [])];
    for (;;) {
      const changed = new AbortController();
      try {
        return await this.oneWay(known, client, oauth, { ...wish, not }, signal, changed);
      } catch (thrown) {
        const [flow] = orderFlows(windowKind(), known.settings.redirect, not);
        const isUnregistered = isFault(thrown) && thrown.reason === 'redirect-unregistered';
        const goesOn = isUnregistered
          ? isAnotherWayLeft(known.settings.redirect, [...not, flow ?? ''])
          : changed.signal.aborted;
        if (!goesOn || signal.aborted || flow === undefined) throw thrown;
        not.push(flow);
      }
    }
  }

  /** @param changed fires when the user wants to come back from the browser another way */
  private async oneWay(
    known: UsableProfile,
    client: Client,
    oauth: OAuthClient,
    wish: LoginWish,
    signal: AbortSignal,
    changed: AbortController,
  ): Promise<TokenSet> {
    const { redirect } = known.settings;
    const [flow] = orderFlows(windowKind(), redirect, wish.not);
    const opened: FlowName[] = [];
    try {
      return await vscode.window.withProgress(
        {
          location: vscode.ProgressLocation.Notification,
          cancellable: true,
          title: t('Signing in to {profile}', { profile: plain(nameOf(known)) }),
        },
        (progress, token) => {
          const abort = new AbortController();
          token.onCancellationRequested(() => abort.abort());
          const ended = AbortSignal.any([signal, abort.signal, changed.signal]);
          const open = (): Promise<OpenFlow> => {
            if (flow === undefined) throw noWayBack(redirect);
            opened.push(flow);
            progress.report({ message: finishHint(known) });
            return this.open(flow, redirect);
          };
          const begin = async (openRedirect: () => Promise<string>) => {
            const registering = { openRedirect, redirectUris, progress, finishHint: () => finishHint(known) };
            const registered = registersClient(known.settings)
              ? await registeredClient(await this.registrations(), known, client, registering, ended)
              : client;
            return oauth.beginLogin(registered, { openRedirect, otherAccount: wish.otherAccount === true }, ended);
          };
          const wait = (url: string, over: AbortSignal) => {
            const [next] = flow === undefined ? [] : orderFlows(windowKind(), redirect, [...(wish.not ?? []), flow]);
            const waiting = {
              profile: known,
              url,
              openAgain: () => this.openAgain(url),
              cancel: () => abort.abort(),
              paste: opened.length === 0 ? undefined : () => pasteAddress(this.pending, over),
              redirectUri: opened.length === 0 ? undefined : registeredUri(flow, redirect),
              anotherWay:
                opened.length === 0 || next === undefined
                  ? undefined
                  : { redirectUri: registeredUri(next, redirect), begin: () => changed.abort() },
            };
            this.waiting.add(waiting, over);
          };
          const showCode = (login: CodeToEnter, over: AbortSignal) => {
            wait(login.url, over);
            progress.report({ message: codeHint(login) });
            void askAboutCode(known, login, openBrowser).then((isGoingOn) => {
              if (!isGoingOn && !over.aborted) abort.abort();
            });
          };
          const steps = this.stepsBy(flow);
          const notOpened = (over: AbortSignal) => void this.offerLink(known, over);
          const browse = (url: string, over: AbortSignal) => {
            wait(url, over);
            return steps.browse(url, over);
          };
          return attempt({ ...steps, open, begin, browse, notOpened, showCode }, ended);
        },
      );
    } catch (thrown) {
      throw isFault(thrown) && opened.length > 0 ? thrown.with({ tried: [...(wish.not ?? []), ...opened] }) : thrown;
    }
  }

  private async openAgain(url: string): Promise<void> {
    this.log('the browser is opened again for a login that waits');
    await openBrowser(url);
  }

  /** For a machine where VS Code cannot open a browser: the login waits, and its link can be opened anywhere. */
  private async offerLink(known: UsableProfile, over: AbortSignal): Promise<void> {
    this.log('the browser could not be opened');
    const item = new ProfileItem(known);
    const anotherWay = this.waiting.of(known)?.anotherWay;
    const message = t('{profile}: VS Code could not open the browser. Copy the link, and open it in a browser.', {
      profile: plain(nameOf(known)),
    });
    await offer(vscode.window.showWarningMessage, message, [
      { title: t('Copy Link'), run: () => runUi('tokenDeck.ui.copyLoginLink', item) },
      ...(anotherWay === undefined
        ? []
        : [{ title: t('Try Another Way'), run: () => (over.aborted ? undefined : anotherWay.begin()) }]),
    ]);
  }

  private stepsBy(flow: FlowName | undefined): Pick<LoginSteps, 'wait' | 'browse' | 'browsing'> {
    return {
      wait: (state, ended) => {
        this.handOff.expect(state, ended);
        return this.pending.wait(state, patience, ended);
      },
      browse: async (url) => {
        this.log(`login by ${flow}: the browser is opened`);
        return (await openBrowser(url)) || (await wasCopied(url));
      },
      browsing: (ended) => {
        if (flow === 'paste') void pasteAddress(this.pending, ended);
      },
    };
  }

  private async open(flow: FlowName, redirect: string): Promise<OpenFlow> {
    const nothing = () => undefined;
    switch (flow) {
      case 'uri-handler':
        return { redirectUri: handlerUri(), close: nothing };
      case 'external-uri':
        return { redirectUri: await externalUri(), close: nothing };
      case 'loopback': {
        const { port, path } = loopbackAddress(redirect);
        return (await this.loopbacks()).open(port, path);
      }
      case 'paste':
        return { redirectUri: pasteUri, close: nothing };
    }
  }
}

function noWayBack(redirect: string): Fault {
  return new Fault(
    'redirect-unavailable',
    t('The browser cannot return to this window with “{redirect}”.', { redirect }),
  );
}

function openBrowser(url: string): Thenable<boolean> {
  // As a string: a Uri would decode and encode the query again, and nested addresses, “+” and “&” would break.
  return vscode.env.openExternal(url as unknown as vscode.Uri);
}

/**
 * Whether the user chose Copy where VS Code asked about the address: it reports that as a no. Where VS Code runs in a
 * browser, that would ask for a permission to read the clipboard.
 */
async function wasCopied(url: string): Promise<boolean> {
  return vscode.env.uiKind === vscode.UIKind.Desktop && (await vscode.env.clipboard.readText()) === url;
}

function finishHint(known: UsableProfile): string {
  const argument = encodeURIComponent(JSON.stringify([exactReferenceOf(known)]));
  const link = (command: UiCommand) => `command:${command}?${argument}`;
  return t(
    'continue in the browser. [Open it again]({open}), [copy the link]({copy}), or [paste the address]({paste}) where it ended. [Does the browser show an error?]({error})',
    {
      error: link('tokenDeck.ui.browserError'),
      open: link('tokenDeck.ui.openBrowserAgain'),
      copy: link('tokenDeck.ui.copyLoginLink'),
      paste: link('tokenDeck.ui.pasteAddress'),
    },
  );
}
