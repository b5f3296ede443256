import assert from 'node:assert/strict';
import { knownProfile, type Home, type UsableProfile } from '../../../src/profile/known';
import { parseProfile } from '../../../src/profile/parse';
import { usable } from '../../../src/profile/usable';

export const personal: Home = { kind: 'personal' };
export const team = (folder: string, uri = `file:///${folder}`, folderId = `id of ${uri}`): Home => ({
  ...{ kind: 'team', folder, uri, folderId },
});

/** A usable profile in its home. Fails the test if it is not usable. */
export function usableProfile(profile: Record<string, unknown>, home: Home = personal): UsableProfile {
  const parsed = parseProfile(profile);
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return usable(knownProfile({ id: parsed.profile.id, home }, parsed));
}
