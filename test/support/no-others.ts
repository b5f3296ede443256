import type { OtherProfiles } from '../../src/tokens/sources';

/** For tests in which no profile hands in the token of another. */
export const noOthers: OtherProfiles = {
  find: (name) => Promise.reject(new Error(`nobody looks for ${name}`)),
  checkDestination: () => Promise.reject(new Error('nobody asks')),
  told: (_passage, run) => run(),
};
