import { stat } from 'node:fs/promises';

/** A file's time and size; undefined where there is none. */
export async function stampOfPath(path: string): Promise<string | undefined> {
  try {
    const { mtimeMs, size } = await stat(path);
    return `${mtimeMs} ${size}`;
  } catch {
    return undefined;
  }
}
