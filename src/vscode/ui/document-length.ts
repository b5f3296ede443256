/** What is asked of a document; VS Code's own fits. */
export interface Measured<Position> {
  lineCount: number;
  lineAt(line: number): { range: { end: Position } };
  offsetAt(position: Position): number;
}

/** Whether a document has more characters than that; its text is not put together for it. */
export function isLongerThan<Position>(document: Measured<Position>, characters: number): boolean {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end) > characters;
}
