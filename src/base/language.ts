/** The language that dates and numbers are written in: English until it is set. */
let tag = 'en';

/**
 * Sets the language that dates and numbers are written in, beside the texts of `@vscode/l10n`.
 * @param language a BCP 47 tag, such as VS Code’s `env.language`
 */
export function setLanguage(language: string): void {
  tag = language;
}

/** The language that dates and numbers are written in, a BCP 47 tag. */
export function language(): string {
  return tag;
}

/** A whole number with separators: `1,000,000`. */
export function formatCount(count: number): string {
  return count.toLocaleString(tag);
}
