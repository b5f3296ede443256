import type { Answers, ListedAnswer } from './answers';

/**
 * The profiles that there are, by their homes: the identities in each home whose profiles are known for certain. A home
 * is what an identity has before the profile's id. One that is not listed may have any profile.
 */
export type PresentProfiles = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Drops the answers about profiles that are gone, so that no answer is in force that the list does not show: the next
 * use of a profile that comes back asks again.
 * @returns the answers that are left
 */
export async function dropRemoved(answers: Answers, present: PresentProfiles): Promise<ListedAnswer[]> {
  for (const each of answers.list()) if (isRemoved(each, present)) await answers.change(each, undefined);
  return answers.list();
}

/** Whether the profile of an answer is known to be gone. An answer without a profile is never about one. */
export function isRemoved(answer: ListedAnswer, present: PresentProfiles): boolean {
  const identity = profileOf(answer);
  if (identity === undefined) return false;
  const identities = present.get(homeIn(identity));
  return identities !== undefined && !identities.has(identity);
}

/** The identity of the profile that an answer is about. Version 0.1 kept it only in the key. */
export function profileOf({ key, question, profile }: ListedAnswer): string | undefined {
  if (profile !== undefined || question !== 'automation') return profile;
  return /^answer\.automation\.((?:personal|team):.*) [^ ]+$/s.exec(key)?.[1];
}

/** The home in an identity, `personal` or `team:FOLDER`. The id at its end has no colon. */
export function homeIn(identity: string): string {
  return identity.slice(0, identity.lastIndexOf(':'));
}
