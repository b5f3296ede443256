import type { Disposables } from '../../base/disposables';
import type { MarksParts } from './marks';

/** Marks JWTs from now on. */
export async function registerMarks(parts: () => Promise<MarksParts>, disposables: Disposables): Promise<void> {
  const { markJwts } = await import('./marks');
  disposables.add(markJwts(await parts()));
}
