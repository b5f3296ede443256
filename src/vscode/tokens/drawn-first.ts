/** What gives the sidebar its rows. */
interface Rows<Item, Drawn> {
  getChildren(item?: Item): Promise<Item[]>;
  getTreeItem(item: Item): Promise<Drawn>;
}

/**
 * What VS Code asks for the sidebar's rows: a tree that is loaded when it is first asked.
 * @param afterwards called once, when the first answer is on its way, so that what it reads does not hold up the first rows
 */
export function drawnFirst<Item, Drawn>(
  tree: () => Promise<Rows<Item, Drawn>>,
  afterwards: () => void,
): Rows<Item, Drawn> {
  let isDrawn = false;
  return {
    async getChildren(item) {
      const children = await (await tree()).getChildren(item);
      if (!isDrawn) {
        isDrawn = true;
        // A microtask would be before the answer: VS Code sends it when this function's promise is resolved.
        setTimeout(afterwards, 0);
      }
      return children;
    },
    getTreeItem: async (item) => (await tree()).getTreeItem(item),
  };
}
