import { t } from '@vscode/l10n';

/**
 * What keeps a part of a token from being base64url, a sentence.
 * @param text what `fromBase64Url` does not read
 * @param part the part as people call it
 */
export function base64UrlProblem(text: string, part: string): string {
  if (/\s/.test(text)) return t('Its {part} has white space in it.', { part });
  if (text.endsWith('=')) return t('Its {part} is padded with “=”.', { part });
  if (/[+/]/.test(text)) return t('Its {part} is base64 rather than base64url: it has “+” or “/”.', { part });
  const at = text.search(/[^\w-]/);
  if (at >= 0) return t('Its {part} isn’t base64url: character {position} isn’t allowed.', { part, position: at + 1 });
  if (text.length % 4 === 1)
    return t('Its {part} is cut short: {length} characters isn’t a valid length for base64url.', {
      part,
      length: text.length,
    });
  return t('Its {part} isn’t base64url: its last character has bits left over, so it was changed or cut short.', {
    part,
  });
}
