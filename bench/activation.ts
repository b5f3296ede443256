import type { Activation } from './figures';
import type { Row } from './table';
import { alternateWindows, medians, type Bench } from './windows';

const windows = 7;

/** Loading and activating the extension, each time in a new window. */
export async function activationRows(bench: Bench): Promise<Row[]> {
  const measured = await alternateWindows<Activation>(bench, windows, { module: 'activation' });
  const of = (figure: (figures: Activation) => number) => medians(measured, figure);
  const whole = ({ load, activate }: Activation) => load + activate;
  // What else the machine does only ever adds: where it is busy, the least says more.
  const least = Object.entries(measured).map(([name, all]) => `${name} ${Math.min(...all.map(whole)).toFixed(1)} ms`);
  const size = ({ files }: Activation) => Object.values(files).reduce((sum, bytes) => sum + bytes, 0) / 1000;
  return [
    {
      what: `loading and activate(), median of ${windows} windows`,
      ...of(whole),
      unit: ' ms',
      target: bench.versions.length > 1 ? '< before' : '',
      note: `least: ${least.join(', ')}`,
    },
    { what: '  loading', ...of(({ load }) => load), unit: ' ms' },
    { what: '  activate(), called to resolved', ...of(({ activate }) => activate), unit: ' ms', target: '< 30 ms' },
    {
      what: 'code that is loaded by then',
      ...of(size),
      unit: ' KB',
      target: '<= 45 KB',
      note: `files: ${Object.values(of(({ files }) => Object.keys(files).length)).join(', ')}`,
    },
  ];
}
