import type { InspectedToken } from './inspected';
import { inspectJwe } from './inspect-jwe';
import { inspectJws } from './inspect-jws';
import { readPart } from '../read/part';
import { splitSdJwt } from './sd-jwt';
import { tokenIn } from '../find/token-in';
import { jwsRoles, partsOf } from '../read/token-parts';

export type { InspectedObject, InspectedToken } from './inspected';
export type { InspectedPart, PartRole } from '../read/token-parts';

/**
 * Takes a token apart, or the first JWT in a text: nothing is verified, nothing is decrypted. It reads what can be
 * read, also of a token that is only half there. Never rejects, whatever the text; linear in its length.
 */
export async function inspectToken(text: string): Promise<InspectedToken> {
  const token = tokenIn(text);
  const nothing: InspectedToken = {
    kind: 'none',
    token,
    parts: [],
    grants: [],
    disclosures: [],
    nested: [],
    warnings: [],
  };
  if (token === '') return nothing;
  const jwt = splitSdJwt(token)?.jwt ?? token;
  // What has more parts is no token, and may have very many.
  const pieces = jwt.split('.', 7);
  const header = readPart(pieces[0] ?? '');
  if (header.json?.kind === 'object') {
    const encrypted = pieces.length === 5 || header.json.members.some(({ name }) => name === 'enc');
    return encrypted ? inspectJwe(nothing, pieces, header) : inspectJws(nothing, pieces, header);
  }
  const { problem = 'is no JSON object' } = header;
  if (pieces.length === 3 && readPart(pieces[1] ?? '').json?.kind === 'object') {
    return { ...(await inspectJws(nothing, pieces, header)), problem: `Its header ${problem}.` };
  }
  return { ...nothing, ...unreadable(token, pieces, problem) };
}

/** Why a text is no token at all; of one that begins like a JWT, which parts there are. */
function unreadable(token: string, pieces: readonly string[], problem: string): Partial<InspectedToken> {
  if (/\s/.test(token)) return { problem: 'There is no JWT in this text.' };
  if (/^e[wy][\w-]/.test(token)) {
    return { parts: partsOf(pieces, jwsRoles), problem: `It begins like a JWT, but its header ${problem}.` };
  }
  return { problem: 'This is no JWT: an opaque token says nothing to anyone but its server.' };
}
