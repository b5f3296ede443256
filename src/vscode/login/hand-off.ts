import { base64UrlOf } from '../../base/base64url';
import type { Disposable } from '../../base/event';
import { systemTimer, type StartTimer } from '../../base/ticker';
import { decodeEntry, encodeEntry, type SecretStorage } from '../../storage/entry';
import { stateOf, type Delivery, type PendingLogins } from './pending';

/** Milliseconds for which a redirect is kept for the window that waits for it. */
const minute = 60_000;
/** Milliseconds for which a login may wait, with some time to spare. */
const longestWait = 6 * minute;
/** Letters; longer redirects are not passed on. */
const longest = 16_384;

/** A login is known to other windows, and its redirect is kept for it, under a hash of its `state`. */
const awaited = 'awaited-redirect.';
const arrived = 'arrived-redirect.';

/** What happened to a redirect that reached this window. */
export type HandedDelivery = Delivery | 'handed-over';

/**
 * Hands a redirect to the window whose login waits for it: VS Code brings a URI to the window that had the focus last,
 * and a port on this machine belongs to one of several windows. Any web page can send a URI, so nothing is kept unless
 * some window says that it waits for that very `state`. Only that window has the verifier, and can use the code.
 */
export class HandOff implements Disposable {
  private readonly mine = new Set<string>();
  private readonly subscription: Disposable;

  constructor(
    private readonly secrets: SecretStorage,
    private readonly pending: PendingLogins,
    private readonly log: (line: string) => void,
    private readonly now: () => number,
    private readonly startTimer: StartTimer = systemTimer,
  ) {
    this.subscription = secrets.onDidChange(({ key }) => {
      if (key.startsWith(arrived) && this.mine.has(key.slice(arrived.length))) this.quietly(this.take(key));
    });
  }

  /** Lets other windows know that this one waits for a redirect with that `state`, until the signal fires. */
  expect(state: string, ended: AbortSignal): void {
    this.quietly(this.announce(state, ended));
  }

  /** Gives a redirect to the login that waits for it, in this window or another. */
  async deliver(answer: URLSearchParams): Promise<HandedDelivery> {
    const delivery = this.pending.deliver(answer);
    if (delivery !== 'unknown-state') return delivery;
    const query = answer.toString();
    const hash = await hashOf(stateOf(answer) ?? '');
    if (query.length > longest || !(await this.isAwaited(hash))) return delivery;
    const key = `${arrived}${hash}`;
    await this.secrets.store(key, encodeEntry({ query, until: this.now() + minute }));
    this.startTimer(() => this.quietly(this.secrets.delete(key)), minute);
    return 'handed-over';
  }

  /** Deletes what windows left that were closed, or crashed, before their time was up. */
  async sweep(): Promise<void> {
    for (const key of await this.secrets.keys()) {
      if (!key.startsWith(awaited) && !key.startsWith(arrived)) continue;
      const { until } = await this.read(key);
      if (!isAhead(until, this.now())) await this.secrets.delete(key);
    }
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private async announce(state: string, ended: AbortSignal): Promise<void> {
    const hash = await hashOf(state);
    if (ended.aborted) return;
    this.mine.add(hash);
    const stored = Promise.resolve(
      this.secrets.store(`${awaited}${hash}`, encodeEntry({ until: this.now() + longestWait })),
    );
    const forget = async (): Promise<void> => {
      this.mine.delete(hash);
      await stored.catch(() => undefined);
      await Promise.all([this.secrets.delete(`${awaited}${hash}`), this.secrets.delete(`${arrived}${hash}`)]);
    };
    ended.addEventListener('abort', () => this.quietly(forget()), { once: true });
    await stored;
  }

  /** Takes a redirect that another window stored for this one. */
  private async take(key: string): Promise<void> {
    const { query, until } = await this.read(key);
    if (typeof query !== 'string' || !isAhead(until, this.now())) return;
    const delivery = this.pending.deliver(new URLSearchParams(query));
    this.log(`a redirect that reached another window was handed over (${delivery})`);
    await this.secrets.delete(key);
  }

  private async isAwaited(hash: string): Promise<boolean> {
    return isAhead((await this.read(`${awaited}${hash}`)).until, this.now());
  }

  private async read(key: string): Promise<Record<string, unknown>> {
    const text = await this.secrets.get(key);
    return (text === undefined ? undefined : decodeEntry(text)) ?? {};
  }

  /** Where SecretStorage fails, a login still ends in the window that began it. */
  private quietly(work: PromiseLike<void>): void {
    Promise.resolve(work).catch(() => this.log('SecretStorage failed while a redirect was to be handed over'));
  }
}

/** Whether a time lies ahead, but not so far that the clock must have been set. */
function isAhead(until: unknown, now: number): boolean {
  return typeof until === 'number' && until > now && until <= now + longestWait;
}

async function hashOf(state: string): Promise<string> {
  return base64UrlOf(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(state))));
}
