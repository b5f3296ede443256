/** Undoes a subscription. */
export interface Disposable {
  dispose(): void;
}

/** A minimal event: what VS Code's EventEmitter does, for code that knows no VS Code. */
export class Emitter<T> {
  private readonly listeners = new Set<(value: T) => void>();

  readonly event = (listener: (value: T) => void): Disposable => {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of [...this.listeners]) listener(value);
  }
}
