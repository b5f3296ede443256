import { comment } from '../../http/lines';
import { references } from '../../http/reference';
import type { SentRequest } from '../../http/sent';
import type { KnownProfile } from '../../profile/known';
import { profilesByName, profilesByVariable } from './by-variable';

/** A reference that stands for no token: no profile has its name, or more than one. */
export interface ReferenceProblem {
  /** The variable, `TOKEN_DECK_…`, or the name in a header. */
  name: string;
  fitting: readonly KnownProfile[];
  /** In UTF-16 code units. */
  offset: number;
  length: number;
}

/** The references of a file that stand for no token, comments left out. @param most how many are looked for */
export function referenceProblems(text: string, profiles: readonly KnownProfile[], most: number): ReferenceProblem[] {
  const byVariable = profilesByVariable(profiles);
  const found: ReferenceProblem[] = [];
  // Each character is looked at once, however long a line is.
  let [seen, isComment] = [0, undefined as boolean | undefined];
  for (const { 0: written, 1: name = '', index } of text.matchAll(references)) {
    const between = text.slice(seen, index);
    const start = Math.max(between.lastIndexOf('\n'), between.lastIndexOf('\r')) + 1;
    if (start > 0 || isComment === undefined) isComment = comment.test(between.slice(start));
    seen = index;
    const fitting = byVariable.get(name) ?? [];
    if (fitting.length === 1 || isComment) continue;
    found.push({ name, fitting, offset: index, length: written.length });
    if (found.length >= most) break;
  }
  return found;
}

/** The headers `token-deck <profile>` of a file that name no profile, or more than one. @param most how many are looked for */
export function nameProblems(
  requests: readonly SentRequest[],
  profiles: readonly KnownProfile[],
  most: number,
): ReferenceProblem[] {
  const byName = profilesByName(profiles);
  const found: ReferenceProblem[] = [];
  for (const { named } of requests) {
    const fitting = named && (byName.get(named.name) ?? []);
    if (named !== undefined && fitting?.length !== 1) found.push({ ...named, fitting: fitting ?? [] });
    if (found.length >= most) break;
  }
  return found;
}
