import assert from 'node:assert/strict';
import { drawnFirst } from '../../../../src/vscode/tokens/drawn-first';

describe('the sidebar', () => {
  /** A sidebar whose reads of stored tokens are recorded, between what it answers. */
  function sidebar(getChildren = async (): Promise<string[]> => ['prod']) {
    const happened: string[] = [];
    let read = () => {};
    const hasRead = new Promise<void>((resolve) => (read = resolve));
    const tree = async () => {
      happened.push('loaded');
      return { getChildren, getTreeItem: async (item: string) => item.toUpperCase() };
    };
    const rows = drawnFirst(tree, () => {
      happened.push('read');
      read();
    });
    const ask = (item?: string) =>
      rows
        .getChildren(item)
        // VS Code sends an answer some microtasks after it has it.
        .then((answer) => answer)
        .then((answer) => happened.push(`answered ${answer.join()}`));
    return { rows, ask, happened, hasRead };
  }

  it('reads stored tokens once its first rows are answered, and not again', async () => {
    const { rows, ask, happened, hasRead } = sidebar();
    await ask();
    assert.deepEqual(happened, ['loaded', 'answered prod']);
    await hasRead;
    await ask();
    assert.equal(await rows.getTreeItem('prod'), 'PROD');
    await new Promise((resolve) => setTimeout(resolve, 0));
    assert.deepEqual(
      happened.filter((each) => each !== 'loaded'),
      ['answered prod', 'read', 'answered prod'],
    );
  });

  it('reads nothing before it is asked', async () => {
    const { happened } = sidebar();
    await new Promise((resolve) => setTimeout(resolve, 0));
    assert.deepEqual(happened, []);
  });

  it('reads stored tokens with the first rows that it can give', async () => {
    let tries = 0;
    const { ask, happened, hasRead } = sidebar(async () => {
      if (tries++ === 0) throw new Error('not yet');
      return ['prod'];
    });
    await assert.rejects(ask());
    await ask();
    await hasRead;
    assert.deepEqual(happened.slice(-2), ['answered prod', 'read']);
  });
});
