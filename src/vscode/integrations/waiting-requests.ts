import type { FaultPlace } from '../../faults/reason';
import type { Memory } from '../access/answers';

/** The key of workspace state under which the place of the last request is that waits for its token. */
const waitingKey = 'waitingRequest';

/**
 * Remembers which requests are waiting for their tokens. When the window closes or reloads, they are never sent; the next
 * start can then say so.
 */
export class WaitingRequests {
  private readonly waiting = new Set<FaultPlace>();
  /** The last one that waited when this window was reloaded or closed. */
  readonly left: FaultPlace | undefined;

  constructor(private readonly workspaceState: Pick<Memory, 'get' | 'update'>) {
    this.left = readPlace(workspaceState.get(waitingKey));
    if (this.left !== undefined) this.keep();
  }

  /** Remembers a request until something is over, such as the waiting for its token. */
  async until<T>(place: FaultPlace | undefined, over: Promise<T>): Promise<T> {
    if (place === undefined) return over;
    this.waiting.add(place);
    this.keep();
    try {
      return await over;
    } finally {
      this.waiting.delete(place);
      this.keep();
    }
  }

  private keep(): void {
    void this.workspaceState.update(waitingKey, [...this.waiting].at(-1));
  }
}

function readPlace(stored: unknown): FaultPlace | undefined {
  const { uri, line } = (stored ?? {}) as Record<keyof FaultPlace, unknown>;
  const isPlace = typeof uri === 'string' && Number.isSafeInteger(line) && (line as number) >= 0;
  return isPlace ? { uri, line: line as number } : undefined;
}
