import { median } from './figures';

/** The sum of all results, so that the compiler cannot leave out work whose result is not used. */
let sink = 0;

/**
 * The medians of several ways to do the same, in milliseconds. They take turns, so that other load on the machine affects
 * all alike, and a different one goes first each time.
 * @param ways each returns a number that depends on all its work
 * @param times how often a way is called for each time that is taken
 */
export function alternate<Name extends string>(
  ways: Record<Name, () => number>,
  { rounds, warmUp, times = 1 }: { rounds: number; warmUp: number; times?: number },
): Record<Name, number> {
  const names = Object.keys(ways) as Name[];
  const taken = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = -warmUp; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names.at((round + turn) % names.length);
      if (name === undefined) continue;
      const way = ways[name];
      const start = performance.now();
      for (let time = 0; time < times; time++) sink = (sink + way()) % 1_000_003;
      if (round >= 0) taken[name].push((performance.now() - start) / times);
    }
  }
  if (!Number.isFinite(sink)) throw new Error('a way returned no number');
  return Object.fromEntries(names.map((name) => [name, median(taken[name])])) as Record<Name, number>;
}
