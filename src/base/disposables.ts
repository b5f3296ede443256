import type { Disposable } from './event';

/** Disposables that are disposed together. One that is added after the end is disposed at once. */
export class Disposables implements Disposable {
  private readonly held = new Set<Disposable>();
  private disposed = false;

  /** Adds disposables. @returns the first of them */
  add<T extends Disposable>(first: T, ...more: Disposable[]): T {
    for (const each of [first, ...more]) {
      if (this.disposed) each.dispose();
      else this.held.add(each);
    }
    return first;
  }

  /** Disposes everything, in reverse order, even if some throw. @throws the first error */
  dispose(): void {
    this.disposed = true;
    const all = [...this.held].reverse();
    this.held.clear();
    const errors: unknown[] = [];
    for (const each of all) {
      try {
        each.dispose();
      } catch (thrown) {
        errors.push(thrown);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
