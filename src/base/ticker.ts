import type { Disposable } from './event';

/** The longest delay of a timer, in milliseconds. */
const longest = 2 ** 31 - 1;

/** Starts a timer with a delay in milliseconds. @returns a function that stops it */
export type StartTimer = (callback: () => void, delay: number) => () => void;

export const systemTimer: StartTimer = (callback, delay) => {
  const timer = setTimeout(callback, delay);
  return () => clearTimeout(timer);
};

/** The one timer behind all countdowns. It fires only when the next text changes. */
export class Ticker implements Disposable {
  private readonly watchers = new Map<() => void, number>();
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
   */
  callAfter(delay: number, callback: () => void): void {
    if (this.disposed) return;
    if (delay < Infinity) this.watchers.set(callback, this.now() + delay);
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
    const due = Math.min(...this.watchers.values());
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
      for (const [callback, at] of [...this.watchers]) {
        // A callback before it may have cancelled or postponed it.
        if (at > now || this.watchers.get(callback) !== at) continue;
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
