import { t } from '@vscode/l10n';
import { algProblem, partProblem, readPart, type ReadPart } from '../read/part';
import { jweRoles, partName, partsOf } from '../read/token-parts';
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
    // The encrypted key is empty if the key is agreed on (`dir`, `ECDH-ES`).
    if (role === 'encrypted-key' && piece === '') continue;
    const { bytes, problem } = readPart(piece);
    if (problem !== undefined && (piece === '' || bytes === undefined)) return partProblem(problem, partName(role));
  }
  return algProblem(header);
}
