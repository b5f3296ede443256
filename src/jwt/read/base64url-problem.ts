import { t } from '@vscode/l10n';

/** A part of a JWS, which people also know by its place, or a part of a JWE. */
export type EncodedPart =
  'jws-header' | 'jws-payload' | 'jws-signature' | 'header' | 'encrypted-key' | 'iv' | 'ciphertext' | 'tag';

/** The sentences for one part. Positions count from 1. */
interface Problems {
  space: () => string;
  padded: () => string;
  base64: () => string;
  character: (position: number) => string;
  length: (length: number) => string;
  leftover: () => string;
}

/**
 * What keeps a part of a token from being base64url, a sentence.
 * @param text what `fromBase64Url` does not read
 */
export function base64UrlProblem(text: string, part: EncodedPart): string {
  const problems = table[part];
  if (/\s/.test(text)) return problems.space();
  if (text.endsWith('=')) return problems.padded();
  if (/[+/]/.test(text)) return problems.base64();
  const at = text.search(/[^\w-]/);
  if (at >= 0) return problems.character(at + 1);
  return text.length % 4 === 1 ? problems.length(text.length) : problems.leftover();
}

const table: Record<EncodedPart, Problems> = {
  'jws-header': {
    space: () => t('Its header (first part) has white space in it.'),
    padded: () => t('Its header (first part) is padded with “=”.'),
    base64: () => t('Its header (first part) is base64 rather than base64url: it has “+” or “/”.'),
    character: (position) =>
      t('Its header (first part) isn’t base64url: character {position} isn’t allowed.', { position }),
    length: (length) =>
      t('Its header (first part) is cut short: {length} characters isn’t a valid length for base64url.', { length }),
    leftover: () =>
      t(
        'Its header (first part) isn’t base64url: its last character has bits left over, so it was changed or cut short.',
      ),
  },
  'jws-payload': {
    space: () => t('Its payload (second part) has white space in it.'),
    padded: () => t('Its payload (second part) is padded with “=”.'),
    base64: () => t('Its payload (second part) is base64 rather than base64url: it has “+” or “/”.'),
    character: (position) =>
      t('Its payload (second part) isn’t base64url: character {position} isn’t allowed.', { position }),
    length: (length) =>
      t('Its payload (second part) is cut short: {length} characters isn’t a valid length for base64url.', { length }),
    leftover: () =>
      t(
        'Its payload (second part) isn’t base64url: its last character has bits left over, so it was changed or cut short.',
      ),
  },
  'jws-signature': {
    space: () => t('Its signature (third part) has white space in it.'),
    padded: () => t('Its signature (third part) is padded with “=”.'),
    base64: () => t('Its signature (third part) is base64 rather than base64url: it has “+” or “/”.'),
    character: (position) =>
      t('Its signature (third part) isn’t base64url: character {position} isn’t allowed.', { position }),
    length: (length) =>
      t('Its signature (third part) is cut short: {length} characters isn’t a valid length for base64url.', { length }),
    leftover: () =>
      t(
        'Its signature (third part) isn’t base64url: its last character has bits left over, so it was changed or cut short.',
      ),
  },
  header: {
    space: () => t('Its header has white space in it.'),
    padded: () => t('Its header is padded with “=”.'),
    base64: () => t('Its header is base64 rather than base64url: it has “+” or “/”.'),
    character: (position) => t('Its header isn’t base64url: character {position} isn’t allowed.', { position }),
    length: (length) =>
      t('Its header is cut short: {length} characters isn’t a valid length for base64url.', { length }),
    leftover: () =>
      t('Its header isn’t base64url: its last character has bits left over, so it was changed or cut short.'),
  },
  'encrypted-key': {
    space: () => t('Its encrypted key has white space in it.'),
    padded: () => t('Its encrypted key is padded with “=”.'),
    base64: () => t('Its encrypted key is base64 rather than base64url: it has “+” or “/”.'),
    character: (position) => t('Its encrypted key isn’t base64url: character {position} isn’t allowed.', { position }),
    length: (length) =>
      t('Its encrypted key is cut short: {length} characters isn’t a valid length for base64url.', { length }),
    leftover: () =>
      t('Its encrypted key isn’t base64url: its last character has bits left over, so it was changed or cut short.'),
  },
  iv: {
    space: () => t('Its initialization vector has white space in it.'),
    padded: () => t('Its initialization vector is padded with “=”.'),
    base64: () => t('Its initialization vector is base64 rather than base64url: it has “+” or “/”.'),
    character: (position) =>
      t('Its initialization vector isn’t base64url: character {position} isn’t allowed.', { position }),
    length: (length) =>
      t('Its initialization vector is cut short: {length} characters isn’t a valid length for base64url.', { length }),
    leftover: () =>
      t(
        'Its initialization vector isn’t base64url: its last character has bits left over, so it was changed or cut short.',
      ),
  },
  ciphertext: {
    space: () => t('Its ciphertext has white space in it.'),
    padded: () => t('Its ciphertext is padded with “=”.'),
    base64: () => t('Its ciphertext is base64 rather than base64url: it has “+” or “/”.'),
    character: (position) => t('Its ciphertext isn’t base64url: character {position} isn’t allowed.', { position }),
    length: (length) =>
      t('Its ciphertext is cut short: {length} characters isn’t a valid length for base64url.', { length }),
    leftover: () =>
      t('Its ciphertext isn’t base64url: its last character has bits left over, so it was changed or cut short.'),
  },
  tag: {
    space: () => t('Its authentication tag has white space in it.'),
    padded: () => t('Its authentication tag is padded with “=”.'),
    base64: () => t('Its authentication tag is base64 rather than base64url: it has “+” or “/”.'),
    character: (position) =>
      t('Its authentication tag isn’t base64url: character {position} isn’t allowed.', { position }),
    length: (length) =>
      t('Its authentication tag is cut short: {length} characters isn’t a valid length for base64url.', { length }),
    leftover: () =>
      t(
        'Its authentication tag isn’t base64url: its last character has bits left over, so it was changed or cut short.',
      ),
  },
};
