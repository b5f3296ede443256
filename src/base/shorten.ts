/**
 * A text without its middle, where it is long: names of a series differ at their ends.
 * @param most how many letters may be left, the dots among them
 */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const letters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  if (letters.length <= most) return text;
  const end = Math.floor((most - 1) / 2);
  return `${letters.slice(0, most - 1 - end).join('')}…${letters.slice(-end).join('')}`;
}
