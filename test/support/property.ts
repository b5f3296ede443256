import fc from 'fast-check';

/** How many times as often as written each property is tried. */
export const runsFactor = Math.max(1, Number(process.env['TOKEN_DECK_RUNS'] || 1));

type Options<Values> = fc.Parameters<Values>;

/** `fc.assert`, with `TOKEN_DECK_RUNS` times as many runs. What fails is printed with its seed and path. */
export function assertProperty<Values>(property: fc.IAsyncProperty<Values>, options?: Options<Values>): Promise<void>;
export function assertProperty<Values>(property: fc.IProperty<Values>, options?: Options<Values>): void;
export function assertProperty<Values>(
  property: fc.IRawProperty<Values>,
  { numRuns = 100, ...options }: Options<Values> = {},
): Promise<void> | void {
  return fc.assert(property as fc.IProperty<Values>, { ...options, numRuns: Math.round(numRuns * runsFactor) });
}
