/**
 * Escapes, as JSON does, what is invisible in a text or changes its direction: control and formatting characters. Tabs
 * and line breaks stay.
 */
export function visible(text: string): string {
  return text.replace(/(?![\t\r\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (char) =>
    char
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
