/** A change of a text: the UTF-16 range that is replaced, and by what. */
export interface TextEdit {
  offset: number;
  length: number;
  text: string;
}

/** A text with the edits applied. Of two at one offset, what the first inserts comes first, as in an editor. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .reverse()
    .sort((a, b) => b.offset - a.offset)
    .reduce((result, edit) => result.slice(0, edit.offset) + edit.text + result.slice(edit.offset + edit.length), text);
}
