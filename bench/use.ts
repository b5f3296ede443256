import type { UseFigures } from './figures';
import type { Row } from './table';
import { alternateWindows, medians, type Bench } from './windows';

const windows = 3;

/** What people and programs wait for: a cached token, a token request, a hover in a long line. */
export async function useRows(bench: Bench): Promise<Row[]> {
  const measured = await alternateWindows<UseFigures>(bench, windows, { module: 'use' });
  const of = (figure: (figures: UseFigures) => number) => medians(measured, figure);
  const tenants = measured.now?.[0]?.requests.map(({ tenant }) => tenant) ?? [];
  return [
    { what: 'getToken of a cached token', ...of(({ cached }) => cached), unit: ' ms', target: '< 0.2 ms' },
    ...tenants.flatMap((tenant, index): Row[] => {
      const request = (which: 'ours' | 'bare' | 'command') => of(({ requests }) => requests[index]?.[which] ?? NaN);
      // The extension's client is bundled with the bench, so it is measured for this version only.
      const { now: ours = NaN } = request('ours');
      const { now: bare = NaN } = request('bare');
      return [
        {
          what: `a token request, ${tenant}, against a bare fetch`,
          now: ours / bare,
          target: '<= 1.15',
          note: `${ours.toFixed(2)} ms, ${bare.toFixed(2)} ms`,
        },
        { what: '  the whole getToken that renews', ...request('command'), unit: ' ms' },
      ];
    }),
    {
      what: 'a hover over a JWT in a line of 5 MB, against a constant word',
      ...of(({ hover }) => hover.ours / hover.word),
      target: '<= 1.30',
    },
    { what: '  against the same contents, constant', ...of(({ hover }) => hover.ours / hover.same) },
    { what: '  ours', ...of(({ hover }) => hover.ours), unit: ' ms' },
    { what: '  a constant word', ...of(({ hover }) => hover.word), unit: ' ms' },
  ];
}
