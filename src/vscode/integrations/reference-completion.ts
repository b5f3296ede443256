import * as vscode from 'vscode';
import { plain } from '../../faults/plain';
import { unfinishedName } from '../../http/placeholders';
import { referenceTo, variableOf } from '../../http/reference';
import { idsWithOwnName, unfinishedReference } from '../../http/reference-at';
import { nameOf, referenceOf, type KnownProfile } from '../../profile/known';
import { hasRequests } from '../tokens/request-editor';
import { dialectHere } from './senders';

/** How many profiles are offered at once. */
const most = 200;

/** Completes a reference to a token from the profiles’ ids and names, in the line that is typed; no other is read. */
export class ReferenceCompletion implements vscode.CompletionItemProvider {
  constructor(private readonly profiles: () => Promise<readonly KnownProfile[]>) {}

  async provideCompletionItems(
    document: vscode.TextDocument,
    { line, character }: vscode.Position,
  ): Promise<vscode.CompletionList | undefined> {
    if (!hasRequests(document)) return undefined;
    const { text } = document.lineAt(line);
    const name = dialectHere() === 'httpyac' ? unfinishedName(text, character) : undefined;
    const found = name ?? unfinishedReference(text, character);
    if (found === undefined) return undefined;
    const range = new vscode.Range(line, found.start, line, found.end);
    const profiles = await this.profiles();
    const own = new Set(idsWithOwnName(profiles.map(({ id }) => id)));
    const offered = profiles.filter(({ id, usable }) => usable && own.has(id));
    const inserted = ({ id }: KnownProfile) => (name === undefined ? referenceTo(id) : id);
    return new vscode.CompletionList(
      offered.slice(0, most).map((known, index) => itemFor(known, inserted(known), range, index)),
      offered.length > most,
    );
  }
}

/** @param index the last used profile comes first */
function itemFor(known: KnownProfile, text: string, range: vscode.Range, index: number): vscode.CompletionItem {
  const label = { label: known.id, description: plain(nameOf(known), 60) };
  const item = new vscode.CompletionItem(label, vscode.CompletionItemKind.Variable);
  item.insertText = text;
  item.range = range;
  item.detail = plain(referenceOf(known), 100);
  // What is typed may be the profile’s id or name, or the reference itself.
  item.filterText = `${text === known.id ? '' : '{{'}${known.id} ${plain(nameOf(known), 60)} $processEnv ${variableOf(known.id)}`;
  item.sortText = String(index).padStart(4, '0');
  return item;
}
