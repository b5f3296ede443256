/** Does what concerns one key one after the other. What concerns another key does not wait. */
export class Turns {
  private readonly last = new Map<string, Promise<void>>();

  /** Whether something is under way, or waits, for a key. */
  isTaken(key: string): boolean {
    return this.last.has(key);
  }

  /** Resolves when nothing is under way for a key, whether it failed or not. */
  async done(key: string): Promise<void> {
    while (this.last.has(key)) await this.last.get(key);
  }

  /** Resolves when everything that was begun by now has ended, whether it failed or not. */
  async allDone(): Promise<void> {
    await Promise.all(this.last.values());
  }

  /**
   * Does something once all that was begun earlier for its key has ended.
   * @throws what it throws
   */
  async run(key: string, task: () => Promise<void>): Promise<void> {
    const earlier = this.last.get(key) ?? Promise.resolve();
    const done = earlier.then(task);
    const ended = done.catch(() => undefined);
    this.last.set(key, ended);
    try {
      await done;
    } finally {
      if (this.last.get(key) === ended) this.last.delete(key);
    }
  }
}
