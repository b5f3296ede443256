import type { FaultCode } from '../faults/table';

export type SecretKind = 'clientSecret' | 'privateKey' | 'password' | 'token';

/** One thing that is wrong with a profile. */
export interface Problem {
  code: Extract<FaultCode, 'profile-invalid' | 'insecure-endpoint'>;
  /** Where, from the profile's root. */
  path: (string | number)[];
  message: string;
  /** The field holds a secret, which belongs into SecretStorage: what kind of one. */
  secret?: SecretKind;
  /** The JSON Schema says so too. */
  schema?: true;
}

/** The problems as one sentence, the first three in full. */
export function describeProblems(problems: readonly Problem[]): string {
  const shown = problems.slice(0, 3).map((problem) => problem.message);
  const more = problems.length - shown.length;
  return `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}
