import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { Fault, isFault } from '../../faults/fault';
import { plain } from '../../faults/plain';
import type { Client, OAuthClient } from '../../oauth/client';
import { exactReferenceOf, nameOf, type UsableProfile } from '../../profile/known';
import { grants } from '../../profile/grants/table';
import { registersClient } from '../../profile/registers-client';
import type { TokenSet } from '../../storage/token-set';
import type { Registrations } from '../../tokens/registrations';
import type { LoginWish } from '../../tokens/service';
import { ProfileItem } from '../ui/argument';
import type { UiCommand } from '../ui/contributions';
import { offer, runUi } from '../ui/notify';
import { attempt, type CodeToEnter, type LoginSteps, type BrowserRequest, type OpenFlow } from './attempt';
import { codeHint } from './code-hint';
import { askAboutCode } from './code-question';
import { loopbackAddress, type FlowName, type RedirectFlow } from './flows';
import type { HandOff } from './hand-off';
import type { Loopbacks } from './loopbacks.node';
import { pasteAddress } from './paste-address';
import type { PendingLogins } from './pending';
import { registeredClient } from './registered-client';
import type { WaitingLogins } from './waiting';
import { Ways } from './ways';
import { externalUri, handlerUri, pasteUri, redirectUris, registeredUri, situationOf } from './window-uris';

/** How long a login may take, in milliseconds. */
const patience = 5 * 60_000;

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
    const { redirect } = known.settings;
    const ways = new Ways(situationOf(known.settings), redirect, wish.not);
    for (;;) {
      const changed = new AbortController();
      try {
        return await this.oneWay(known, client, oauth, { ways, wish, signal, changed });
      } catch (thrown) {
        if (signal.aborted || !ways.goOn(thrown, changed.signal.aborted)) throw thrown;
      }
    }
  }

  /** @param login `changed` fires when the user wants to end the login another way */
  private async oneWay(
    known: UsableProfile,
    client: Client,
    oauth: OAuthClient,
    { ways, wish, signal, changed }: { ways: Ways; wish: LoginWish; signal: AbortSignal; changed: AbortController },
  ): Promise<TokenSet> {
    const { redirect, grant } = known.settings;
    const inFragment = grants[grant].inFragment === true;
    ways.begun = undefined;
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
            const flow = ways.first;
            if (flow === undefined || flow === 'device') throw noWayBack(redirect);
            ways.begun = flow;
            progress.report({ message: finishHint(known) });
            return this.open(flow, redirect, inFragment);
          };
          const begin = async (openRedirect: () => Promise<string>) => {
            const registers = registersClient(known.settings);
            // A client is registered for the profile's own grant alone.
            ways.offersCode = !registers && (await oauth.offersCode(client));
            const byCode = ways.first === 'device';
            if (byCode) ways.begun = 'device';
            const registered = registers ? await this.registered(known, client, openRedirect, progress, ended) : client;
            const otherAccount = wish.otherAccount === true;
            return oauth.beginLogin(registered, { openRedirect, byCode, otherAccount }, ended);
          };
          const wait = (url: () => Promise<string>, over: AbortSignal) => {
            const { begun, next } = ways;
            const comesBack = begun !== undefined && begun !== 'device';
            const waiting = {
              profile: known,
              url,
              openAgain: () => this.openAgain(url),
              cancel: () => abort.abort(),
              paste: comesBack ? () => pasteAddress(this.pending, inFragment, over) : undefined,
              redirectUri: registeredUri(begun, redirect),
              anotherWay:
                begun === undefined || next === undefined
                  ? undefined
                  : {
                      redirectUri: registeredUri(next, redirect),
                      isByCode: next === 'device',
                      begin: () => changed.abort(),
                    },
            };
            this.waiting.add(waiting, over);
          };
          const showCode = (login: CodeToEnter, over: AbortSignal) => {
            this.log('login by device: the code is shown');
            wait(() => Promise.resolve(login.url), over);
            progress.report({ message: codeHint(login) });
            void askAboutCode(known, login, openBrowser).then((isGoingOn) => {
              if (!isGoingOn && !over.aborted) abort.abort();
            });
          };
          const notOpened = (over: AbortSignal) => void this.offerLink(known, over);
          const browse = ({ url, again }: BrowserRequest, over: AbortSignal) => {
            wait(() => again(over), over);
            return this.browse(url, ways.begun);
          };
          const steps: LoginSteps = {
            ...{ open, begin, browse, notOpened, showCode },
            wait: (state, over) => {
              // A token is not passed on between windows.
              if (!inFragment) this.handOff.expect(state, over);
              return this.pending.wait(state, patience, over);
            },
            browsing: (over) => {
              if (ways.begun === 'paste') void pasteAddress(this.pending, inFragment, over);
            },
          };
          return attempt(steps, ended);
        },
      );
    } catch (thrown) {
      throw isFault(thrown) ? thrown.with(ways.tried()) : thrown;
    }
  }

  /** The client of a profile that names none; see `registeredClient`. */
  private async registered(
    known: UsableProfile,
    client: Client,
    openRedirect: () => Promise<string>,
    progress: vscode.Progress<{ message: string }>,
    ended: AbortSignal,
  ): Promise<Client> {
    const { grant } = known.settings;
    const urisFor = (redirect: string) => redirectUris({ redirect, grant });
    const registering = { openRedirect, redirectUris: urisFor, progress, finishHint: () => finishHint(known) };
    return registeredClient(await this.registrations(), known, client, registering, ended);
  }

  private async openAgain(url: () => Promise<string>): Promise<void> {
    this.log('the browser is opened again for a login that waits');
    await openBrowser(await url());
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

  private async browse(url: string, flow: FlowName | undefined): Promise<boolean> {
    this.log(`login by ${flow}: the browser is opened`);
    return (await openBrowser(url)) || (await wasCopied(url));
  }

  private async open(flow: RedirectFlow, redirect: string, inFragment: boolean): Promise<OpenFlow> {
    const nothing = () => undefined;
    switch (flow) {
      case 'uri-handler':
        return { redirectUri: handlerUri(), close: nothing };
      case 'external-uri':
        return { redirectUri: await externalUri().catch(noExternalUri), close: nothing };
      case 'loopback': {
        const { port, path } = loopbackAddress(redirect);
        if (!inFragment) return (await this.loopbacks()).open(port, path);
        const { listenForFragment } = await import('./fragment-loopback.node');
        return listenForFragment(port, path, (answer) => this.pending.deliver(answer) === 'taken');
      }
      case 'paste':
        return { redirectUri: pasteUri, close: nothing };
    }
  }
}

function noExternalUri(cause: unknown): never {
  throw new Fault(
    'redirect-unavailable',
    t('VS Code has no address by which the browser could return to this window.'),
    {
      cause,
    },
  );
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
