import { systemTimer, type StartTimer } from '../../base/ticker';

/** Milliseconds without a change before a document is looked at. */
const rest = 250;

/** Looks at documents after they have rested: once for all changes that come one soon after another. */
export class DocumentTimers<Document extends object> {
  /** What stops each timer. */
  private readonly timers = new Map<Document, () => void>();

  constructor(
    private readonly look: (document: Document) => unknown,
    private readonly startTimer: StartTimer = systemTimer,
  ) {}

  /** Looks at the document when nothing more has come for a moment. */
  lookSoon(document: Document): void {
    this.cancel(document);
    const due = () => {
      this.timers.delete(document);
      void this.look(document);
    };
    this.timers.set(document, this.startTimer(due, rest));
  }

  cancel(document: Document): void {
    this.timers.get(document)?.();
    this.timers.delete(document);
  }

  dispose(): void {
    for (const document of [...this.timers.keys()]) this.cancel(document);
  }
}
