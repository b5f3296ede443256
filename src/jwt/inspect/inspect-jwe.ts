import { hasAlg, noAlg, shown, type InspectedToken } from './inspected';
import { readPart, type ReadPart } from '../read/part';
import { jweRoles, partsOf } from '../read/token-parts';

/** A JWE: its header, and whether it is whole (RFC 7516 section 7.1). @param pieces at most seven */
export function inspectJwe(nothing: InspectedToken, pieces: readonly string[], header: ReadPart): InspectedToken {
  const problem = problemOf(pieces, header);
  return {
    ...nothing,
    kind: 'jwe',
    parts: partsOf(pieces, jweRoles),
    ...shown('header', header.json),
    ...(problem !== undefined && { problem }),
  };
}

/** The parts as people call them. */
const names = ['header', 'encrypted key', 'initialization vector', 'ciphertext', 'authentication tag'];

function problemOf(pieces: readonly string[], header: ReadPart): string | undefined {
  if (pieces.length !== 5) {
    return `It is not whole: an encrypted JWT has five parts, this one has ${pieces.length > 6 ? 'more than six' : pieces.length}.`;
  }
  for (const [i, piece] of pieces.entries()) {
    // The encrypted key is empty where the key is agreed on (`dir`, `ECDH-ES`).
    if (i === 1 && piece === '') continue;
    const { bytes, problem = '' } = readPart(piece);
    if (piece === '' || bytes === undefined) return `Its ${names[i] ?? 'part'} ${problem}.`;
  }
  return hasAlg(header) ? undefined : noAlg;
}
