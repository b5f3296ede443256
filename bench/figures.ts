/** What the extension host measured crosses as a JSON file, whose path this variable names. Times are milliseconds. */
export const figuresVariable = 'TOKEN_DECK_BENCH';

/** How the timed main module of the extension saw its activation; it leaves them in a global of the extension host. */
export interface Activation {
  /** Reading and evaluating the extension's main module, and what that loads at once. */
  load: number;
  /** From `activate()` called to resolved. */
  activate: number;
  /** The files that were loaded by then, with their bytes. */
  files: Record<string, number>;
}

export const activationGlobal = 'tokenDeckActivation';

/** What people and programs wait for, in a window that has been open for a while. */
export interface UseFigures {
  /** `tokenDeck.getToken` of a token in hand. */
  cached: number;
  /** Token requests at each tenant. */
  requests: RequestFigures[];
  hover: HoverFigures;
}

export interface RequestFigures {
  tenant: string;
  /** Through the extension's OAuth client, storage apart. */
  ours: number;
  /** A bare `fetch` of the same request. */
  bare: number;
  /** The whole `tokenDeck.getToken` that renews. */
  command: number;
}

/** Hover requests over a line of 5 MB. */
export interface HoverFigures {
  /** Over a JWT, answered by the extension. */
  ours: number;
  /** Answered with the same contents by a provider that has them at hand. */
  same: number;
  /** Answered with a word. */
  word: number;
}

/** Whose JWT is hovered over: one that a profile's token is, or any other. */
export type Whose = 'own' | 'stranger';

/** In a window with many profiles, or with one. */
export interface ProfileFigures {
  /** The first hover of the window. */
  first: number;
  later: Record<Whose, number>;
  /** `tokenDeck.getToken` by name of a token in hand. */
  cached: number;
}

/** Names whose JWT is hovered over first. */
export const firstVariable = 'TOKEN_DECK_BENCH_FIRST';
/** Seconds in which nothing is done; where it is set, nothing but the processor time of those is measured. */
export const idleVariable = 'TOKEN_DECK_BENCH_IDLE';

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}
