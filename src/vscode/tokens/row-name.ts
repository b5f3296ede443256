import { shorten } from '../../base/shorten';

/** In letters, what fits beside two buttons in a row of the sidebar at its usual width, 300 pixels. */
const most = { row: 27, name: 24 };

/** However long the state is, this many letters of the name are left; with the usual states, more are. */
const leastOfName = 10;

/**
 * A profile's name in the sidebar. VS Code cuts what follows a name rather than the name, so that a long one would hide
 * the state; it keeps only the room that the state leaves.
 */
export function rowName(name: string, state: string): string {
  return shorten(name, Math.min(most.name, Math.max(leastOfName, most.row - state.length)));
}
