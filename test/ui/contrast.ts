/** The number of texts in a page, and those with less contrast than WCAG 2.2 (1.4.3) demands: 4.5, or 3 if they are large. */
export interface Contrasts {
  count: number;
  weak: string[];
}

/** Runs in the page, so it cannot use anything else of this file. */
export function contrasts(body: HTMLElement | SVGElement): Contrasts {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (colour: string): [number, number, number, number] => {
    if (canvas === null) throw new Error('no canvas');
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top: number[], bottom: number[]): number[] =>
    [0, 1, 2].map((index) => (top[index] ?? 0) * (top[3] ?? 1) + (bottom[index] ?? 0) * (1 - (top[3] ?? 1)));
  const luminance = (colour: number[]): number => {
    const [r = 0, g = 0, b = 0] = colour.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const background = (element: Element | null): number[] => {
    if (element === null) return [255, 255, 255];
    const own = rgba(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own : over(own, background(element.parentElement));
  };
  const weak: string[] = [];
  let count = 0;
  const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const element = node.parentElement;
    if (element === null || !/\S/.test(node.textContent ?? '') || !element.checkVisibility({ opacityProperty: true }))
      continue;
    if (element.closest('script, style, option, .hidden') !== null) continue;
    const style = getComputedStyle(element);
    const behind = background(element);
    const [bright = 0, dark = 0] = [luminance(over(rgba(style.color), behind)), luminance(behind)].sort(
      (a, b) => b - a,
    );
    const large =
      parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.7 && Number(style.fontWeight) >= 700);
    count++;
    const ratio = (bright + 0.05) / (dark + 0.05);
    if (ratio < (large ? 3 : 4.5)) weak.push(`${ratio.toFixed(1)} ${element.className || element.tagName}`);
  }
  return { count, weak: [...new Set(weak)] };
}
