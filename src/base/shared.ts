import { cancelled } from '../faults/fault';
import { Emitter } from './event';

interface Flight<T> {
  result: Promise<T>;
  abort: AbortController;
  waiting: number;
}

/**
 * Work that callers share: while it runs, every caller with the same key gets the same result. A caller that cancels
 * does not stop it for the others; when the last caller has cancelled, the work is aborted, unless it has to be finished.
 */
export class Shared<T> {
  private readonly flights = new Map<string, Flight<T>>();
  private readonly ended = new Emitter<string>();

  /** Fires with the key of work that no longer runs. */
  readonly onDidEnd = this.ended.event;

  /** @param isFinished whether the work goes on after the last caller has cancelled */
  constructor(private readonly isFinished = false) {}

  /** Whether work is running under that key. */
  has(key: string): boolean {
    return this.flights.has(key);
  }

  /**
   * Joins the work under that key, or starts it.
   * @throws `cancelled` when the caller's signal fires; else what the work throws
   */
  async run(key: string, start: (signal: AbortSignal) => Promise<T>, caller?: AbortSignal): Promise<T> {
    if (caller?.aborted) throw cancelled();
    const flight = this.flights.get(key) ?? this.launch(key, start);
    flight.waiting++;
    try {
      return await (caller === undefined ? flight.result : unlessAborted(flight.result, caller));
    } finally {
      flight.waiting--;
      if (flight.waiting === 0 && !this.isFinished) {
        this.forget(key, flight);
        flight.abort.abort();
      }
    }
  }

  /** Ends the work under that key: its callers get `cancelled`, and the next caller starts it again. */
  drop(key: string): void {
    const flight = this.flights.get(key);
    if (flight === undefined) return;
    this.forget(key, flight);
    flight.abort.abort();
  }

  /** Ends all work. */
  dropAll(): void {
    for (const key of [...this.flights.keys()]) this.drop(key);
  }

  private launch(key: string, start: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const abort = new AbortController();
    const flight: Flight<T> = { result: unlessAborted(start(abort.signal), abort.signal), abort, waiting: 0 };
    this.flights.set(key, flight);
    const done = () => this.forget(key, flight);
    flight.result.then(done, done);
    return flight;
  }

  private forget(key: string, flight: Flight<T>): void {
    if (this.flights.get(key) !== flight) return;
    this.flights.delete(key);
    this.ended.fire(key);
  }
}

/** The result, or `cancelled` once the signal fires. Leaves no listener on a signal that outlives the result. */
export function unlessAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(cancelled());
    signal.addEventListener('abort', abort, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
    if (signal.aborted) abort();
  });
}
