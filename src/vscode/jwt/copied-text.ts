import { cancelled } from '../../faults/fault';

/** VS Code’s clipboard: its API reads and writes only text. */
interface TextClipboard {
  readText(): PromiseLike<string>;
  writeText(text: string): PromiseLike<void>;
}

/**
 * What is copied, as text. The clipboard gets its own text back.
 * @param mayReplace asked where the clipboard has no text: it may have an image, which could not be put back
 * @throws `cancelled` where it may not be replaced
 */
export async function copiedText(
  clipboard: TextClipboard,
  copy: () => PromiseLike<unknown>,
  mayReplace: () => PromiseLike<boolean>,
): Promise<string> {
  const before = await clipboard.readText();
  if (before === '' && !(await mayReplace())) throw cancelled();
  try {
    // Where nothing is selected, nothing is copied: the old text must not be taken for the selection.
    await clipboard.writeText('');
    await copy();
    return await clipboard.readText();
  } finally {
    await clipboard.writeText(before);
  }
}
