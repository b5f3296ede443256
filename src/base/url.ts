/**
 * The URL that a text is, or undefined. `URL.canParse` is not asked: once Node 20 has optimized a call of it, it refuses
 * every address with a letter such as “ü”.
 */
export function urlOf(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
