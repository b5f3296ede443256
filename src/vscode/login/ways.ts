import { isFault } from '../../faults/fault';
import { orderFlows, type FlowName, type Situation } from './flows';

/** The ways of one login: which is tried, and which comes next. */
export class Ways {
  /** Whether the provider lets it be done with a code, once that is known. */
  offersCode = false;
  /** The way that has begun; undefined where the grant has only one. */
  begun: FlowName | undefined;
  private readonly not: string[];

  /** @param not ways that have failed */
  constructor(
    private readonly situation: Omit<Situation, 'offersCode'>,
    private readonly redirect: string,
    not: readonly string[] = [],
  ) {
    this.not = [...not];
  }

  /** The way to try. */
  get first(): FlowName | undefined {
    return this.left()[0];
  }

  /** The way to try after it. */
  get next(): FlowName | undefined {
    return this.left()[1];
  }

  /**
   * Whether the login begins again in the next way: the user wants to; or the provider registers no client with this way
   * back; or no browser could come back to this window, and the profile leaves the way to us.
   * @param thrown how it ended
   */
  goOn(thrown: unknown, isWanted: boolean): boolean {
    const { first, next } = this;
    const isUnregistered = isFault(thrown) && thrown.reason === 'redirect-unregistered';
    const isImpossible =
      isUnregistered || (isFault(thrown) && thrown.code === 'redirect-unavailable' && this.redirect === 'auto');
    if (first === undefined || next === undefined || !(isWanted || isImpossible)) return false;
    this.not.push(first);
    return true;
  }

  /** What a fault tells of the ways that were tried, where another one is left. */
  tried(): { tried?: readonly string[] } {
    return this.begun === undefined || this.next === undefined ? {} : { tried: [...this.not, this.begun] };
  }

  private left(): FlowName[] {
    return orderFlows({ ...this.situation, offersCode: this.offersCode }, this.redirect, this.not);
  }
}
