import { shorten } from '../../base/shorten';

/** In letters, what fits beside two buttons in a row of the sidebar at its usual width, 300 pixels. */
const most = { row: 27, name: 24 };

/** In letters: a name of an ordinary length stays whole; a longer one keeps this much, however long the state is. */
const leastOfName = { ordinary: 16, long: 10 };

/**
 * A profile's name in the sidebar. VS Code cuts what follows a name rather than the name, so that a long one would hide
 * the state; it keeps only the room that the state leaves.
 */
export function rowName(name: string, state: string): string {
  if (name.length <= leastOfName.ordinary) return name;
  return shorten(name, Math.min(most.name, Math.max(leastOfName.long, most.row - state.length)));
}
