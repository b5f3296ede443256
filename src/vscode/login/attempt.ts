import { cancelled, isFault } from '../../faults/fault';
import type { PendingLogin, PolledLogin, RedirectLogin } from '../../oauth/login';
import type { TokenSet } from '../../storage/token-set';
import { unlessAborted } from '../../base/shared';

/** An open way back from the browser: its redirect URI, and how it is closed. */
export interface OpenFlow {
  redirectUri: string;
  close(): void;
}

/** A code that the person enters at an address, on any device. */
export type CodeToEnter = Pick<PolledLogin, 'url' | 'code' | 'isInUrl'>;

/** A request that the browser opens. */
export type BrowserRequest = Pick<RedirectLogin, 'url' | 'again'>;

/** The steps of a login, in their order. */
export interface LoginSteps {
  /**
   * Prepares the first request, which may need discovery.
   * @param openRedirect opens the way back from the browser, and gives its redirect URI
   */
  begin(openRedirect: () => Promise<string>): Promise<PendingLogin>;
  /** Opens the way back from the browser. Only `begin` and `showCode` belong to a login that ends by polling. */
  open(): Promise<OpenFlow>;
  /** Waits for the redirect with that `state`; it rejects when the signal fires, or after too long a time. */
  wait(state: string, ended: AbortSignal): Promise<URLSearchParams>;
  /** Opens the browser. VS Code may ask about the address first; resolves with false if the user declines. */
  browse(request: BrowserRequest, ended: AbortSignal): Promise<boolean>;
  /** Called where the browser cannot be opened: the user can open the address themselves. The login waits on. */
  notOpened(ended: AbortSignal): void;
  /** Called once the browser is open, with a signal for the end of the login. */
  browsing(ended: AbortSignal): void;
  /** Shows the code of a login that ends by polling, and where it is entered. */
  showCode(login: CodeToEnter, ended: AbortSignal): void;
}

/**
 * A login, step by step. When the signal fires it ends at once, even while a step is waiting, and no further step
 * begins. The way back is always closed at the end.
 * @throws `cancelled`, and what the steps throw
 */
export async function attempt(steps: LoginSteps, signal: AbortSignal): Promise<TokenSet> {
  if (signal.aborted) throw cancelled();
  const over = new AbortController();
  const ended = AbortSignal.any([signal, over.signal]);
  let opening: Promise<OpenFlow> | undefined;
  const openRedirect = async (): Promise<string> => {
    if (ended.aborted) throw cancelled();
    opening ??= steps.open();
    return (await unlessAborted(opening, ended)).redirectUri;
  };
  try {
    const login = await unlessAborted(steps.begin(openRedirect), signal);
    if (login.endsBy === 'redirect') return await byRedirect(steps, login, signal, ended);
    steps.showCode(login, ended);
    return await unlessAborted(login.finish(ended), signal);
  } finally {
    over.abort();
    // Closes it even if it is opened only after the end.
    opening?.then(
      (flow) => flow.close(),
      () => undefined,
    );
  }
}

async function byRedirect(
  steps: LoginSteps,
  login: RedirectLogin,
  signal: AbortSignal,
  ended: AbortSignal,
): Promise<TokenSet> {
  const answer = steps.wait(login.state, ended);
  // The redirect may arrive while VS Code still asks about the address; the wait ends then, and when time is up.
  const redirect = await Promise.race([answer, browsed(steps, login, ended).then(() => answer)]);
  return login.finish(redirect, signal);
}

async function browsed(steps: LoginSteps, request: BrowserRequest, ended: AbortSignal): Promise<void> {
  let opened = true;
  try {
    opened = await steps.browse(request, ended);
  } catch (thrown) {
    if (isFault(thrown)) throw thrown;
    if (!ended.aborted) steps.notOpened(ended);
  }
  if (!opened) throw cancelled();
  if (!ended.aborted) steps.browsing(ended);
}
