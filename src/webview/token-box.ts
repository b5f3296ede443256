import { t } from '@vscode/l10n';
import type { InspectedPart, PartRole } from '../jwt/inspect/inspect';
import { element } from './element';

/** Parts with the same purpose share a colour. */
const colours: Readonly<Record<PartRole, string>> = {
  header: 'header',
  payload: 'payload',
  ciphertext: 'payload',
  signature: 'signature',
  tag: 'signature',
  'encrypted-key': 'key',
  iv: 'other',
  disclosure: 'disclosure',
  'key-binding': 'key',
};

export function colourOf(role: PartRole): string {
  return colours[role];
}

const names: Readonly<Record<PartRole, () => string>> = {
  header: () => t('header'),
  payload: () => t('payload'),
  ciphertext: () => t('ciphertext'),
  signature: () => t('signature'),
  tag: () => t('tag'),
  'encrypted-key': () => t('encrypted key'),
  iv: () => t('iv'),
  disclosure: () => t('disclosure'),
  'key-binding': () => t('key binding'),
};

/** What the legend calls a part. */
export function nameOf(role: PartRole): string {
  return names[role]();
}

/** The text box of the token, its parts coloured. */
export class TokenBox {
  readonly root = element('div', {
    className: 'token',
    contentEditable: 'plaintext-only',
    spellcheck: false,
    set: {
      role: 'textbox',
      'aria-label': t('Token'),
      'aria-multiline': 'true',
      'data-placeholder': t('Paste or type a JWT'),
      tabindex: '0',
    },
  });

  /** @param onEdit called with the whole text when the user changed it */
  constructor(onEdit: (text: string) => void) {
    this.root.addEventListener('input', () => onEdit(this.text));
  }

  get text(): string {
    return this.root.textContent;
  }

  set text(text: string) {
    if (text !== this.text) this.root.textContent = text;
  }

  /** Colours the parts of a token in the text. The text itself is not touched, so the cursor stays. */
  colour(token: string, parts: readonly InspectedPart[]): void {
    const offset = this.text.indexOf(token);
    const byColour = new Map<string, Range[]>();
    for (const { role, start, end } of offset === -1 ? [] : parts) {
      const range = this.range(offset + start, offset + end);
      if (range !== undefined) byColour.set(colours[role], [...(byColour.get(colours[role]) ?? []), range]);
    }
    CSS.highlights.clear();
    for (const [colour, ranges] of byColour) CSS.highlights.set(`part-${colour}`, new Highlight(...ranges));
  }

  private range(start: number, end: number): Range | undefined {
    const range = document.createRange();
    const from = this.place(start);
    const to = this.place(end);
    if (from === undefined || to === undefined) return undefined;
    range.setStart(...from);
    range.setEnd(...to);
    return range;
  }

  /** Where a character of the text is: typing may have split the text into several nodes. */
  private place(offset: number): [node: Text, offset: number] | undefined {
    const nodes = document.createTreeWalker(this.root, NodeFilter.SHOW_TEXT);
    let left = offset;
    for (let node = nodes.nextNode() as Text | null; node !== null; node = nodes.nextNode() as Text | null) {
      if (left <= node.length) return [node, left];
      left -= node.length;
    }
    return undefined;
  }
}
