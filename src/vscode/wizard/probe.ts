/** What shows a probe: that it is under way, and what it found. */
export interface ProbeView<T> {
  busy(isBusy: boolean): void;
  show(found: T): void;
}

/** Looks into a value a moment after typing ended. Only the latest value counts. */
export class Probe<T> {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private latest = 0;

  /** @param delay how long typing has to rest, in milliseconds */
  constructor(
    private readonly look: (value: string) => Promise<T | undefined>,
    private readonly view: ProbeView<T>,
    private readonly delay: number,
  ) {}

  /** Drops the value before, and looks into another one. */
  begin(value: string): void {
    this.drop();
    const mine = this.latest;
    const look = async () => {
      this.view.busy(true);
      const found = await this.look(value);
      if (mine !== this.latest) return;
      this.view.busy(false);
      if (found !== undefined) this.view.show(found);
    };
    this.timer = setTimeout(() => void look(), this.delay);
  }

  /** Drops the value: nothing is shown of it any more. */
  drop(): void {
    this.end();
    this.view.busy(false);
  }

  /** Touches the view no more. */
  end(): void {
    clearTimeout(this.timer);
    this.latest++;
  }
}
