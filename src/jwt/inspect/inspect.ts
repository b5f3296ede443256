import { t } from '@vscode/l10n';
import { tokenIn } from '../find/token-in';
import { readPart, type PartProblem } from '../read/part';
import { headerProblem } from '../read/part-problem';
import { jwsRoles, partsOf } from '../read/token-parts';
import { inspectJwe } from './inspect-jwe';
import { inspectJws } from './inspect-jws';
import type { InspectedToken } from './inspected';
import { splitSdJwt } from './sd-jwt';

export type { InspectedToken } from './inspected';
export type { DescribedObject } from './describe';
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
  // A text with more parts is not a token, and may have very many.
  const pieces = jwt.split('.', 7);
  const header = readPart(pieces[0] ?? '');
  if (header.json?.kind === 'object') {
    const encrypted = pieces.length === 5 || header.json.members.some(({ name }) => name === 'enc');
    return encrypted ? inspectJwe(nothing, pieces, header) : inspectJws(nothing, pieces, header);
  }
  const { problem = { kind: 'no-object' } } = header;
  if (pieces.length === 3 && readPart(pieces[1] ?? '').json?.kind === 'object') {
    return { ...(await inspectJws(nothing, pieces, header)), problem: headerProblem(problem) };
  }
  return { ...nothing, ...unreadable(token, pieces, problem) };
}

/** Why a text is not a token at all; if it begins like a JWT, which parts there are. */
function unreadable(token: string, pieces: readonly string[], problem: PartProblem): Partial<InspectedToken> {
  if (/\s/.test(token)) return { problem: t('There is no JWT in this text.') };
  if (/^e[wy][\w-]/.test(token)) return { parts: partsOf(pieces, jwsRoles), problem: brokenBeginning(problem) };
  return { problem: t('Not a JWT. Only its server can read this token.') };
}

/** What is wrong with a header whose first letters are right. */
function brokenBeginning(problem: PartProblem): string {
  switch (problem.kind) {
    case 'letter': {
      const { position, letter } = problem;
      return t('It begins like a JWT, but its header isn’t base64url: character {position} is {letter}.', {
        position,
        letter,
      });
    }
    case 'cut-off':
      return t('It begins like a JWT, but its header is cut off: its length isn’t valid for base64url.');
    case 'no-utf8':
      return t('It begins like a JWT, but its header isn’t UTF-8 text.');
    case 'cut-off-json':
      return t('It begins like a JWT, but its header isn’t JSON: it ends too early.');
    case 'broken-json': {
      const { position } = problem;
      return t('It begins like a JWT, but its header isn’t JSON: character {position} is wrong.', { position });
    }
    case 'empty':
    case 'no-object':
      return t('It begins like a JWT, but its header isn’t a JSON object.');
  }
}
