import { t } from '@vscode/l10n';
import { plain } from '../faults/plain';
import type { FaultCode } from '../faults/table';
import type { SecretKind } from './secret-kind';

export type { SecretKind };

/** One thing that is wrong with a profile. */
export interface Problem {
  code: Extract<FaultCode, 'profile-invalid' | 'insecure-endpoint'>;
  /** Where, from the profile's root. */
  path: (string | number)[];
  /** A whole sentence. */
  message: string;
  /** The field holds a secret, which belongs in SecretStorage: what kind of one. */
  secret?: SecretKind;
  /** The JSON Schema says so too. */
  schema?: true;
}

/** A problem that no other code tells better. @param message a whole sentence */
export function invalid(path: (string | number)[], message: string): Problem {
  return { code: 'profile-invalid', path, message };
}

/** The last resort, for a profile on which the parser itself fails. */
export function unreadable(): Problem {
  return invalid([], t('The profile cannot be read.'));
}

/** What a message calls the field at a path. */
export function fieldAt(path: readonly (string | number)[]): string {
  return plain(path.join('.'), 100);
}

/** Says that a profile cannot be used, and why: the first three problems in full. */
export function describeUnusable(problems: readonly Problem[]): string {
  return t('The profile cannot be used: {problems}', { problems: describeProblems(problems) });
}

/** The problems, a sentence each: the first three, and how many more there are. */
export function describeProblems(problems: readonly Problem[]): string {
  const shown = problems.slice(0, 3).map((problem) => problem.message);
  const more = problems.length - shown.length;
  return [...shown, ...(more > 0 ? [t('And {count} more.', { count: more })] : [])].join(' ');
}
