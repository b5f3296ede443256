import { cancelled, Fault, isFault } from '../../faults/fault';
import type { PendingLogin } from '../../oauth/login';
import type { TokenSet } from '../../storage/token-set';
import { unlessAborted } from '../../base/shared';

/** A way back from the browser that is open: its redirect URI, and how it is closed. */
export interface OpenFlow {
  redirectUri: string;
  close(): void;
}

/** The steps of a login, in their order. */
export interface LoginSteps {
  /** Opens the way back from the browser. */
  open(): Promise<OpenFlow>;
  /** Prepares the authorization request, which may take discovery. */
  begin(redirectUri: string): Promise<PendingLogin>;
  /** Waits for the redirect with that `state`; it rejects when the signal fires, or after too long a time. */
  wait(state: string, ended: AbortSignal): Promise<URLSearchParams>;
  /** Opens the browser; resolves with false where the user would not. VS Code may ask about the address first. */
  browse(url: string): Promise<boolean>;
  /** Called when the browser was opened, with a signal for the end of the login. */
  browsing(ended: AbortSignal): void;
}

/**
 * A login, step by step. When the signal fires it ends at once, whatever a step is still waiting for, and no later
 * step begins; the way back is closed at every end.
 * @throws `cancelled`, `redirect-unavailable` where the browser cannot be opened, and what the steps throw
 */
export async function attempt(steps: LoginSteps, signal: AbortSignal): Promise<TokenSet> {
  if (signal.aborted) throw cancelled();
  const over = new AbortController();
  const ended = AbortSignal.any([signal, over.signal]);
  const opening = steps.open();
  try {
    const { redirectUri } = await unlessAborted(opening, signal);
    const login = await unlessAborted(steps.begin(redirectUri), signal);
    const answer = steps.wait(login.state, ended);
    // Whichever is first: VS Code may still ask about the address when the user cancels, or the time is over.
    const redirect = await Promise.race([answer, browsed(steps, login.url, ended).then(() => answer)]);
    return await login.finish(redirect, signal);
  } finally {
    over.abort();
    // Also one that is opened only after the end.
    opening.then(
      (flow) => flow.close(),
      () => undefined,
    );
  }
}

async function browsed(steps: LoginSteps, url: string, ended: AbortSignal): Promise<void> {
  let opened: boolean;
  try {
    opened = await steps.browse(url);
  } catch (cause) {
    if (isFault(cause)) throw cause;
    throw new Fault('redirect-unavailable', 'VS Code could not open the browser.', {
      cause,
      next: 'Check which browser the system opens, then begin the login again.',
    });
  }
  if (!opened) throw cancelled();
  if (!ended.aborted) steps.browsing(ended);
}
