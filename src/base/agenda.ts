/** What is due when, the earliest first. Finding the next costs the same however many there are. */
export class Agenda<T> {
  private readonly times = new Map<T, number>();
  /** The latest first, so that the next is at the end. An entry that `times` contradicts was replaced. */
  private readonly entries: { what: T; at: number }[] = [];

  /** Puts something down for a time, in place of the one that it had. `Infinity` and `NaN` take it out. */
  set(what: T, at: number): void {
    if (this.times.get(what) === at) return;
    this.times.delete(what);
    if (!(at < Infinity)) return;
    this.times.set(what, at);
    let [low, high] = [0, this.entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.entries[middle]?.at ?? 0) > at) low = middle + 1;
      else high = middle;
    }
    this.entries.splice(low, 0, { what, at });
  }

  /** When the next one is due; `Infinity` if nothing is. */
  next(): number {
    for (let last = this.entries.at(-1); last !== undefined; last = this.entries.at(-1)) {
      if (this.times.get(last.what) === last.at) return last.at;
      this.entries.pop();
    }
    return Infinity;
  }

  /** Takes out what is due, the earliest first. */
  takeDue(now: number): T[] {
    const due: T[] = [];
    while (this.next() <= now) {
      const last = this.entries.pop();
      if (last === undefined) break;
      this.times.delete(last.what);
      due.push(last.what);
    }
    return due;
  }

  clear(): void {
    this.times.clear();
    this.entries.length = 0;
  }
}
