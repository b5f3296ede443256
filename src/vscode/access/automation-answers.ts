import { byAddress, identityOf, type UsableProfile } from '../../profile/known';
import { shapeKey } from '../../storage/keys';
import type { Answers } from './answers';

/**
 * The key of the answer about a profile and programs. It is bound to what is asked for too: a profile that is replaced
 * under the same id is another one.
 */
export async function automationKey(known: UsableProfile): Promise<string> {
  return `${identityOf(known)} ${await shapeKey(known)}`;
}

/**
 * Moves the answers about programs that version 0.1 filed under the addresses of folders to their ids. Those to the use
 * of a stored secret are dropped at the upgrade.
 */
export async function bringAutomation(answers: Answers, profiles: readonly UsableProfile[]): Promise<void> {
  // Read once for all profiles of a file; the hash after the last space has none.
  const answered = new Set(answers.keysOf('automation').map((key) => key.slice(0, key.lastIndexOf(' '))));
  for (const known of profiles) {
    const { home } = known;
    const before = byAddress(known);
    if (home.kind === 'personal' || !answered.has(identityOf(before))) continue;
    const [from, to] = [await automationKey(before), await automationKey(known)];
    await answers.move('automation', from, to, { profile: identityOf(known), folder: home.folder });
  }
}
