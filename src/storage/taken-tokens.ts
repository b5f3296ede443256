import { toFault, type Fault } from '../faults/fault';
import type { TokenSet } from './token-set';

/** A token set that was taken out of the store. */
export interface Taken {
  set: TokenSet | undefined;
  /** What the store threw first. */
  failure: Fault | undefined;
}

/** As `Taken`, the sets by their keys. */
export interface AllTaken extends Pick<Taken, 'failure'> {
  sets: Map<string, TokenSet>;
}

/** What is needed of `TokenStore`. */
interface Store {
  keysAtHand(): string[];
  storedKeys(): Promise<string[]>;
  take(key: string): Promise<Taken>;
}

/**
 * Takes every token set out, in memory and in SecretStorage; see `TokenStore.take`. One that cannot be deleted does not
 * stop the others.
 */
export async function takeAll(tokens: Store): Promise<AllTaken> {
  // What memory knows goes at once, before the store says what else there is.
  const taken = tokens.keysAtHand().map((key) => [key, tokens.take(key)] as const);
  let failure: Fault | undefined;
  const stored = await tokens.storedKeys().catch((thrown: unknown) => ((failure = toFault(thrown)), []));
  const known = new Set(taken.map(([key]) => key));
  for (const key of stored) if (!known.has(key)) taken.push([key, tokens.take(key)]);
  const sets = new Map<string, TokenSet>();
  for (const [key, result] of taken) {
    const { set, failure: its } = await result;
    if (set !== undefined) sets.set(key, set);
    failure ??= its;
  }
  return { sets, failure };
}
