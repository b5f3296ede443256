import assert from 'node:assert/strict';
import { decodeEntry } from '../../../src/storage/entry';
import { encodeProfile, profileIn } from '../../../src/storage/profile-entry';
import { usableProfile } from './profiles-of';

describe('storage: the entry of a personal profile', () => {
  const base = { id: 'm', grant: 'client_credentials', issuer: 'https://login.example.com', clientId: 'c' };
  const origins = ['https://api.example.com'];

  for (const fields of [base, { ...base, origins }])
    it(`gives back a profile ${'origins' in fields ? 'with' : 'without'} origins`, () => {
      const { profile } = usableProfile(fields);
      assert.deepEqual(profileIn(decodeEntry(encodeProfile(profile)) ?? {}), profile);
    });

  const read: [what: string, entry: Record<string, unknown>, profile: unknown][] = [
    ['has origins in the profile', { profile: { ...base, origins } }, { ...base, origins }],
    ['has origins beside it', { profile: base, later: { origins } }, { ...base, origins }],
    ['has nothing of use beside it', { profile: base, later: 'x' }, base],
    ['has a list beside it', { profile: base, later: [1] }, base],
    ['has no profile', { later: { origins } }, undefined],
    ['has a text for a profile', { profile: 'x', later: { origins } }, 'x'],
  ];
  for (const [what, entry, profile] of read)
    it(`that ${what} is read for what is there`, () => assert.deepEqual(profileIn(entry), profile));
});
