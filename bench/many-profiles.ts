import { firstVariable, idleVariable, type ProfileFigures, type Whose } from './figures';
import { fewStored, fillWorkspace } from './profiles-workspace';
import type { Row } from './table';
import { medians, type Bench, type Measured } from './windows';

const many = 1000;
const windows = 3;
const idleSeconds = 60;

/** The figures of each version, with one profile and with many. */
interface Compared<F> {
  one: Measured<F>;
  many: Measured<F>;
}

const counts = { one: 1, many } as const;
const sides = ['one', 'many'] as const;

/** Costs that must not grow with the number of profiles: hovers, a cached token, and an idle window. */
export async function manyProfilesRows(bench: Bench): Promise<Row[]> {
  const own = await awake(bench, 'own', fewStored);
  const stranger = await awake(bench, 'stranger', fewStored);
  const stored = await awake(bench, 'stranger', many);
  const all: Compared<ProfileFigures> = { one: both(own.one, stranger.one), many: both(own.many, stranger.many) };
  const row = <F>(what: string, target: string, compared: Compared<F>, of: (figures: F) => number): Row =>
    ratioRow(bench, what, target, compared, of);
  return [
    { what: `${many} profiles against one` },
    row('  loading and activate(), with a profile selected', '<= 1.5', all, ({ activation }) => activation),
    row('  the first hover, over a profile’s own JWT', '<= 2', own, ({ first }) => first),
    row('  the first hover, over another JWT', '<= 2', stranger, ({ first }) => first),
    row('  later hovers, over a profile’s own JWT', '<= 1.2', all, ({ later }) => later.own),
    row('  later hovers, over another JWT', '<= 1.2', all, ({ later }) => later.stranger),
    row('  getToken by name, of a cached token', '<= 1.5', all, ({ cached }) => cached),
    row(`  CPU time of an idle window in ${idleSeconds} s`, '<= 1.5', await idle(bench), (taken) => taken),
    { what: `${many} personal profiles against one, each with a stored token` },
    row('  loading and activate(), with a profile selected', '<= 1.5', stored, ({ activation }) => activation),
    row('  the first hover, over another JWT', '<= 2', stored, ({ first }) => first),
    row('  later hovers, over a profile’s own JWT', '<= 1.2', stored, ({ later }) => later.own),
    row('  later hovers, over another JWT', '<= 1.2', stored, ({ later }) => later.stranger),
    row('  getToken by name, of a cached token', '<= 1.5', stored, ({ cached }) => cached),
  ];
}

const inWindow = (bench: Bench, count: number, most: number, env: NodeJS.ProcessEnv) => ({
  module: 'many-profiles',
  prepare: 'many-profiles-prepare',
  env,
  fill: (workspace: string) => fillWorkspace(workspace, count, most, bench.server),
});

/** Hovers and cached tokens, in windows whose first hover is over that JWT. */
async function awake(bench: Bench, whose: Whose, most: number): Promise<Compared<ProfileFigures>> {
  const compared: Compared<ProfileFigures> = { one: {}, many: {} };
  for (let round = 0; round < windows; round++) {
    for (const version of bench.versions) {
      for (const side of sides) {
        const measurement = inWindow(bench, counts[side], most, { [firstVariable]: whose });
        (compared[side][version.name] ??= []).push(await bench.measure(version, measurement));
      }
    }
  }
  return compared;
}

async function idle(bench: Bench): Promise<Compared<number>> {
  const compared: Compared<number> = { one: {}, many: {} };
  const env = { [idleVariable]: String(idleSeconds) };
  for (const version of bench.versions) {
    // Both at once: only CPU time counts, and idle windows need little of it.
    const measure = async (side: 'one' | 'many'): Promise<void> => {
      const taken = await bench.measure<number>(version, inWindow(bench, counts[side], fewStored, env));
      compared[side][version.name] = [taken];
    };
    await Promise.all(sides.map(measure));
  }
  return compared;
}

function both<F>(some: Measured<F>, others: Measured<F>): Measured<F> {
  const names = Object.keys(some) as (keyof Measured<F>)[];
  return Object.fromEntries(names.map((name) => [name, [...(some[name] ?? []), ...(others[name] ?? [])]]));
}

/** The figure with many profiles, divided by the one with one profile, for each version. */
function ratioRow<F>(
  { versions }: Bench,
  what: string,
  target: string,
  compared: Compared<F>,
  of: (figures: F) => number,
): Row {
  const [one, all] = [medians(compared.one, of), medians(compared.many, of)];
  const ratios = versions.map(({ name }) => [name, (all[name] ?? NaN) / (one[name] ?? NaN)] as const);
  const notes = versions.map(({ name }) => `${name}: ${milliseconds(all[name])} against ${milliseconds(one[name])}`);
  return { what, ...Object.fromEntries(ratios), target, note: notes.join('; ') };
}

const milliseconds = (value = NaN): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
