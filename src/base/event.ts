/** Something to dispose, such as a subscription. */
export interface Disposable {
  dispose(): void;
}

/** Subscribes a listener. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** A minimal `EventEmitter`, for code that does not know VS Code. */
export class Emitter<T> {
  private readonly listeners = new Set<(value: T) => void>();

  readonly event: Event<T> = (listener) => {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of [...this.listeners]) listener(value);
  }
}
