import { findNodeAtLocation, type Node } from 'jsonc-parser';
import { treeOf, type Span } from '../../profile/json-tree';

/**
 * Where a configuration of MCP servers names commands of Token Deck as inputs (`"type": "command"`). Comments, trailing
 * commas and unfinished text are fine; never throws.
 * @param path where the inputs are, from the root
 */
export function commandInputs(text: string, path: readonly string[]): Span[] {
  const { root } = treeOf(text);
  const inputs = root && findNodeAtLocation(root, [...path]);
  if (inputs?.type !== 'array') return [];
  return (inputs.children ?? []).flatMap((input) => {
    if (!valuesOf(input, 'type').some(({ value }) => value === 'command')) return [];
    const command = valuesOf(input, 'command').find(({ value }) => String(value).startsWith('tokenDeck.'));
    return command === undefined ? [] : [{ offset: command.offset, length: command.length }];
  });
}

/** The values of a name that an object has, which may be repeated: which of them counts is for its reader to say. */
function valuesOf(object: Node, name: string): Node[] {
  const properties = (object.children ?? []).filter(({ children }) => children?.[0]?.value === name);
  return properties.flatMap(({ children }) => children?.[1] ?? []);
}
