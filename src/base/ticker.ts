import type { Disposable } from './event';

/** The longest delay of a timer, in milliseconds. */
const longest = 2 ** 31 - 1;

/** Starts a timer with a delay in milliseconds. @returns a function that stops it */
export type StartTimer = (callback: () => void, delay: number) => () => void;

export const systemTimer: StartTimer = (callback, delay) => {
  const timer = setTimeout(callback, delay);
  return () => clearTimeout(timer);
};

/** When a callback is called, in milliseconds since 1970. */
interface Due {
  at: number;
  latest: number;
}

/** The one timer behind all countdowns. It fires only when a text has to change, and then serves all that may. */
export class Ticker implements Disposable {
  private readonly watchers = new Map<() => void, Due>();
  private stop: () => void = () => undefined;
  private due = Infinity;
  private ticking = false;
  private disposed = false;

  /** @param now milliseconds since 1970 */
  constructor(
    private readonly now: () => number,
    private readonly startTimer: StartTimer = systemTimer,
  ) {}

  /**
   * Calls back once, after that many milliseconds. A later call with the same callback replaces it; `Infinity` and `NaN`
   * cancel it.
   * @param latest milliseconds; up to then it may wait for others, so that the machine wakes once for all of them
   */
  callAfter(delay: number, callback: () => void, latest = delay): void {
    if (this.disposed) return;
    const now = this.now();
    if (delay < Infinity) this.watchers.set(callback, { at: now + delay, latest: now + Math.max(delay, latest) });
    else this.watchers.delete(callback);
    this.arrange();
  }

  dispose(): void {
    this.disposed = true;
    this.stop();
    this.watchers.clear();
  }

  private arrange(): void {
    if (this.ticking) return;
    const due = Math.min(...[...this.watchers.values()].map(({ latest }) => latest));
    if (due === this.due) return;
    this.stop();
    this.stop = () => undefined;
    this.due = due;
    if (due !== Infinity) {
      this.stop = this.startTimer(() => this.tick(), Math.min(Math.max(0, due - this.now()), longest));
    }
  }

  private tick(): void {
    const now = this.now();
    this.due = Infinity;
    this.ticking = true;
    try {
      for (const [callback, due] of [...this.watchers]) {
        // A callback before it may have cancelled or postponed it.
        if (due.at > now || this.watchers.get(callback) !== due) continue;
        this.watchers.delete(callback);
        callback();
      }
    } finally {
      // Even if one throws: the others are still due.
      this.ticking = false;
      this.arrange();
    }
  }
}
