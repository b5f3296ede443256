/** What a part of a token is for (RFC 7515 section 7.1, RFC 7516 section 7.1, RFC 9901 section 4). */
export type PartRole =
  'header' | 'payload' | 'signature' | 'encrypted-key' | 'iv' | 'ciphertext' | 'tag' | 'disclosure' | 'key-binding';

/** Where a part is in `InspectedToken.token`, in UTF-16 code units; the separators between parts belong to none. */
export interface InspectedPart {
  role: PartRole;
  start: number;
  end: number;
}

export const jwsRoles = ['header', 'payload', 'signature'] as const satisfies readonly PartRole[];
export const jweRoles = ['header', 'encrypted-key', 'iv', 'ciphertext', 'tag'] as const satisfies readonly PartRole[];

/**
 * Where the parts of a token are, one character between each and the next. Empty parts and those without a role are
 * left out.
 * @param from where the first part begins
 */
export function partsOf(pieces: readonly string[], roles: readonly PartRole[], from = 0): InspectedPart[] {
  let start = from;
  return pieces.flatMap((piece, i) => {
    const [role, part] = [roles[i], { start, end: start + piece.length }];
    start = part.end + 1;
    return role === undefined || piece === '' ? [] : [{ role, ...part }];
  });
}
