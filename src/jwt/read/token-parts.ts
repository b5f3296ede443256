/** What a part of a token is for (RFC 7515 section 7.1, RFC 7516 section 7.1, RFC 9901 section 4). */
export type PartRole =
  'header' | 'payload' | 'signature' | 'encrypted-key' | 'iv' | 'ciphertext' | 'tag' | 'disclosure' | 'key-binding';

/** Where a part stands in `InspectedToken.token`, in UTF-16 code units; what separates parts belongs to none. */
export interface InspectedPart {
  role: PartRole;
  start: number;
  end: number;
}

export const jwsRoles: readonly PartRole[] = ['header', 'payload', 'signature'];
export const jweRoles: readonly PartRole[] = ['header', 'encrypted-key', 'iv', 'ciphertext', 'tag'];

/**
 * Where parts stand that one character each separates. Those that are empty or have no role are left out.
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
