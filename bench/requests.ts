import assert from 'node:assert/strict';
import type { Dialect } from '../src/http/dialect';
import { unfinishedReference } from '../src/http/reference-at';
import { sentRequests } from '../src/http/sent';
import { usableProfile } from '../test/unit/storage/profiles-of';
import { outsideOrigins } from '../src/vscode/integrations/outside-origins';
import { referenceProblems } from '../src/vscode/integrations/reference-problems';
import { offersFor } from '../src/vscode/integrations/request-offers';
import { median, type RequestFileFigures } from './figures';
import { requestFileOf } from './request-samples';
import type { Row } from './table';
import { alternateWindows, medians, type Bench } from './windows';

const rounds = 15;

/** What lines above requests, problems and a completion cost in a file of 5 000 requests, in Node. */
export function requestRows(): Row[] {
  const text = requestFileOf(5000);
  const profiles = [
    usableProfile({
      ...{ id: 'prod', grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example.com' },
      origins: ['https://api.example.com'],
    }),
  ];
  return (['rest-client', 'httpyac'] as const).map((dialect: Dialect) => {
    const taken = Array.from({ length: rounds }, (_, round) => {
      // Each text is another one, as after typing.
      const typed = `${text}# ${round}\n`;
      const start = process.cpuUsage();
      const requests = sentRequests(typed, dialect);
      assert.equal(offersFor(requests, profiles, { dialect }).length, 5000);
      assert.equal(outsideOrigins(requests, profiles).length + referenceProblems(typed, profiles, 200).length, 0);
      assert.ok(unfinishedReference('Authorization: Bearer {{', 24));
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    });
    return {
      what: `lines, problems and completion, 5 000 requests (${dialect})`,
      now: median(taken),
      unit: ' ms',
      target: '<= 100 ms',
      note: `CPU time of ${typedSize(text)}; the first ${(taken[0] ?? NaN).toFixed(0)} ms`,
    };
  });
}

function typedSize(text: string): string {
  return `${(text.length / 1e6).toFixed(2)} MB`;
}

/** The same in a window, as VS Code asks for it, and while somebody types. */
export async function requestWindowRows(bench: Bench): Promise<Row[]> {
  const measured = await alternateWindows<RequestFileFigures>(bench, 1, { module: 'requests' });
  const of = (figure: (figures: RequestFileFigures) => number) => medians(measured, figure);
  return [
    { what: 'all lines above 5 000 requests, asked for anew', ...of(({ lenses }) => lenses), unit: ' ms' },
    {
      what: 'typing a character and its completions, 5 000 requests against 10',
      ...of(({ typing }) => typing.many / typing.few),
      target: '<= the same in text',
      note: `${of(({ typing }) => typing.many).now?.toFixed(2)} ms, ${of(({ typing }) => typing.few).now?.toFixed(2)} ms`,
    },
    { what: '  the same in text files of that size', ...of(({ typing }) => typing.manyText / typing.fewText) },
  ];
}
