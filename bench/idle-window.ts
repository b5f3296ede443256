import { idleVariable, watchVariable, type WindowFigures } from './figures';
import { fillWorkspace } from './profiles-workspace';
import type { Row } from './table';
import { medians, type Bench, type Measured } from './windows';

const [few, many] = [100, 1000];
const windows = 3;
const idleMinutes = 5;

/** What a window with many live tokens costs: opening its sidebar, a cached token, and its timers while it is idle. */
export async function idleWindowRows(bench: Bench): Promise<Row[]> {
  const one = await measured(bench, 1, windows);
  const all = await measured(bench, many, windows);
  const idle = await measured(bench, few, 1, idleMinutes * 60);
  const cached = { one: medians(one, (figures) => figures.cached), all: medians(all, (figures) => figures.cached) };
  const ratio = (name: 'now' | 'before') => (cached.all[name] ?? NaN) / (cached.one[name] ?? NaN);
  return [
    { what: 'getToken of a cached token, median of 10,000 calls', ...cached.one, unit: ' ms', target: '< 0.2 ms' },
    { what: `  with ${many} profiles and tokens`, ...cached.all, unit: ' ms', target: '< 0.2 ms' },
    { what: '  against one profile', now: ratio('now'), target: '<= 1.5' },
    {
      what: `the sidebar’s answers, with ${many} profiles and tokens`,
      ...medians(all, ({ sidebar }) => sidebar),
      unit: ' ms',
      target: '< 200 ms',
    },
    {
      what: `times that timers wake an idle window with ${few} live tokens, per minute`,
      ...medians(idle, ({ wakes }) => wakes / idleMinutes),
      target: '<= 1',
      note: 'the sidebar and the status bar are shown',
    },
  ];
}

async function measured(bench: Bench, count: number, rounds: number, seconds = 0): Promise<Measured<WindowFigures>> {
  const taken: Measured<WindowFigures> = {};
  for (let round = 0; round < rounds; round++)
    for (const version of bench.versions) {
      const figures = await bench.measure<WindowFigures>(version, {
        module: 'idle-window',
        prepare: 'many-profiles-prepare',
        env: { [watchVariable]: '1', [idleVariable]: String(seconds) },
        fill: (workspace) => fillWorkspace(workspace, count, count, bench.server),
      });
      (taken[version.name] ??= []).push(figures);
    }
  return taken;
}
