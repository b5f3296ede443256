import assert from 'node:assert/strict';
import { copiedText } from '../../../../src/vscode/jwt/copied-text';

/** A clipboard that reads an image as an empty text, as VS Code’s does. */
class Clipboard {
  constructor(public content: string | { image: string }) {}
  async readText(): Promise<string> {
    return typeof this.content === 'string' ? this.content : '';
  }
  async writeText(text: string): Promise<void> {
    this.content = text;
  }
}

const never = () => Promise.reject(new Error('asked'));
const image = { image: 'of a cat' };

describe('copiedText', () => {
  it('is the text that is copied; the clipboard gets its old text back without a question', async () => {
    const clipboard = new Clipboard('before');
    assert.equal(await copiedText(clipboard, () => clipboard.writeText('selected'), never), 'selected');
    assert.equal(clipboard.content, 'before');
  });
  it('is empty where nothing is copied', async () => {
    const clipboard = new Clipboard('before');
    assert.equal(await copiedText(clipboard, async () => {}, never), '');
    assert.equal(clipboard.content, 'before');
  });
  it('leaves an image in the clipboard unless the user agrees to replace it', async () => {
    const clipboard = new Clipboard(image);
    const refuse = async () => {
      assert.equal(clipboard.content, image);
      return false;
    };
    await assert.rejects(
      copiedText(clipboard, () => assert.fail('copied'), refuse),
      { code: 'cancelled' },
    );
    assert.equal(clipboard.content, image);
  });
  it('is the text that replaces an image if the user agrees, and is not left behind', async () => {
    const clipboard = new Clipboard(image);
    const selected = await copiedText(
      clipboard,
      () => clipboard.writeText('selected'),
      async () => true,
    );
    assert.deepEqual([selected, clipboard.content], ['selected', '']);
  });
  it('gives the text back where copying fails', async () => {
    const clipboard = new Clipboard('before');
    await assert.rejects(
      copiedText(clipboard, () => Promise.reject(new Error('no terminal')), never),
      /no terminal/,
    );
    assert.equal(clipboard.content, 'before');
  });
});
