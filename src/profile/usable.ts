import { Fault } from '../faults/fault';
import { exactReferenceOf, nameOf, type KnownProfile, type UsableProfile } from './known';
import { describeUnusable } from './problem';

/** The profile, if it can be used. @throws `profile-invalid`, `insecure-endpoint` */
export function usable(known: KnownProfile): UsableProfile {
  if (known.usable) return known;
  const { problems } = known;
  const insecure = problems.every((problem) => problem.code === 'insecure-endpoint');
  throw new Fault(insecure ? 'insecure-endpoint' : 'profile-invalid', describeUnusable(problems), {
    profile: nameOf(known),
    reference: exactReferenceOf(known),
  });
}
