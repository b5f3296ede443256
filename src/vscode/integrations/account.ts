import { plain } from '../../faults/plain';
import { identityOf, nameOf, referenceOf, type KnownProfile } from '../../profile/known';

/** An account as VS Code knows it. */
export interface Account {
  id: string;
  label: string;
}

/** How much of a folder's random id is in a label, in characters: 32 bits. */
const shownOfFolder = 8;

/**
 * The account of a profile. VS Code files what it was allowed for an extension by the label, for all windows: so no two
 * profiles have the same, whatever a repository calls its own. A personal one ends with `personal:ID`, which has no
 * `#`; one of a folder with a part of the id that only this folder in this workspace has.
 */
export function accountOf(known: KnownProfile): Account {
  const { home } = known;
  const folder = home.kind === 'team' ? ` #${home.folderId.slice(0, shownOfFolder)}` : '';
  return { id: identityOf(known), label: `${plain(nameOf(known))} (${plain(referenceOf(known), 400)}${folder})` };
}
