import { findNodeAtLocation } from 'jsonc-parser';
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
    if (findNodeAtLocation(input, ['type'])?.value !== 'command') return [];
    const command = findNodeAtLocation(input, ['command']);
    const isOurs = typeof command?.value === 'string' && command.value.startsWith('tokenDeck.');
    return isOurs ? [{ offset: command.offset, length: command.length }] : [];
  });
}
