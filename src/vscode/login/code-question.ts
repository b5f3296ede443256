import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { plain } from '../../faults/plain';
import { secureUrl } from '../../oauth/transport';
import { nameOf, type UsableProfile } from '../../profile/known';
import type { CodeToEnter } from './attempt';

/** What VS Code shows of a code: as much as fits on a line, and nothing that hides. */
const longest = 60;

/**
 * Shows the code of a login in large letters, with a button that copies it and opens the address where it is entered.
 * @param open opens an address in the browser
 * @returns whether the user went on; false where they cancelled
 */
export async function askAboutCode(
  known: UsableProfile,
  { url, code, isInUrl }: CodeToEnter,
  open: (url: string) => Thenable<unknown>,
): Promise<boolean> {
  const { host } = secureUrl(url);
  const places = { host, profile: plain(nameOf(known), longest) };
  const detail = isInUrl
    ? t('Sign in to {profile}: open {host}, and check that it shows this code.', places)
    : t('Sign in to {profile}: enter this code at {host}.', places);
  const button = t('Copy Code and Open Browser');
  const chosen = await vscode.window.showInformationMessage(plain(code, longest), { modal: true, detail }, button);
  if (chosen === undefined) return false;
  await vscode.env.clipboard.writeText(code);
  await open(url);
  return true;
}
