/** The path of the JSON file in which the extension host reports what it measured. Times are in milliseconds. */
export const figuresVariable = 'TOKEN_DECK_BENCH';

/** What the timing main module of the extension measured. It leaves this in a global of the extension host. */
export interface Activation {
  /** Reading and evaluating the extension's main module, and what that loads at once. */
  load: number;
  /** From `activate()` called to resolved. */
  activate: number;
  /** The files that were loaded by then, with their bytes. */
  files: Record<string, number>;
}

export const activationGlobal = 'tokenDeckActivation';

/** What people and programs wait for in an open window. */
export interface UseFigures {
  /** `tokenDeck.getToken` of a cached token. */
  cached: number;
  /** Token requests at each tenant. */
  requests: RequestFigures[];
  hover: HoverFigures;
}

export interface RequestFigures {
  tenant: string;
  /** With the extension's OAuth client, without storage. */
  ours: number;
  /** A bare `fetch` of the same request. */
  bare: number;
  /** A whole `tokenDeck.getToken` that renews. */
  command: number;
}

/** Hover requests over a line of 5 MB. */
export interface HoverFigures {
  /** Over a JWT, answered by the extension. */
  ours: number;
  /** Answered with the same contents by a provider that has them ready. */
  same: number;
  /** Answered with a word. */
  word: number;
}

/** In a file of 5 000 requests, and in one of ten; in ms. */
export interface RequestFileFigures {
  /** All lines above requests, after each change. */
  lenses: number;
  /** A character and the completions at it; also in text files of the same size. */
  typing: Record<'many' | 'few' | 'manyText' | 'fewText', number>;
}

/** Which JWT the mouse is over: the token of a profile, or any other. */
export type Whose = 'own' | 'stranger';

/** In a window with many profiles, or with one. */
export interface ProfileFigures {
  /** Loading the extension and `activate()`, with a profile in the status bar. */
  activation: number;
  /** The first hover of the window. */
  first: number;
  later: Record<Whose, number>;
  /** `tokenDeck.getToken`, by name, of a cached token. */
  cached: number;
}

/** What an open window does by itself, with many tokens. */
export interface WindowFigures {
  /** From the sidebar's first question until all its rows were given once, in ms; what VS Code needs to draw them comes on top. */
  sidebar: number;
  /** `tokenDeck.getToken` of a cached token, the median of many calls. */
  cached: number;
  /** How often timers of the extension fired in the idle time; those within a second of each other count once. */
  wakes: number;
}

/** What the timing main module watches, if it is told to. It leaves this in a global of the extension host. */
export interface Watched {
  /** How often timers fired that the extension started, or VS Code for it; those within a second count once. */
  wakes: number;
  /** When the sidebar was asked first, and when all its rows had been given; NaN before. */
  sidebar: { first: number; drawn: number };
}

export const watchedGlobal = 'tokenDeckWatched';
/** Whether the timing main module watches timers and the sidebar, which costs a little. */
export const watchVariable = 'TOKEN_DECK_BENCH_WATCH';

/** Which JWT the first hover is over. */
export const firstVariable = 'TOKEN_DECK_BENCH_FIRST';
/** For how many seconds nothing is done. If it is set, only the CPU time of those seconds is measured. */
export const idleVariable = 'TOKEN_DECK_BENCH_IDLE';

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}
