/** What the extension host measured; it crosses as a JSON file, whose path this variable names. Times are milliseconds. */
export const figuresVariable = 'TOKEN_DECK_BENCH';

/** How the timed main module of the extension saw its activation; it leaves them in a global of the extension host. */
export interface Activation {
  /** Reading and evaluating dist/extension.js. */
  load: number;
  /** From `activate()` called to resolved. */
  activate: number;
  /** The bundles that were loaded by then, with their bytes. */
  bundles: Record<string, number>;
}

export interface Figures {
  activation: Activation;
  /** `tokenDeck.getToken` of a token in hand. */
  cached: number;
  /** Token requests at each tenant. */
  requests: RequestFigures[];
  hover: HoverFigures;
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

export interface RequestFigures {
  tenant: string;
  /** Through the extension's OAuth client, storage apart. */
  ours: number;
  /** A bare `fetch` of the same request. */
  bare: number;
  /** The whole `tokenDeck.getToken` that renews. */
  command: number;
}

export const activationGlobal = 'tokenDeckActivation';

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}
