import { t } from '@vscode/l10n';
import type { EncodingProblem, PartProblem } from './part';

/** What is wrong with a header, a sentence. */
export function headerProblem(problem: PartProblem): string {
  switch (problem.kind) {
    case 'letter':
    case 'cut-off':
      return encodingProblemOf(problem, 'header');
    case 'empty':
      return t('Its header is empty.');
    case 'no-utf8':
      return t('Its header isn’t UTF-8 text.');
    case 'cut-off-json':
      return t('Its header isn’t JSON: it ends too early.');
    case 'broken-json':
      return t('Its header isn’t JSON: character {position} is wrong.', { position: problem.position });
    case 'no-object':
      return t('Its header isn’t a JSON object.');
  }
}

/** What is wrong with a payload, a sentence. */
export function payloadProblem(problem: PartProblem): string {
  switch (problem.kind) {
    case 'letter':
    case 'cut-off':
      return encodingProblemOf(problem, 'payload');
    case 'empty':
      return t('Its payload is empty.');
    case 'no-utf8':
      return t('Its payload isn’t UTF-8 text.');
    case 'cut-off-json':
      return t('Its payload isn’t JSON: it ends too early.');
    case 'broken-json':
      return t('Its payload isn’t JSON: character {position} is wrong.', { position: problem.position });
    case 'no-object':
      return t('Its payload isn’t a JSON object.');
  }
}

type EncodedPart = 'header' | 'payload' | 'signature' | 'encrypted-key' | 'iv' | 'ciphertext' | 'tag';

/** What keeps a part from being base64url, a sentence. */
export function encodingProblemOf(problem: EncodingProblem, part: EncodedPart): string {
  if (problem.kind === 'cut-off') return cutOff[part]();
  const { position, letter } = problem;
  return wrongCharacter[part]({ position, letter });
}

const wrongCharacter: Record<EncodedPart, (places: { position: number; letter: string }) => string> = {
  header: (places) => t('Its header isn’t base64url: character {position} is {letter}.', places),
  payload: (places) => t('Its payload isn’t base64url: character {position} is {letter}.', places),
  signature: (places) => t('Its signature isn’t base64url: character {position} is {letter}.', places),
  'encrypted-key': (places) => t('Its encrypted key isn’t base64url: character {position} is {letter}.', places),
  iv: (places) => t('Its initialization vector isn’t base64url: character {position} is {letter}.', places),
  ciphertext: (places) => t('Its ciphertext isn’t base64url: character {position} is {letter}.', places),
  tag: (places) => t('Its authentication tag isn’t base64url: character {position} is {letter}.', places),
};

const cutOff: Record<EncodedPart, () => string> = {
  header: () => t('Its header is cut off: its length isn’t valid for base64url.'),
  payload: () => t('Its payload is cut off: its length isn’t valid for base64url.'),
  signature: () => t('Its signature is cut off: its length isn’t valid for base64url.'),
  'encrypted-key': () => t('Its encrypted key is cut off: its length isn’t valid for base64url.'),
  iv: () => t('Its initialization vector is cut off: its length isn’t valid for base64url.'),
  ciphertext: () => t('Its ciphertext is cut off: its length isn’t valid for base64url.'),
  tag: () => t('Its authentication tag is cut off: its length isn’t valid for base64url.'),
};
