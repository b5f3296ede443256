import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { confidential } from '../support/confidential';

/** A text that a run left behind or showed, and where. */
export interface Trace {
  where: string;
  text: string;
}

/** Something confidential was found. The message says where and what it is, never its value. */
export class LeakError extends Error {
  constructor(found: readonly string[]) {
    super(`what must stay secret is in what VS Code wrote or showed:\n  ${[...new Set(found)].join('\n  ')}`);
  }
}

/** How much of a value's end leads to it; ends differ where beginnings do not, as with JWTs. */
const endLength = 8;

/**
 * Where confidential values are, also as part of an address. Takes one pass over each text, however many values there are.
 * @param values what each is, by its value
 */
export function leaksIn(traces: readonly Trace[], values: ReadonlyMap<string, string>): string[] {
  const byEnd = new Map<string, { value: string; what: string }[]>();
  for (const [plain, what] of values)
    for (const spelling of new Set([plain, encodeURIComponent(plain), JSON.stringify(plain).slice(1, -1)])) {
      // Files are read byte by byte.
      const value = Buffer.from(spelling).toString('latin1');
      const end = value.slice(-endLength);
      byEnd.set(end, [...(byEnd.get(end) ?? []), { value, what }]);
    }
  const found = new Set<string>();
  for (const { where, text } of traces)
    for (let end = endLength; end <= text.length; end++)
      for (const { value, what } of byEnd.get(text.slice(end - endLength, end)) ?? [])
        if (text.startsWith(value, end - value.length)) found.add(`${where}: ${what}`);
  return [...found];
}

/**
 * Files in which tokens belong: VS Code's local history has copies of the `.http` files of a test's workspace, and tests
 * insert tokens into those. Extensions are what was installed.
 */
const notSearched = /^(?:user[\\/]User[\\/]History[\\/].*\.http$|extensions[\\/])/;

/** Every file that VS Code has written into the folder of its data, byte by byte: also databases are searched so. */
export async function tracesIn(folder: string): Promise<Trace[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((file) => !notSearched.test(file));
  return Promise.all(
    files.map(async (file) => ({ where: file, text: await readFile(path.join(folder, file), 'latin1') })),
  );
}

/** @throws `LeakError` */
export function refuseLeaks(traces: readonly Trace[]): void {
  const found = leaksIn(traces, confidential());
  if (process.env['TOKEN_DECK_VERBOSE'] === '1')
    console.log(`searched ${traces.length} files and texts for ${confidential().size} values`);
  if (found.length > 0) throw new LeakError(found);
}
