import type { Disposable } from '../storage/event';

/** The longest time that a timer takes, in milliseconds. */
const longest = 2 ** 31 - 1;

/** The one timer behind everything that counts down: it ticks when the earliest text changes, and not before. */
export class Ticker implements Disposable {
  private readonly watchers = new Map<() => void, number>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private due = Infinity;

  constructor(private readonly now: () => number) {}

  /**
   * Calls back once, when that many milliseconds have gone by. A later call for the same callback replaces it;
   * `Infinity` takes it back.
   */
  callAfter(delay: number, callback: () => void): void {
    if (delay === Infinity) this.watchers.delete(callback);
    else this.watchers.set(callback, this.now() + delay);
    this.arrange();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.watchers.clear();
  }

  private arrange(): void {
    const due = Math.min(...this.watchers.values());
    if (due === this.due) return;
    clearTimeout(this.timer);
    this.due = due;
    if (due !== Infinity) this.timer = setTimeout(() => this.tick(), Math.min(Math.max(0, due - this.now()), longest));
  }

  private tick(): void {
    this.due = Infinity;
    const now = this.now();
    for (const [callback, at] of [...this.watchers]) {
      if (at > now) continue;
      this.watchers.delete(callback);
      callback();
    }
    this.arrange();
  }
}
