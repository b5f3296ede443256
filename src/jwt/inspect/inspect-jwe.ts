import { t } from '@vscode/l10n';
import { algProblem, encodingProblem, type ReadPart } from '../read/part';
import { encodingProblemOf } from '../read/part-problem';
import { jweRoles, partsOf, type PartRole } from '../read/token-parts';
import { describeObject } from './describe';
import type { InspectedToken } from './inspected';

/** A JWE: its header, and whether it is whole (RFC 7516 section 7.1). @param pieces at most seven */
export function inspectJwe(nothing: InspectedToken, pieces: readonly string[], header: ReadPart): InspectedToken {
  const problem = problemOf(pieces, header);
  return {
    ...nothing,
    kind: 'jwe',
    parts: partsOf(pieces, jweRoles),
    ...describeObject('header', header.json),
    ...(problem !== undefined && { problem }),
  };
}

function problemOf(pieces: readonly string[], header: ReadPart): string | undefined {
  if (pieces.length > 6) return t('It is malformed: an encrypted JWT has five parts, this one has more than six.');
  if (pieces.length !== 5) {
    return t('It is incomplete: an encrypted JWT has five parts, this one has {count}.', {
      count: pieces.length,
    });
  }
  for (const [i, role] of jweRoles.entries()) {
    const piece = pieces[i] ?? '';
    const isEmpty = piece === '' ? empty[role] : undefined;
    if (isEmpty !== undefined) return isEmpty();
    const problem = encodingProblem(piece);
    if (problem !== undefined) return encodingProblemOf(problem, role);
  }
  return algProblem(header);
}

/** What to say of an empty part. The encrypted key is rightly empty if the key is agreed on (`dir`, `ECDH-ES`). */
const empty: Partial<Record<PartRole, () => string>> = {
  iv: () => t('Its initialization vector is empty.'),
  ciphertext: () => t('Its ciphertext is empty.'),
  tag: () => t('Its authentication tag is empty.'),
};
